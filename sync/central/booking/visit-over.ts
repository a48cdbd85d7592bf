import { TICK_MS } from '../../contract/values.ts'

// A visit lies within one office-day, and the longest of those has 25 hours.
const LONGEST_MS = 25 * 3_600_000

// Worked out row by row, and so in no index. What is said of the start besides changes nothing, and is what an index is asked by.
const ENDS_AT = `starts_at + ticks * ${String(TICK_MS)}`

/** SQL: visits that are not over at the instant of the parameter with this number (ms). */
export const notOverAt = (mark: number): string =>
  `starts_at > cast($${String(mark)} as bigint) - ${String(LONGEST_MS)} and ${ENDS_AT} > $${String(mark)}`

/** SQL: visits that are over at that instant. */
export const overAt = (mark: number): string => `starts_at <= $${String(mark)} and ${ENDS_AT} <= $${String(mark)}`
