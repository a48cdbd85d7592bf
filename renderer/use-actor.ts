import { useEffect, useState } from 'preact/hooks'
import type { AnyActorRef, SnapshotFrom } from 'xstate'

/** The snapshot of an actor, drawn anew whenever it changes. */
export function useSnapshot<A extends AnyActorRef>(actor: A): SnapshotFrom<A> {
  const [snapshot, setSnapshot] = useState<SnapshotFrom<A>>(() => actor.getSnapshot() as SnapshotFrom<A>)
  useEffect(() => {
    setSnapshot(actor.getSnapshot() as SnapshotFrom<A>)
    const subscription = actor.subscribe((next: SnapshotFrom<A>) => setSnapshot(next))
    return () => subscription.unsubscribe()
  }, [actor])
  return snapshot
}
