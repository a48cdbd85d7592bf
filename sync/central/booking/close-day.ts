import { lockOffice } from '../capacity/lock-office.ts'
import type { Actor, CentralContext } from '../context.ts'
import { instantOf, slotAt } from '../planning/local-day.ts'
import { planOffice } from '../planning/plan-office.ts'
import type { Tx } from '../store/store.ts'
import { townOf } from '../town/town-source.ts'
import { mayBecome } from '../../contract/booking.ts'
import { TICK_MS } from '../../contract/values.ts'
import type { BookingRow } from './booking-row.ts'
import { transition } from './transition.ts'

export type TimeToClose = {
  readonly officeId: string
  readonly day: string
  /** Local times; default: the whole day. */
  readonly from?: string
  readonly until?: string
}
export type DayToClose = TimeToClose & {
  readonly reason: string
  readonly actor: Actor
  /** Default: a new one. The same again is the same closing. */
  readonly closureId?: string
}

/** What of a time can still be closed: of one that has begun the present tick and what follows. Null where it is over. */
function spanOf({ day, from, until }: TimeToClose, { nowMs, zone }: { nowMs: number; zone: string }) {
  const thisTickMs = Math.floor(nowMs / TICK_MS) * TICK_MS
  const wishedMs = instantOf(day, from ?? '00:00', zone)
  const fromMs = Math.max(wishedMs, thisTickMs)
  const untilMs = instantOf(day, until ?? '24:00', zone)
  if (fromMs >= untilMs) return null
  return { fromMs, untilMs, fromTime: wishedMs < thisTickMs ? slotAt(thisTickMs, zone).time : (from ?? null) }
}

/** The bookings that closing would cancel, the soonest first; null where there is nothing left to close. */
export async function touchedBy(
  tx: Tx,
  wish: TimeToClose,
  moment: { nowMs: number; zone: string },
): Promise<{ span: NonNullable<ReturnType<typeof spanOf>>; bookings: BookingRow[] } | null> {
  const span = spanOf(wish, moment)
  if (span === null) return null
  const bookings = await tx.all<BookingRow>('select * from booking where office_id = $1 and day = $2 order by starts_at', [
    wish.officeId,
    wish.day,
  ])
  const isTouched = (booking: BookingRow) =>
    booking.starts_at < span.untilMs &&
    span.fromMs < booking.starts_at + booking.ticks * TICK_MS &&
    mayBecome(booking.standing, 'cancelled')
  return { span, bookings: bookings.filter(isTouched) }
}

/**
 * Closes an office for a day or a part of it and cancels every booking that touches that time, with notice to all.
 * What is over stays as it was: a day that has begun is closed from the present tick on, a past one not at all.
 * One transaction: nobody can book in between. Answers the bookings that were cancelled.
 */
export function closeDay(context: CentralContext, { reason, actor, closureId, ...wish }: DayToClose): Promise<BookingRow[]> {
  const { store, clock, random } = context
  const { officeId, day, until } = wish
  return store.transact(async (tx) => {
    const moment = { nowMs: clock.nowMs(), random }
    const lock = await lockOffice(tx, officeId, moment)
    const town = await townOf(context.town, tx)
    const touched = await touchedBy(tx, wish, { nowMs: moment.nowMs, zone: town.zone })
    if (touched === null) return []
    const added = await tx.run(
      `insert into closure (closure_id, office_id, first_day, last_day, from_time, until_time, reason, created_by, created_at)
       values ($1, $2, $3, $3, $4, $5, $6, $7, $8) on conflict (closure_id) do nothing`,
      [
        closureId ?? random.uuid(),
        officeId,
        day,
        touched.span.fromTime,
        until ?? null,
        reason,
        actor.id ?? actor.kind,
        moment.nowMs,
      ],
    )
    if (added === 0) return []
    for (const booking of touched.bookings) {
      await transition(tx, { lock, ...moment }, booking, 'cancelled', {
        event: 'dayCancelled',
        actor,
        reason,
        news: { kind: 'cancelled', reason },
      })
    }
    await planOffice(tx, town, officeId, moment)
    return touched.bookings
  })
}
