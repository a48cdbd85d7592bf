import type { Slot } from '../../sync/contract/booking.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import type { Office } from '../../sync/contract/catalogue.ts'
import { CLOSED, findStarts, type FreeTicks, isOpen } from '../../sync/contract/office-day.ts'
import { TICK_MS } from '../../sync/contract/values.ts'
import type { DayChoice } from '../../sync/contract/visit.ts'
import { type HeldBlock, unsoldSeats } from '../../sync/kiosk/escrow.ts'
import type { LocalTimes } from './local-time.ts'

/** Ticks of a group that bookings take which central has not counted yet. */
export type Taken = { readonly counterGroupId: string; readonly startsMs: number; readonly ticks: number }

export type Lookup = {
  readonly office: Office
  /** Free seats by local day and counter group. */
  readonly days: ReadonlyMap<string, ReadonlyMap<string, FreeTicks>>
  readonly taken: readonly Taken[]
  /** Blocks of this office that this kiosk may sell by itself: nobody else's seats, so they are free here. */
  readonly held: readonly HeldBlock[]
  readonly local: LocalTimes
  readonly memory: SlotMemory
  readonly nowMs: number
}
/** Where a seat comes from: a booking is taken whole from the one or the other. */
export type Source = 'central' | 'escrow'

/** What has been written out before. A day's seats are never changed, only replaced: whoever has them has their slots. */
export type SlotMemory = {
  readonly slots: WeakMap<FreeTicks, Map<string, readonly Slot[]>>
  readonly days: Map<string, readonly string[]>
}
export const createSlotMemory = (): SlotMemory => ({ slots: new WeakMap(), days: new Map() })
export type Wanted = { readonly counterGroupId: string; readonly ticks: number }

/** At most this many start times left make a day `few`. */
const FEW = 3
const DAY_MS = 86_400_000
const MOST_LISTS = 20

/** The days from today to the horizon with their free start times, read from memory. */
export function dayChoices(lookup: Lookup, wanted: Wanted): DayChoice[] {
  return daysOf(lookup).map((day) => {
    const group = lookup.days.get(day)?.get(wanted.counterGroupId)
    if (!group || !isOpen(group.free)) return { day, status: 'closed', slots: [] }
    const slots = slotsOf(lookup, wanted, day, group)
    return { day, status: slots.length === 0 ? 'none' : slots.length <= FEW ? 'few' : 'free', slots }
  })
}

/** The first free start time, or null. */
export function firstSlot(lookup: Lookup, wanted: Wanted): Slot | null {
  for (const day of daysOf(lookup)) {
    const group = lookup.days.get(day)?.get(wanted.counterGroupId)
    const [first] = group ? slotsOf(lookup, wanted, day, group) : []
    if (first) return first
  }
  return null
}

function daysOf({ local, nowMs, office, memory }: Lookup): readonly string[] {
  const today = local.day(nowMs)
  const key = `${today} ${office.horizonDays}`
  const before = memory.days.get(key)
  if (before) return before
  const days = Array.from({ length: office.horizonDays + 1 }, (_, ahead) => addDays(today, ahead))
  // Today's lists and no others are of use.
  if (memory.days.size > MOST_LISTS) memory.days.clear()
  memory.days.set(key, days)
  return days
}

/** Up to `count` free start times nearest to the wished instant. */
export function nearestSlots(lookup: Lookup, wanted: Wanted, wishedMs: number, count: number): Slot[] {
  const distance = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - wishedMs)
  const near = dayChoices(lookup, wanted).flatMap(({ slots }) => slots)
  return near.toSorted((one, other) => distance(one) - distance(other)).slice(0, count)
}

/** Whether the wish can start at that instant as far as this kiosk knows. */
export function isFree(lookup: Lookup, wanted: Wanted, startsMs: number, among: Source): boolean {
  const group = lookup.days.get(lookup.local.day(startsMs))?.get(wanted.counterGroupId)
  if (group === undefined) return false
  const seats = among === 'central' ? without(group, lookup.taken, wanted.counterGroupId) : ownSeats(lookup, wanted, group)
  return seats !== null && startsIn(lookup, wanted, seats, notBefore(lookup)).includes(startsMs)
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

function slotsOf(lookup: Lookup, wanted: Wanted, day: string, group: FreeTicks): readonly Slot[] {
  const soonest = notBefore(lookup)
  const central = without(group, lookup.taken, wanted.counterGroupId)
  const own = ownSeats(lookup, wanted, group)
  // Written out once for a day whose seats are as central told them and all in the future.
  const lasting = central === group && own === null && soonest <= group.firstTickMs
  if (!lasting) return writeSlots(lookup, day, startsFrom(lookup, wanted, central, own, soonest))
  const gridTicks = gridOf(lookup, wanted)
  const ofGroup = lookup.memory.slots.get(group) ?? new Map<string, readonly Slot[]>()
  lookup.memory.slots.set(group, ofGroup)
  const key = `${wanted.ticks} ${gridTicks}`
  const before = ofGroup.get(key)
  if (before) return before
  const slots = writeSlots(lookup, day, startsIn(lookup, wanted, group, soonest))
  ofGroup.set(key, slots)
  return slots
}

/** Starts among central's free seats and starts in the own blocks: no booking is cut from both. */
function startsFrom(lookup: Lookup, wanted: Wanted, central: FreeTicks, own: FreeTicks | null, soonest: number): number[] {
  const starts = startsIn(lookup, wanted, central, soonest)
  if (own === null) return starts
  return [...new Set([...starts, ...startsIn(lookup, wanted, own, soonest)])].toSorted((one, other) => one - other)
}

function writeSlots({ local }: Lookup, day: string, starts: readonly number[]): Slot[] {
  const [first] = starts
  const last = starts.at(-1)
  if (first === undefined || last === undefined) return []
  // One look at the zone per day, but on the two days of the year on which the clocks change.
  const offset = local.offset(first)
  const steady = offset === local.offset(last)
  // Writing an instant out costs more than finding it: the date is written once for the starts of one UTC day.
  const utcDay = Math.floor(first / DAY_MS)
  const utcDate = new Date(first).toISOString().slice(0, 11)
  return starts.map((startMs) => ({
    startsAt:
      Math.floor(startMs / DAY_MS) === utcDay ? `${utcDate}${wallTime(startMs)}:00.000Z` : new Date(startMs).toISOString(),
    day,
    time: steady ? wallTime(startMs + offset) : local.time(startMs),
  }))
}

const twoDigits = (value: number) => (value < 10 ? `0${value}` : `${value}`)
const wallTime = (localMs: number) => {
  const minutes = Math.floor(localMs / 60_000) % 1_440
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

const gridOf = ({ office }: Lookup, { counterGroupId }: Wanted): number =>
  office.counterGroups.find(({ id }) => id === counterGroupId)?.gridTicks ?? 1
const notBefore = ({ nowMs, office }: Lookup): number => nowMs + office.leadMinutes * 60_000

const startsIn = (lookup: Lookup, wanted: Wanted, group: FreeTicks, notBeforeMs: number): number[] =>
  findStarts(group, { ticks: wanted.ticks, gridTicks: gridOf(lookup, wanted), notBeforeMs })

/** The unsold seats of the own blocks in the open ticks of a group's day, or null where there is none. */
function ownSeats({ held }: Lookup, { counterGroupId }: Wanted, { firstTickMs, free }: FreeTicks): FreeTicks | null {
  const end = firstTickMs + free.length * TICK_MS
  const here = held.filter(({ counterGroupId: of, startsAt, ticks }) => {
    const startMs = Date.parse(startsAt)
    return of === counterGroupId && startMs < end && startMs + ticks * TICK_MS > firstTickMs
  })
  if (here.length === 0) return null
  // A closed tick keeps its mark: the grid begins anew behind it.
  const seats = free.map((seatsFree, tick) => (seatsFree === CLOSED ? CLOSED : unsoldSeats(here, firstTickMs + tick * TICK_MS)))
  return { firstTickMs, free: seats }
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
