import { occupies } from '../../sync/contract/booking.ts'
import type { BookingLine, DayView } from '../../sync/contract/desk-records.ts'
import { TICK_MINUTES, TICK_MS } from '../../sync/contract/values.ts'

const MINUTE_MS = 60_000

type Group = DayView['groups'][number]
type Visit = Pick<BookingLine, 'startsAt' | 'ticks' | 'standing' | 'counterGroupId' | 'walkIn'>
/** What a seat is at a time. `kept`: held for a visit that is not booked yet, or lent to a terminal. */
export type Seat = 'booked' | 'arrived' | 'walkIn' | 'missed' | 'kept' | 'over' | 'free'
type Run = { from: string; until: string; seats: readonly Seat[] }

/** In the order in which they are drawn. */
export const SEATS: readonly Seat[] = ['arrived', 'walkIn', 'booked', 'missed', 'kept', 'over', 'free']
/** Neighbouring ticks that stand alike, as one line. `firstMs`: the instant of the first one; nobody changes clocks while an office is open. */
export function runsOf(group: Group, visits: readonly Visit[], firstMs: number): Run[] {
  const first = minutesOf(group.ticks[0]?.time ?? '00:00')
  const own = visits
    .filter(({ counterGroupId, standing }) => counterGroupId === group.counterGroupId && occupies(standing))
    .map((visit) => ({ seat: seatOf(visit), fromMs: Date.parse(visit.startsAt), ticks: visit.ticks }))
  const runs: Run[] = []
  for (const { time, capacity, taken } of group.ticks) {
    const atMs = firstMs + (minutesOf(time) - first) * MINUTE_MS
    const there = own.filter(({ fromMs, ticks }) => fromMs <= atMs && atMs < fromMs + ticks * TICK_MS)
    const seats = seatsAt(
      there.map(({ seat }) => seat),
      { capacity, taken },
    )
    const last = runs.at(-1)
    if (last?.until === time && last.seats.join() === seats.join()) last.until = later(time)
    else runs.push({ from: time, until: later(time), seats })
  }
  return runs
}

const seatOf = ({ standing, walkIn }: Visit): Seat =>
  standing === 'missed' ? 'missed' : standing === 'arrived' ? (walkIn ? 'walkIn' : 'arrived') : 'booked'

function seatsAt(there: readonly Seat[], { capacity, taken }: { capacity: number; taken: number }): Seat[] {
  const kept = Array.from({ length: Math.max(0, taken - there.length) }, (): Seat => 'kept')
  const all = [...there, ...kept].toSorted((one, other) => SEATS.indexOf(one) - SEATS.indexOf(other))
  const free = Array.from({ length: Math.max(0, capacity - all.length) }, (): Seat => 'free')
  // Whoever came beyond the capacity keeps their sign; one more says that it is too many.
  return [...all, ...Array.from({ length: Math.max(0, all.length - capacity) }, (): Seat => 'over'), ...free]
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function later(time: string): string {
  const minutes = minutesOf(time) + TICK_MINUTES
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
