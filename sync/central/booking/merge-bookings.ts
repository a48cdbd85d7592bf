import { mayBecome, occupies } from '../../contract/booking.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import type { Actor, CentralContext } from '../context.ts'
import { Conflict } from '../store/store.ts'
import type { Change } from './booking-life.ts'
import { type BookingRow, loadBooking } from './booking-row.ts'
import { BOOKED_TWICE } from './reply-templates.ts'
import { record, transition } from './transition.ts'

/**
 * Keeps one of two requests of the same person and cancels the other; each history names the other's number. Two
 * requests are the same person's if they share a name, an address or a phone number. Answers the change of the dropped one.
 */
export function mergeBookings(
  { store, clock, random }: CentralContext,
  { keep, drop }: { keep: string; drop: string },
  actor: Actor,
): Promise<Change> {
  return store.transact(async (tx): Promise<Change> => {
    const nowMs = clock.nowMs()
    const seen = [await loadBooking(tx, keep), await loadBooking(tx, drop)]
    const offices = seen.flatMap((booking) => (booking ? [booking.office_id] : []))
    const locks = await lockOffices(tx, offices, { nowMs, random })
    const [kept, dropped] = [await loadBooking(tx, keep), await loadBooking(tx, drop)]
    if (!kept || !dropped) return { outcome: 'unknown' }
    const lock = locks.get(dropped.office_id)
    if (!lock || !locks.has(kept.office_id)) throw new Conflict('a booking moved to another office meanwhile')
    const fits = keep !== drop && occupies(kept.standing) && mayBecome(dropped.standing, 'cancelled') && samePerson(kept, dropped)
    if (!fits) return { outcome: 'impossible', standing: dropped.standing }
    const booking = await transition(tx, { lock, nowMs, random }, dropped, 'cancelled', {
      event: 'mergedInto',
      actor,
      reason: kept.number,
      news: { kind: 'cancelled', reason: BOOKED_TWICE },
    })
    const merged = { event: 'merged', actor, reason: dropped.number } as const
    record(tx, { nowMs }, keep, { ...merged, from: kept.standing, to: kept.standing })
    return { outcome: 'changed', booking }
  })
}

const samePerson = (one: BookingRow, other: BookingRow): boolean =>
  (['email_index', 'phone_index', 'name_index'] as const).some((index) => one[index] !== null && one[index] === other[index])
