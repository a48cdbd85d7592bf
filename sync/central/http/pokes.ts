import type { Poke } from '../../contract/kiosk-api.ts'
import type { Store } from '../store/store.ts'

export type Pokes = {
  readonly subscribe: (listener: (poke: Poke) => void) => () => void
  /** Looks for changes; concurrent calls share one look. */
  readonly look: () => Promise<void>
  readonly listeners: () => number
}

/**
 * Tells listeners which offices have changed; without an office, that the catalogue has, or that IT has an order for a
 * device. It looks at counters, so a change made by another central process or by the operator's tool is noticed as well.
 */
export function createPokes(store: Store): Pokes {
  const listeners = new Set<(poke: Poke) => void>()
  const seen = new Map<string, number>()
  let news: string | undefined
  let looking: Promise<void> | null = null

  const publish = (poke: Poke) => {
    for (const listener of listeners) listener(poke)
  }
  const lookNow = async () => {
    const { counters, pointers } = await store.read(async (tx) => ({
      counters: await tx.all<{ office_id: string; version: number }>('select office_id, version from office_counter'),
      pointers: await tx.all<{ value: string }>(`select value from setting where name in ('catalogue', 'orders') order by name`),
    }))
    for (const { office_id, version } of counters) {
      if (seen.get(office_id) === version) continue
      seen.set(office_id, version)
      publish({ officeId: office_id, version })
    }
    const now = pointers.map(({ value }) => value).join(' ')
    if (now !== (news ?? '')) {
      news = now
      publish({ officeId: null, version: 0 })
    }
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async look() {
      if (listeners.size === 0) return
      looking ??= lookNow().finally(() => {
        looking = null
      })
      await looking
    },
    listeners: () => listeners.size,
  }
}
