import { needOf } from '../../contract/wish.ts'
import { findAlternatives } from '../capacity/find-slots.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import { freeSeats } from '../capacity/seats.ts'
import type { CentralContext } from '../context.ts'
import { dropProposal } from '../earlier/drop-proposal.ts'
import { wishOf } from '../earlier/earlier-wish.ts'
import { Conflict } from '../store/store.ts'
import { townOf } from '../town/town-source.ts'
import { loadBooking, servicesOf } from './booking-row.ts'
import { isMovable, type Move, moveWithin, type MoveOutcome, takeNew, writeMove } from './move-booking.ts'

/**
 * Moves a booking to a start at an office, its own or another: new seats there, the old ones freed, one transaction. An
 * office that does not offer its services has no free slot for it.
 */
export function moveToOffice(
  context: CentralContext,
  bookingId: string,
  move: Move & { readonly officeId: string },
): Promise<MoveOutcome> {
  const { store, clock, random, town: source } = context
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
    const town = await townOf(source, tx)
    const room = { tx, lock, nowMs, random, town }
    // Perhaps somebody else has moved it there meanwhile: the seats that it has there are no old ones.
    if (booking.office_id === officeId) return moveWithin(context, booking, room, move)
    const { standing } = booking
    const [mayLeave, mayCome] = [
      await isMovable(tx, context, booking),
      await isMovable(tx, context, { standing, office_id: officeId }),
    ]
    if (!mayLeave || !mayCome) return { outcome: 'impossible', standing }
    const need = needOf(town.offersOf(officeId), servicesOf(booking))
    if (!need) return { outcome: 'slotTaken', alternatives: [] }
    const place = { officeId, counterGroupId: need.counterGroupId, ticks: need.ticks }
    if (!(await takeNew(booking, room, place, move))) {
      const search = { officeId, need: place, audience: move.audience, nowMs, wishedMs: move.startsAtMs }
      return { outcome: 'slotTaken', alternatives: await findAlternatives(tx, town, search) }
    }
    await freeSeats(tx, old, bookingId)
    const wish = await wishOf(tx, bookingId)
    // What is held for it at the office that it leaves can only be freed while that office is locked.
    if (wish?.state === 'offered') await dropProposal(tx, old, wish, nowMs)
    return { outcome: 'moved', booking: await writeMove(booking, room, place, move) }
  })
}
