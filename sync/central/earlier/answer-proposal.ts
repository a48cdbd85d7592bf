import { changeBooking } from '../booking/change-booking.ts'
import { holdOf } from '../booking/hold-slot.ts'
import { writeMove } from '../booking/move-booking.ts'
import { freeSeats } from '../capacity/seats.ts'
import type { Actor, CentralContext } from '../context.ts'
import { earlierState, leaveList, mayWishAtDesk, wishOf } from './earlier-wish.ts'
import { proposeEarlier } from './propose-earlier.ts'

/**
 * Takes the earlier seats that are held for a booking and gives up its own, in one step. `gone`: nothing is held for it
 * any more; the booking is as it was.
 */
export async function takeProposal(context: CentralContext, bookingId: string, actor: Actor): Promise<'moved' | 'gone'> {
  const outcome = await changeBooking(context, bookingId, async (booking, room) => {
    const { tx, lock, nowMs } = room
    const proposal = earlierState(await wishOf(tx, bookingId), nowMs)
    const hold = proposal.state === 'offered' ? await holdOf(tx, proposal.holdId) : undefined
    if (proposal.state !== 'offered' || hold?.office_id !== booking.office_id || !mayWishAtDesk(booking, nowMs)) return 'gone'
    await freeSeats(tx, lock, bookingId)
    await tx.run(`update seat set holder_kind = 'booking', holder_id = $3 where office_id = $1 and holder_id = $2`, [
      lock.officeId,
      hold.booking_id,
      bookingId,
    ])
    await tx.run('delete from hold where booking_id = $1', [hold.booking_id])
    await tx.run(`update earlier_wish set state = 'ended', ended_at = $2 where booking_id = $1`, [bookingId, nowMs])
    const place = { counterGroupId: hold.counter_group, ticks: hold.ticks }
    await writeMove(booking, room, place, { startsAtMs: hold.starts_at, audience: 'visitor', actor })
    return 'moved'
  })
  return outcome ?? 'gone'
}

/** The visitor keeps the booking as it is: the wish ends, and the seats go to the next in line. */
export async function declineProposal(context: CentralContext, bookingId: string): Promise<void> {
  await leaveList(context, bookingId)
  await proposeEarlier(context)
}
