import type { Poke } from '../../contract/kiosk-api.ts'
import type { Store } from '../store/store.ts'

export type Pokes = {
  readonly subscribe: (listener: (poke: Poke) => void) => () => void
  /** Looks for changes; concurrent calls share one look. */
  readonly look: () => Promise<void>
  readonly listeners: () => number
}

/**
 * Tells listeners which offices have changed. It looks at the offices' counters, so a change made by another central
 * process or by the operator's tool is noticed as well.
 */
export function createPokes(store: Store): Pokes {
  const listeners = new Set<(poke: Poke) => void>()
  const seen = new Map<string, number>()
  let catalogue: string | undefined
  let looking: Promise<void> | null = null

  const publish = (poke: Poke) => {
    for (const listener of listeners) listener(poke)
  }
  const lookNow = async () => {
    const { counters, pointer } = await store.read(async (tx) => ({
      counters: await tx.all<{ office_id: string; version: number }>('select office_id, version from office_counter'),
      pointer: await tx.one<{ value: string }>(`select value from setting where name = 'catalogue'`),
    }))
    for (const { office_id, version } of counters) {
      if (seen.get(office_id) === version) continue
      seen.set(office_id, version)
      publish({ officeId: office_id, version })
    }
    if (pointer && pointer.value !== catalogue) {
      catalogue = pointer.value
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
