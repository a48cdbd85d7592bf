import type { Slot } from '../sync/contract/booking.ts'
import type { Office } from '../sync/contract/catalogue.ts'
import { CLOSED, findStarts, type FreeTicks, isOpen } from '../sync/contract/office-day.ts'
import { TICK_MS } from '../sync/contract/values.ts'
import type { DayChoice } from '../sync/contract/visit.ts'
import { addDays, type LocalTimes } from './local-time.ts'

/** Ticks of a group that bookings take which central has not counted yet. */
export type Taken = { readonly counterGroupId: string; readonly startsMs: number; readonly ticks: number }

export type Lookup = {
  readonly office: Office
  /** Free seats by local day and counter group. */
  readonly days: ReadonlyMap<string, ReadonlyMap<string, FreeTicks>>
  readonly taken: readonly Taken[]
  readonly local: LocalTimes
  readonly nowMs: number
}
export type Wanted = { readonly counterGroupId: string; readonly ticks: number }

/** At most this many start times left make a day `few`. */
const FEW = 3
const DAY_MS = 86_400_000

/** The days from today to the horizon with their free start times, read from memory. */
export function dayChoices(lookup: Lookup, wanted: Wanted): DayChoice[] {
  const today = lookup.local.day(lookup.nowMs)
  return Array.from({ length: lookup.office.horizonDays + 1 }, (_, ahead) => addDays(today, ahead)).map((day) => {
    const group = lookup.days.get(day)?.get(wanted.counterGroupId)
    if (!group || !isOpen(group.free)) return { day, status: 'closed', slots: [] }
    const slots = slotsOf(lookup, wanted, day, group)
    return { day, status: slots.length === 0 ? 'none' : slots.length <= FEW ? 'few' : 'free', slots }
  })
}

/** The first free start time, or null. */
export function firstSlot(lookup: Lookup, wanted: Wanted): Slot | null {
  const today = lookup.local.day(lookup.nowMs)
  for (let ahead = 0; ahead <= lookup.office.horizonDays; ahead += 1) {
    const day = addDays(today, ahead)
    const group = lookup.days.get(day)?.get(wanted.counterGroupId)
    const [first] = group ? slotsOf(lookup, wanted, day, group) : []
    if (first) return first
  }
  return null
}

/** Up to `count` free start times nearest to the wished instant. */
export function nearestSlots(lookup: Lookup, wanted: Wanted, wishedMs: number, count: number): Slot[] {
  const distance = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - wishedMs)
  const near = dayChoices(lookup, wanted).flatMap(({ slots }) => slots)
  return near.toSorted((one, other) => distance(one) - distance(other)).slice(0, count)
}

/** Whether the wish can start at that instant as far as this kiosk knows. */
export function isFree(lookup: Lookup, wanted: Wanted, startsMs: number): boolean {
  const group = lookup.days.get(lookup.local.day(startsMs))?.get(wanted.counterGroupId)
  return group !== undefined && startsIn(lookup, wanted, group).includes(startsMs)
}

/** From–until of the ticks in which any counter group is open on a local day. */
export function openTimes({ days, local }: Pick<Lookup, 'days' | 'local'>, day: string): { from: string; until: string }[] {
  const open = new Set<number>()
  for (const { firstTickMs, free } of days.get(day)?.values() ?? []) {
    free.forEach((seats, tick) => seats !== CLOSED && open.add(firstTickMs + tick * TICK_MS))
  }
  const runs: { from: number; until: number }[] = []
  for (const tick of [...open].toSorted((one, other) => one - other)) {
    const last = runs.at(-1)
    if (last?.until === tick) last.until = tick + TICK_MS
    else runs.push({ from: tick, until: tick + TICK_MS })
  }
  return runs.map(({ from, until }) => ({ from: local.time(from), until: endOfRun(local, day, until) }))
}

const endOfRun = (local: LocalTimes, day: string, until: number) => (local.day(until) === day ? local.time(until) : '24:00')

function slotsOf(lookup: Lookup, wanted: Wanted, day: string, group: FreeTicks): Slot[] {
  const starts = startsIn(lookup, wanted, group)
  const [first] = starts
  const last = starts.at(-1)
  if (first === undefined || last === undefined) return []
  // One look at the zone per day, but on the two days of the year on which the clocks change.
  const offset = lookup.local.offset(first)
  const steady = offset === lookup.local.offset(last)
  // Writing an instant out costs more than finding it: the date is written once for the starts of one UTC day.
  const utcDay = Math.floor(first / DAY_MS)
  const utcDate = new Date(first).toISOString().slice(0, 11)
  return starts.map((startMs) => ({
    startsAt:
      Math.floor(startMs / DAY_MS) === utcDay ? `${utcDate}${wallTime(startMs)}:00.000Z` : new Date(startMs).toISOString(),
    day,
    time: steady ? wallTime(startMs + offset) : lookup.local.time(startMs),
  }))
}

const twoDigits = (value: number) => (value < 10 ? `0${value}` : `${value}`)
const wallTime = (localMs: number) => {
  const minutes = Math.floor(localMs / 60_000) % 1_440
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

function startsIn(lookup: Lookup, { counterGroupId, ticks }: Wanted, group: FreeTicks): number[] {
  const gridTicks = lookup.office.counterGroups.find(({ id }) => id === counterGroupId)?.gridTicks ?? 1
  const notBeforeMs = lookup.nowMs + lookup.office.leadMinutes * 60_000
  return findStarts(without(group, lookup.taken, counterGroupId), { ticks, gridTicks, notBeforeMs })
}

/** The free seats less those that own bookings take which central has not counted yet. */
function without(group: FreeTicks, taken: readonly Taken[], counterGroupId: string): FreeTicks {
  const end = group.firstTickMs + group.free.length * TICK_MS
  const here = taken.filter(
    (one) => one.counterGroupId === counterGroupId && one.startsMs >= group.firstTickMs && one.startsMs < end,
  )
  if (here.length === 0) return group
  const free = Uint8Array.from(group.free)
  for (const { startsMs, ticks } of here) {
    const first = (startsMs - group.firstTickMs) / TICK_MS
    for (let tick = first; tick < first + ticks; tick += 1) {
      const seats = free[tick] ?? CLOSED
      if (seats !== CLOSED && seats > 0) free[tick] = seats - 1
    }
  }
  return { firstTickMs: group.firstTickMs, free }
}
