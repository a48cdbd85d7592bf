import { CLOSED } from '../../contract/office-day.ts'
import { TICK_MS } from '../../contract/values.ts'
import type { GroupPlan } from '../planning/opening.ts'
import { readPlan } from '../planning/stored-plan.ts'
import type { Tx } from '../store/store.ts'

/** Free seats of a counter group on a day, as bytes: 255 is closed. */
export type GroupFree = { readonly counterGroupId: string; readonly firstTickMs: number; readonly free: Uint8Array }
export type DayFree = { readonly day: string; readonly version: number; readonly groups: readonly GroupFree[] }

/** Seats taken, by counter group and the tick's beginning in ms. */
export type UsedSeats = ReadonlyMap<string, ReadonlyMap<number, number>>

/** How many seats per tick are kept back from those who ask. */
export type KeptSeats = (day: string) => number

/** So many days are asked for one by one; more are a time without gaps, or nearly so. */
const MOST_DAYS_ALONE = 8
const NONE_USED: UsedSeats = new Map()

type DayRow = { day: string; version: number; plan: string }
type UsedRow = { counter_group: string; starts_at: number; used: number }

/** Free seats of an office's days with a version above `afterVersion`. Seats of expired holds and requests count as free. */
export async function readFreeDays(
  tx: Tx,
  {
    officeId,
    firstDay,
    lastDay,
    afterVersion = -1,
    nowMs,
    kept,
  }: {
    officeId: string
    firstDay: string
    lastDay: string
    afterVersion?: number
    nowMs: number
    kept: KeptSeats
  },
): Promise<DayFree[]> {
  const rows = await tx.all<DayRow>(
    'select day, version, plan from office_day where office_id = $1 and day >= $2 and day <= $3 and version > $4 order by day',
    [officeId, firstDay, lastDay, afterVersion],
  )
  const days = rows.map((row) => ({ day: row.day, version: row.version, plans: readPlan(row.plan) }))
  // Two days that have changed may lie weeks apart: asked for as one time, all the seats between them would be read.
  const together = days.length > MOST_DAYS_ALONE ? [days.flatMap((day) => day.plans)] : days.map((day) => day.plans)
  const uses = await Promise.all(together.map((plans) => readUsed(tx, officeId, plans, nowMs)))
  const [first = NONE_USED] = uses
  return days.map(({ day, version, plans }, nth) => {
    const used = uses.length === days.length ? (uses[nth] ?? first) : first
    return { day, version, groups: plans.map((plan) => subtract(plan, used, kept(day))) }
  })
}

/** Seats taken in the time that the plans cover. Expired holds and requests take none. */
export async function readUsed(tx: Tx, officeId: string, plans: readonly GroupPlan[], nowMs: number): Promise<UsedSeats> {
  if (plans.length === 0) return new Map()
  const fromMs = Math.min(...plans.map((plan) => plan.firstTickMs))
  const untilMs = Math.max(...plans.map((plan) => plan.firstTickMs + plan.capacity.length * TICK_MS))
  const groups = [...new Set(plans.map(({ counterGroupId }) => counterGroupId))].toSorted()
  // The groups by name: the key begins with office and group, and without it every seat of the office's past would be read.
  const named = groups.map((_, index) => `$${String(index + 5)}`).join(', ')
  const rows = await tx.all<UsedRow>(
    `select counter_group, starts_at, count(*) as used from seat
     where office_id = $1 and counter_group in (${named}) and starts_at >= $2 and starts_at < $3
       and not (holder_kind = 'hold' and holder_id in (select booking_id from hold where office_id = $1 and expires_at <= $4))
       and not (holder_kind = 'booking' and holder_id in
         (select booking_id from booking where office_id = $1 and standing = 'requested' and confirm_by <= $4))
     group by counter_group, starts_at`,
    [officeId, fromMs, untilMs, nowMs, ...groups],
  )
  const byGroup = Map.groupBy(rows, (row) => row.counter_group)
  return new Map([...byGroup].map(([group, ticks]) => [group, new Map(ticks.map((row) => [row.starts_at, row.used]))]))
}

function subtract(plan: GroupPlan, used: UsedSeats, kept: number): GroupFree {
  const { counterGroupId, firstTickMs, capacity } = plan
  const ofGroup = used.get(counterGroupId)
  const free = capacity.map((seats, index) =>
    seats === CLOSED ? CLOSED : Math.max(0, seats - kept - (ofGroup?.get(firstTickMs + index * TICK_MS) ?? 0)),
  )
  return { counterGroupId, firstTickMs, free }
}
