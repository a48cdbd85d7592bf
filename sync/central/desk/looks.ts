const LOOK_MS = 15 * 60_000

/**
 * Who has looked at what in the last quarter of an hour. A screen that asks again by itself every few seconds is one look: it is
 * written down once, costs no commit each time, and the log stays one that a person can read. Each process of central knows its own.
 */
export type Looks = {
  /** Whether this is a look of its own; it counts as one from now on. */
  readonly isNew: (look: string, nowMs: number) => boolean
  /** It could not be written down. */
  readonly forget: (look: string) => void
}

export function createLooks(): Looks {
  // In the order of time, the oldest first.
  const seen = new Map<string, number>()
  return {
    isNew(look, nowMs) {
      for (const [old, atMs] of seen) {
        if (atMs <= nowMs && nowMs - atMs < LOOK_MS) break
        seen.delete(old)
      }
      if (seen.has(look)) return false
      seen.set(look, nowMs)
      return true
    },
    forget: (look) => void seen.delete(look),
  }
}
