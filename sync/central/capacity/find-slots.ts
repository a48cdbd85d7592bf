import type { Slot } from '../../contract/booking.ts'
import { findStarts } from '../../contract/office-day.ts'
import type { Need } from '../../contract/wish.ts'
import { slotAt } from '../planning/local-day.ts'
import { addDays } from '../../contract/local-date.ts'
import { lastDayOf } from '../planning/plan-office.ts'
import type { Tx } from '../store/store.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { type Audience, keptFrom } from './audience.ts'
import { readFreeDays } from './free-seats.ts'

export type SlotSearch = {
  readonly officeId: string
  readonly need: Pick<Need, 'counterGroupId' | 'ticks'>
  readonly audience: Audience
  readonly nowMs: number
  /** Local days, both included; default: from today to the office's horizon. */
  readonly firstDay?: string
  readonly lastDay?: string
}

/** Start times in ms at which the need fits, in order. A visitor's lead time counts. */
export async function findSlotTimes(tx: Tx, town: LoadedTown, search: SlotSearch): Promise<number[]> {
  const office = town.offices.get(search.officeId)
  const group = town.counterGroup(search.officeId, search.need.counterGroupId)
  if (!office || !group) return []
  const today = town.dayOf(search.nowMs)
  const horizon = lastDayOf(town, search.officeId, today)
  const firstDay = search.firstDay !== undefined && search.firstDay > today ? search.firstDay : today
  const lastDay = search.lastDay !== undefined && search.lastDay < horizon ? search.lastDay : horizon
  const notBeforeMs = search.nowMs + (search.audience === 'visitor' ? office.leadMinutes * 60_000 : 0)
  const kept = keptFrom(search.audience, office, today)
  const days = await readFreeDays(tx, { officeId: office.id, firstDay, lastDay, nowMs: search.nowMs, kept })
  return days.flatMap((day) =>
    day.groups
      .filter((free) => free.counterGroupId === group.id)
      .flatMap((free) => findStarts(free, { ticks: search.need.ticks, gridTicks: group.gridTicks, notBeforeMs })),
  )
}

/** The free start times nearest to a wished one that was refused, at the same office, in order of time. */
export async function findAlternatives(
  tx: Tx,
  town: LoadedTown,
  search: Omit<SlotSearch, 'firstDay' | 'lastDay'> & { wishedMs: number; count?: number },
): Promise<Slot[]> {
  const { wishedMs, count = 5 } = search
  const wishedDay = town.dayOf(wishedMs)
  // Two weeks around the wish are enough as a rule; only where they are full is the whole horizon read.
  const near = await findSlotTimes(tx, town, { ...search, firstDay: addDays(wishedDay, -7), lastDay: addDays(wishedDay, 14) })
  const times = near.length > count ? near : await findSlotTimes(tx, town, search)
  return times
    .filter((startsAtMs) => startsAtMs !== wishedMs)
    .toSorted((one, other) => Math.abs(one - wishedMs) - Math.abs(other - wishedMs))
    .slice(0, count)
    .toSorted((one, other) => one - other)
    .map((startsAtMs) => slotAt(startsAtMs, town.zone))
}
