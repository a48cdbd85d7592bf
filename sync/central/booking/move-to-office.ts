import { needOf } from '../../contract/wish.ts'
import { findAlternatives } from '../capacity/find-slots.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import { freeSeats } from '../capacity/seats.ts'
import type { CentralContext } from '../context.ts'
import { isProvided } from '../provider/provided-calendar.ts'
import { Conflict } from '../store/store.ts'
import { townOf } from '../town/town-source.ts'
import { loadBooking, servicesOf } from './booking-row.ts'
import { MOVABLE, type Move, type MoveOutcome, takeNew, writeMove } from './move-booking.ts'

/**
 * Moves a booking to a start at another office: new seats there, the old ones freed, one transaction. An office that
 * does not offer its services has no free slot for it.
 */
export function moveToOffice(
  { store, clock, random, town: source, provider }: CentralContext,
  bookingId: string,
  move: Move & { readonly officeId: string },
): Promise<MoveOutcome> {
  const { officeId } = move
  return store.transact(async (tx): Promise<MoveOutcome> => {
    const seen = await loadBooking(tx, bookingId)
    if (!seen) return { outcome: 'unknown' }
    const nowMs = clock.nowMs()
    const locks = await lockOffices(tx, [seen.office_id, officeId], { nowMs, random })
    const booking = await loadBooking(tx, bookingId)
    const old = booking && locks.get(booking.office_id)
    const lock = locks.get(officeId)
    if (!booking || !old || !lock) throw new Conflict('the booking moved to another office meanwhile')
    const isElsewhere = provider && ((await isProvided(tx, officeId)) || (await isProvided(tx, booking.office_id)))
    if (isElsewhere || !MOVABLE.includes(booking.standing)) return { outcome: 'impossible', standing: booking.standing }
    const town = await townOf(source, tx)
    const need = needOf(town.offersOf(officeId), servicesOf(booking))
    if (!need) return { outcome: 'slotTaken', alternatives: [] }
    const room = { tx, lock, nowMs, random, town }
    const place = { officeId, counterGroupId: need.counterGroupId, ticks: need.ticks }
    if (!(await takeNew(booking, room, place, move))) {
      const search = { officeId, need: place, audience: move.audience, nowMs, wishedMs: move.startsAtMs }
      return { outcome: 'slotTaken', alternatives: await findAlternatives(tx, town, search) }
    }
    await freeSeats(tx, old, bookingId)
    return { outcome: 'moved', booking: await writeMove(booking, room, place, move) }
  })
}
