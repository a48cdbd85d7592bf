import * as z from 'zod/mini'
import { Base64, Id, Instant, LocalDate, TICK_MS } from './values.ts'

/** A tick in which the counter group is closed; any other byte is the number of free seats. */
export const CLOSED = 255

/** Free seats of one counter group on one local day: one byte per tick from `firstTickAt` on. */
export const GroupDay = z.object({ counterGroupId: Id, firstTickAt: Instant, free: Base64 })
export type GroupDay = z.infer<typeof GroupDay>

/**
 * What a kiosk knows of an office's day. `version` is the office's counter at the last change of this day; it is taken
 * in the transaction that made the change, so a reader that has seen version n has seen every change up to n.
 */
export const OfficeDay = z.object({ officeId: Id, day: LocalDate, version: z.int(), groups: z.array(GroupDay) })
export type OfficeDay = z.infer<typeof OfficeDay>

/** Free seats per tick, ready to scan. */
export type FreeTicks = { readonly firstTickMs: number; readonly free: Uint8Array }

/**
 * Start times (ms since the epoch) at which `ticks` consecutive ticks have a free seat, on the group's grid, not before
 * `notBeforeMs`. Seats of a group are interchangeable, so counting them per tick is exact: interval graphs are perfect.
 */
export function findStarts(
  { firstTickMs, free }: FreeTicks,
  { ticks, gridTicks, notBeforeMs }: { ticks: number; gridTicks: number; notBeforeMs: number },
): number[] {
  const starts: number[] = []
  const length = free.length
  let openedAt = 0
  // The first tick from which all ticks up to `index` have been free.
  let freeSince = 0
  for (let index = 0; index < length; index += 1) {
    const seats = free[index] ?? CLOSED
    if (seats === CLOSED || seats === 0) {
      freeSince = index + 1
      if (seats === CLOSED) openedAt = index + 1
      continue
    }
    const start = index - ticks + 1
    if (start >= freeSince && start >= openedAt && (start - openedAt) % gridTicks === 0) {
      const startMs = firstTickMs + start * TICK_MS
      if (startMs >= notBeforeMs) starts.push(startMs)
    }
  }
  return starts
}

/** Whether any tick of the day is open at all. */
export const isOpen = (free: Uint8Array): boolean => free.some((seats) => seats !== CLOSED)
