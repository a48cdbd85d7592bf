import type { BookingRow } from '../booking/booking-row.ts'
import { changeBooking } from '../booking/change-booking.ts'
import { isMovable, MOVABLE } from '../booking/move-booking.ts'
import { record } from '../booking/transition.ts'
import type { Actor, CentralContext } from '../context.ts'
import type { Tx } from '../store/store.ts'
import { dropProposal } from './drop-proposal.ts'
import type { WishRow } from './wish-row.ts'

/** Where a booking stands on the list of those who would come earlier. */
export type EarlierState =
  | { readonly state: 'none' | 'waiting' }
  | { readonly state: 'offered'; readonly startsAtMs: number; readonly untilMs: number; readonly holdId: string }

export const wishOf = (tx: Tx, bookingId: string): Promise<WishRow | undefined> =>
  tx.one<WishRow>('select * from earlier_wish where booking_id = $1', [bookingId])

/** At an instant: a proposal whose time has passed is none any more, whether or not a job has noted it. */
export function earlierState(wish: WishRow | undefined, nowMs: number): EarlierState {
  if (wish?.state === 'waiting') return { state: 'waiting' }
  const { offered_starts_at: startsAtMs, offer_expires_at: untilMs, offered_hold_id: holdId } = wish ?? {}
  if (wish?.state !== 'offered' || !holdId || !startsAtMs || !untilMs || untilMs <= nowMs) return { state: 'none' }
  return { state: 'offered', startsAtMs, untilMs, holdId }
}

/** What decides whether a booking can wait for an earlier date. */
type Ahead = Pick<BookingRow, 'standing' | 'starts_at' | 'email_index' | 'phone_index'>

const isAhead = (booking: Ahead, nowMs: number): boolean => MOVABLE.includes(booking.standing) && booking.starts_at > nowMs

/** Only a booking that lies ahead, and whose visitor can be written to, can wait for an earlier date. */
export const mayWish = (booking: Ahead, nowMs: number): boolean => isAhead(booking, nowMs) && booking.email_index !== null

/** At the desk a phone number is enough: staff tell of an earlier date. */
export const mayWishAtDesk = (booking: Ahead, nowMs: number): boolean =>
  isAhead(booking, nowMs) && (booking.email_index !== null || booking.phone_index !== null)

/** Puts a booking at the end of the list. Answers whether it is on it now. */
export async function askForEarlier(
  context: CentralContext,
  bookingId: string,
  actor: Actor,
  may: typeof mayWish = mayWish,
): Promise<boolean> {
  const asked = await changeBooking(context, bookingId, async (booking, { tx, nowMs }) => {
    if (!may(booking, nowMs) || !(await isMovable(tx, context, booking))) return false
    if (earlierState(await wishOf(tx, bookingId), nowMs).state !== 'none') return true
    await tx.run(
      `insert into earlier_wish (booking_id, wished_at, state) values ($1, $2, 'waiting')
       on conflict (booking_id) do update set wished_at = excluded.wished_at, state = 'waiting', offered_starts_at = null,
         offered_hold_id = null, offered_at = null, offer_expires_at = null, ended_at = null`,
      [bookingId, nowMs],
    )
    record(tx, { nowMs }, bookingId, { event: 'earlierWished', actor, from: booking.standing, to: booking.standing })
    return true
  })
  return asked ?? false
}

/** Takes a booking off the list; the seats of an open proposal are free again. Harmless where it is not on it. */
export async function leaveList(context: CentralContext, bookingId: string): Promise<void> {
  await changeBooking(context, bookingId, async (_booking, { tx, lock, nowMs }) => {
    const wish = await wishOf(tx, bookingId)
    if (wish && wish.state !== 'ended') await dropProposal(tx, lock, wish, nowMs)
  })
}
