import { Temporal } from 'temporal-polyfill'
import type { Slot } from '../../contract/booking.ts'
import { addDays } from '../../contract/local-date.ts'

// Clocks change on the quarter hour everywhere, so all instants within one have the same date.
const QUARTER_MS = 900_000
const MOST_REMEMBERED = 10_000

/** `localDay` for one zone that remembers: a booking asks for the same few days some six times. */
export function createLocalDay(zone: string): (atMs: number) => string {
  const remembered = new Map<number, string>()
  return (atMs) => {
    const quarter = Math.floor(atMs / QUARTER_MS)
    const known = remembered.get(quarter)
    if (known !== undefined) return known
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    const day = localDay(atMs, zone)
    remembered.set(quarter, day)
    return day
  }
}

/** The local date in a zone at an instant, `YYYY-MM-DD`. The machine's own zone plays no part. */
export function localDay(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/**
 * The instant of a wall-clock time on a local day; `24:00` is the beginning of the next day.
 * A time that a clock change skips is the instant that the clock shows after the change; of a doubled one, the first.
 */
export function instantOf(day: string, time: string, zone: string): number {
  const date = Temporal.PlainDate.from(day)
  if (time === '24:00') return date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
}

/** Beginning of a local day and of the next one: 23, 24 or 25 hours apart. */
export const dayBounds = (day: string, zone: string): { startMs: number; endMs: number } => ({
  startMs: instantOf(day, '00:00', zone),
  endMs: instantOf(day, '24:00', zone),
})

/** ISO weekday, 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek

/** All local days from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** A start time as visitors see it. */
export function slotAt(startsAtMs: number, zone: string): Slot {
  const local = Temporal.Instant.fromEpochMilliseconds(startsAtMs).toZonedDateTimeISO(zone)
  return {
    startsAt: isoOf(startsAtMs),
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}

export const isoOf = (atMs: number): string => new Date(atMs).toISOString()
export const msOf = (instant: string): number => Date.parse(instant)
