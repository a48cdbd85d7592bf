import type { CentralContext } from '../context.ts'
import { lockOffice, type Moment } from '../capacity/lock-office.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import { heldSeats, planProvided, providedDays } from '../provider/provided-calendar.ts'
import type { Tx } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'
import { holidaysOf } from './holidays.ts'
import { daysBetween } from './local-day.ts'
import { addDays } from '../../contract/local-date.ts'
import { dropUnfit, holdersAt } from './drop-unfit.ts'
import { findMisfits, type Misfit, noteMisfit } from './misfits.ts'
import { closedOn, type ClosedTime, type Opening, planDay } from './opening.ts'
import { writePlan } from './stored-plan.ts'

type CounterRow = { planned_with: string | null; planned_until: string | null }

/** The day up to which an office can be booked. */
export const lastDayOf = (town: LoadedTown, officeId: string, today: string): string =>
  addDays(today, town.offices.get(officeId)?.horizonDays ?? 0)

/**
 * Makes sure that every office's days are planned up to its horizon with the current rules; a cheap look where they are.
 * Answers the bookings that no longer fit, which are also noted for staff.
 */
export async function planOffices(context: CentralContext, only?: readonly string[]): Promise<Misfit[]> {
  const nowMs = context.clock.nowMs()
  const due = await context.store.read(async (tx) => {
    const town = await context.town.current(tx)
    if (!town) return []
    const today = town.dayOf(nowMs)
    const rows = await tx.all<CounterRow & { office_id: string }>(
      'select office_id, planned_with, planned_until from office_counter',
    )
    const counters = new Map(rows.map((row) => [row.office_id, row]))
    const officeIds = only?.filter((officeId) => town.offices.has(officeId)) ?? [
      ...new Set([...town.offices.keys(), ...counters.keys()]),
    ]
    return officeIds.filter((officeId) => !isPlanned(counters.get(officeId), town, lastDayOf(town, officeId, today)))
  })
  const misfits: Misfit[] = []
  for (const officeId of due) {
    misfits.push(
      ...(await context.store.transact(async (tx) =>
        planOffice(tx, await townOf(context.town, tx), officeId, { nowMs, random: context.random }),
      )),
    )
  }
  return misfits
}

const isPlanned = (row: CounterRow | undefined, town: LoadedTown, lastDay: string): boolean =>
  row?.planned_with === town.version && (row.planned_until ?? '') >= lastDay

/** Plans one office anew inside a transaction. Bookings keep their seats whatever the new rules say. */
export async function planOffice(tx: Tx, town: LoadedTown, officeId: string, { nowMs, random }: Moment): Promise<Misfit[]> {
  const lock = await lockOffice(tx, officeId, { nowMs, random })
  const today = town.dayOf(nowMs)
  const lastDay = lastDayOf(town, officeId, today)
  const office = town.offices.get(officeId)
  const opening = await openingOf(tx, town, officeId)
  const rows = await tx.all<{ day: string; plan: string }>(
    'select day, plan from office_day where office_id = $1 and day >= $2',
    [officeId, today],
  )
  const stored = new Map(rows.map((row) => [row.day, row.plan]))
  const days = [...new Set([...daysBetween(today, lastDay), ...stored.keys()])]
  const provided = await providedDays(tx, officeId)
  const held = provided ? await heldSeats(tx, officeId, nowMs) : new Map<number, number>()
  const heldOn = Map.groupBy(held, ([tick]) => town.dayOf(tick))
  const planOf = (day: string) =>
    provided
      ? planProvided(provided.get(day) ?? { day, starts: [], ticks: 1 }, {
          held: new Map(heldOn.get(day)),
          isClosed: closedOn(day, opening),
        })
      : planDay(day, opening)
  const plans = days
    .map((day) => ({ day, plan: writePlan(planOf(day), office) }))
    .filter(({ day, plan }) => stored.get(day) !== plan)
  if (plans.length > 0) await writePlans(tx, lock, plans)
  const changed = plans.map(({ day }) => day)
  // What was kept for the day itself opens to all when the day comes.
  if (office && office.sameDaySeats > 0) lock.touch(today)
  await tx.run('update office_counter set planned_with = $2, planned_until = $3 where office_id = $1', [
    officeId,
    town.version,
    lastDay,
  ])
  return noteMisfits(tx, lock, changed, nowMs)
}

async function writePlans(tx: Tx, lock: OfficeLock, plans: readonly { day: string; plan: string }[]): Promise<void> {
  const rows = plans.map((_, index) => `($1, $${String(3 + index * 2)}, $2, $${String(4 + index * 2)})`)
  await tx.run(
    `insert into office_day (office_id, day, version, plan) values ${rows.join(', ')}
     on conflict (office_id, day) do update set version = excluded.version, plan = excluded.plan`,
    [lock.officeId, lock.nextVersion(), ...plans.flatMap(({ day, plan }) => [day, plan])],
  )
}

async function openingOf(tx: Tx, town: LoadedTown, officeId: string): Promise<Opening> {
  const entered = await tx.all<{ first_day: string; last_day: string; from_time: string | null; until_time: string | null }>(
    'select first_day, last_day, from_time, until_time from closure where office_id = $1 and withdrawn_at is null',
    [officeId],
  )
  const closures: ClosedTime[] = entered.map((row) => ({
    firstDay: row.first_day,
    lastDay: row.last_day,
    from: row.from_time ?? undefined,
    until: row.until_time ?? undefined,
  }))
  return {
    rules: town.file.openingRules.filter((rule) => rule.officeId === officeId),
    closures: [...town.file.closures.filter((closure) => closure.officeId === officeId), ...closures],
    isHoliday: holidaysOf(town.file.town.land),
    zone: town.zone,
  }
}

/** Looks at those who have a seat on days whose plan has changed: bookings are noted for staff, all else gives way. */
async function noteMisfits(tx: Tx, lock: OfficeLock, days: readonly string[], nowMs: number): Promise<Misfit[]> {
  const { officeId } = lock
  if (days.length === 0) return []
  const holders = Map.groupBy(await holdersAt(tx, officeId), ({ day }) => day)
  const misfits: Misfit[] = []
  for (const day of days) {
    const found = await findMisfits(tx, officeId, day)
    await dropUnfit(tx, lock, { holders: holders.get(day) ?? [], fit: found.fit, nowMs })
    const unfit = new Set(found.misfits.map((misfit) => misfit.bookingId))
    misfits.push(...found.misfits)
    // A booking that fits again is no longer one for staff to look at.
    const open = await tx.all<{ booking_id: string }>(
      'select m.booking_id from misfit m join booking b on b.booking_id = m.booking_id where b.office_id = $1 and b.day = $2 and m.resolved_at is null',
      [officeId, day],
    )
    for (const row of open.filter((candidate) => !unfit.has(candidate.booking_id))) {
      await tx.run('update misfit set resolved_at = $2 where booking_id = $1', [row.booking_id, nowMs])
    }
  }
  for (const misfit of misfits) noteMisfit(tx, misfit, nowMs)
  return misfits
}
