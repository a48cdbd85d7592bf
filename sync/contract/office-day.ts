import * as z from 'zod/mini'
import { Base64, Id, Instant, LocalDate, TICK_MS } from './values.ts'

/** A tick in which the counter group is closed; any other byte is the number of free seats. */
export const CLOSED = 255

/** Free seats of one counter group on one local day: one byte per tick from `firstTickAt` on. */
const GroupDay = z.object({ counterGroupId: Id, firstTickAt: Instant, free: Base64 })

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
  const first = Math.max(0, Math.ceil((notBeforeMs - firstTickMs) / TICK_MS))
  for (let start = nextRun(free, ticks, first); start !== null; start = nextRun(free, ticks, start)) {
    // The grid begins anew where the group opens; within a run it never closes.
    const openedAt = gridTicks === 1 ? start : free.lastIndexOf(CLOSED, start) + 1
    let end = start + ticks
    do {
      if ((start - openedAt) % gridTicks === 0) starts.push(firstTickMs + start * TICK_MS)
      start += 1
      end += 1
    } while (end <= free.length && hasSeat(free, end - 1))
  }
  return starts
}

/** The first of the next `ticks` free ticks in a row, from a tick on; null where there are none left. */
function nextRun(free: Uint8Array, ticks: number, from: number): number | null {
  let start = from
  while (start + ticks <= free.length) {
    // From its end: a tick without a seat rules out every start up to it, and most ticks before it are never looked at.
    let tick = start + ticks - 1
    while (tick >= start && hasSeat(free, tick)) tick -= 1
    if (tick < start) return start
    start = tick + 1
  }
  return null
}

const hasSeat = (free: Uint8Array, tick: number): boolean => free[tick] !== 0 && free[tick] !== CLOSED

/** Whether any tick of the day is open at all. */
export const isOpen = (free: Uint8Array): boolean => free.some((seats) => seats !== CLOSED)
