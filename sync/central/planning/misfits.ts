import { TICK_MS } from '../../contract/values.ts'
import { capacityAt } from '../capacity/seats.ts'
import type { Tx } from '../store/store.ts'
import { readPlan } from './stored-plan.ts'

/** A booking that the opening rules no longer have a seat for. It stays as it is until staff decide. */
export type Misfit = { readonly bookingId: string; readonly officeId: string; readonly reason: 'closed' | 'fewerSeats' }

type Run = { booking_id: string; counter_group: string; starts_at: number; ticks: number }

/** The occupying bookings of a day that do not fit its plan; of several, those that came last. */
export async function findMisfits(tx: Tx, officeId: string, day: string): Promise<Misfit[]> {
  const row = await tx.one<{ plan: string }>('select plan from office_day where office_id = $1 and day = $2', [officeId, day])
  const plans = row ? readPlan(row.plan) : []
  const bookings = await tx.all<Run>(
    `select booking_id, counter_group, starts_at, ticks from booking
     where office_id = $1 and day = $2 and exists (select 1 from seat where holder_id = booking_id and holder_kind = 'booking' and office_id = $1)
     order by received_at, booking_id`,
    [officeId, day],
  )
  const used = new Map<string, number>()
  return bookings.flatMap((booking): Misfit[] => {
    const plan = plans.find((candidate) => candidate.counterGroupId === booking.counter_group)
    const ticks = Array.from({ length: booking.ticks }, (_, index) => booking.starts_at + index * TICK_MS)
    const keyOf = (tick: number) => `${booking.counter_group}/${String(tick)}`
    if (ticks.some((tick) => !plan || capacityAt(plan, tick) === 0)) {
      return [{ bookingId: booking.booking_id, officeId, reason: 'closed' }]
    }
    const fits = ticks.every((tick) => plan && (used.get(keyOf(tick)) ?? 0) < capacityAt(plan, tick))
    if (!fits) return [{ bookingId: booking.booking_id, officeId, reason: 'fewerSeats' }]
    for (const tick of ticks) used.set(keyOf(tick), (used.get(keyOf(tick)) ?? 0) + 1)
    return []
  })
}
