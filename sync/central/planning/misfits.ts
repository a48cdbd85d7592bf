import type { GroupPlan } from './opening.ts'
import { ticksFrom } from '../../contract/values.ts'
import { capacityAt } from '../capacity/seats.ts'
import type { Tx } from '../store/store.ts'
import { readPlan } from './stored-plan.ts'

/** A booking that the opening rules no longer have a seat for. It stays as it is until staff decide. */
export type Misfit = { readonly bookingId: string; readonly officeId: string; readonly reason: 'closed' | 'fewerSeats' }

/** Ticks of one counter group in which somebody has a seat, in ms. */
type SeatTicks = { readonly counterGroupId: string; readonly ticks: readonly number[] }

/** Seats somebody into a day's plan, after all who were seated before. Answers what stands in the way; null: they fit. */
export type Fit = (run: SeatTicks) => Misfit['reason'] | null

function fitInto(plans: readonly GroupPlan[]): Fit {
  const used = new Map<string, number>()
  return ({ counterGroupId, ticks }) => {
    const plan = plans.find((candidate) => candidate.counterGroupId === counterGroupId)
    if (!plan || ticks.some((tick) => capacityAt(plan, tick) === 0)) return 'closed'
    const keyOf = (tick: number) => `${counterGroupId}/${String(tick)}`
    if (ticks.some((tick) => (used.get(keyOf(tick)) ?? 0) >= capacityAt(plan, tick))) return 'fewerSeats'
    for (const tick of ticks) used.set(keyOf(tick), (used.get(keyOf(tick)) ?? 0) + 1)
    return null
  }
}

type Run = { booking_id: string; counter_group: string; starts_at: number; ticks: number }

/**
 * The occupying bookings of a day that do not fit its plan; of several, those that came last. `fit` seats others after those
 * that do.
 */
export async function findMisfits(tx: Tx, officeId: string, day: string): Promise<{ misfits: Misfit[]; fit: Fit }> {
  const row = await tx.one<{ plan: string }>('select plan from office_day where office_id = $1 and day = $2', [officeId, day])
  const fit = fitInto(row ? readPlan(row.plan) : [])
  const bookings = await tx.all<Run>(
    `select booking_id, counter_group, starts_at, ticks from booking
     where office_id = $1 and day = $2 and exists (select 1 from seat where holder_id = booking_id and holder_kind = 'booking' and office_id = $1)
     order by received_at, booking_id`,
    [officeId, day],
  )
  const misfits = bookings.flatMap((booking): Misfit[] => {
    const reason = fit({ counterGroupId: booking.counter_group, ticks: ticksFrom(booking.starts_at, booking.ticks) })
    return reason === null ? [] : [{ bookingId: booking.booking_id, officeId, reason }]
  })
  return { misfits, fit }
}

/** Notes a booking for staff to look at. */
export function noteMisfit(tx: Tx, { bookingId, officeId, reason }: Misfit, nowMs: number): void {
  tx.write(
    `insert into misfit (booking_id, office_id, noticed_at, reason) values ($1, $2, $3, $4)
     on conflict (booking_id) do update set noticed_at = excluded.noticed_at, reason = excluded.reason, resolved_at = null`,
    [bookingId, officeId, nowMs, reason],
  )
}
