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
  const first = Math.max(0, Math.ceil((notBeforeMs - firstTickMs) / TICK_MS))
  let openedAt = 0
  // How many ticks up to this one have been free without a break.
  let run = 0
  for (let tick = first; tick < free.length; tick += 1) {
    run = (run + 1) & freeMask(free[tick])
    if (run < ticks) continue
    const start = tick - ticks + 1
    // The grid begins anew where the group opens; within a run it never closes.
    if (run === ticks) openedAt = gridTicks === 1 ? start : free.lastIndexOf(CLOSED, start) + 1
    if ((start - openedAt) % gridTicks === 0) starts.push(firstTickMs + start * TICK_MS)
  }
  return starts
}

/** All ones for a tick with a free seat, else 0. Without a branch: whether a seat is free is what a processor guesses worst. */
const freeMask = (seats = CLOSED): number => (((seats - 1) & 255) - 254) >> 31

/** Whether any tick of the day is open at all. */
export const isOpen = (free: Uint8Array): boolean => free.some((seats) => seats !== CLOSED)
