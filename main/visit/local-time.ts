import { wallClock } from '../../sync/contract/local-date.ts'

/** Instants in the office's own calendar. */
export type LocalTimes = {
  /** `YYYY-MM-DD` */
  readonly day: (instantMs: number) => string
  /** `HH:MM` */
  readonly time: (instantMs: number) => string
  /** Local minus UTC, ms. */
  readonly offset: (instantMs: number) => number
}

const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const MOST_KNOWN = 20_000

export function localTimes(zone: string): LocalTimes {
  const wall = wallClock(zone)
  const measure = (instantMs: number) => wall(instantMs) - Math.floor(instantMs / MINUTE) * MINUTE
  const known = new Map<number, number>()
  const offset = (instantMs: number) => {
    // Clocks change on a quarter of an hour everywhere; asking ICU once for each is a hundred times quicker than each time.
    const quarter = Math.floor(instantMs / QUARTER)
    const before = known.get(quarter)
    if (before !== undefined) return before
    if (known.size >= MOST_KNOWN) known.clear()
    const found = measure(instantMs)
    known.set(quarter, found)
    return found
  }
  const iso = (instantMs: number) => new Date(instantMs + offset(instantMs)).toISOString()
  return { offset, day: (instantMs) => iso(instantMs).slice(0, 10), time: (instantMs) => iso(instantMs).slice(11, 16) }
}
