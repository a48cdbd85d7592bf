import { lockOffice } from '../capacity/lock-office.ts'
import type { Actor, CentralContext } from '../context.ts'
import { instantOf, slotAt } from '../planning/local-day.ts'
import { planOffice } from '../planning/plan-office.ts'
import { townOf } from '../town/town-source.ts'
import { mayBecome } from '../../contract/booking.ts'
import { TICK_MS } from '../../contract/values.ts'
import type { BookingRow } from './booking-row.ts'
import { transition } from './transition.ts'

export type DayToClose = {
  readonly officeId: string
  readonly day: string
  /** Local times; default: the whole day. */
  readonly from?: string
  readonly until?: string
  readonly reason: string
  readonly actor: Actor
}

/**
 * Closes an office for a day or a part of it and cancels every booking that touches that time, with notice to all.
 * What is over stays as it was: a day that has begun is closed from the present tick on, a past one not at all.
 * One transaction: nobody can book in between. Answers the bookings that were cancelled.
 */
export function closeDay(
  context: CentralContext,
  { officeId, day, from, until, reason, actor }: DayToClose,
): Promise<BookingRow[]> {
  const { store, clock, random } = context
  return store.transact(async (tx) => {
    const moment = { nowMs: clock.nowMs(), random }
    const lock = await lockOffice(tx, officeId, moment)
    const town = await townOf(context.town, tx)
    const thisTickMs = Math.floor(moment.nowMs / TICK_MS) * TICK_MS
    const wishedMs = instantOf(day, from ?? '00:00', town.zone)
    const hasBegun = wishedMs < thisTickMs
    const fromMs = hasBegun ? thisTickMs : wishedMs
    const untilMs = instantOf(day, until ?? '24:00', town.zone)
    if (fromMs >= untilMs) return []
    const fromTime = hasBegun ? slotAt(thisTickMs, town.zone).time : from
    await tx.run(
      `insert into closure (closure_id, office_id, first_day, last_day, from_time, until_time, reason, created_by, created_at)
       values ($1, $2, $3, $3, $4, $5, $6, $7, $8)`,
      [random.uuid(), officeId, day, fromTime ?? null, until ?? null, reason, actor.id ?? actor.kind, moment.nowMs],
    )
    const bookings = await tx.all<BookingRow>('select * from booking where office_id = $1 and day = $2 order by starts_at', [
      officeId,
      day,
    ])
    const touched = bookings.filter(
      (booking) =>
        booking.starts_at < untilMs &&
        fromMs < booking.starts_at + booking.ticks * TICK_MS &&
        mayBecome(booking.standing, 'cancelled'),
    )
    for (const booking of touched) {
      await transition(tx, { lock, ...moment }, booking, 'cancelled', {
        event: 'dayCancelled',
        actor,
        reason,
        news: { kind: 'cancelled', reason },
      })
    }
    await planOffice(tx, town, officeId, moment)
    return touched
  })
}
