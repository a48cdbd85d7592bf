import { type BookingRow, loadBooking } from '../booking/booking-row.ts'
import { takeProposal } from '../earlier/answer-proposal.ts'
import { askForEarlier, earlierState, leaveList, mayWishAtDesk } from '../earlier/earlier-wish.ts'
import type { WishRow } from '../earlier/wish-row.ts'
import { proposeEarlier } from '../earlier/propose-earlier.ts'
import { isoOf } from '../planning/local-day.ts'
import { lineOf } from './booking-line.ts'
import { DONE, type DeskWork, noteLook, onOwnBooking, ownOffices } from './desk-visit.ts'

const MOST_LINES = 200

/** A wish as the desk's wire says it; null where it is over. */
export function earlierOf(wish: WishRow | undefined, nowMs: number) {
  const state = earlierState(wish, nowMs)
  if (!wish || state.state === 'none') return null
  const offer = state.state === 'offered' ? { startsAt: isoOf(state.startsAtMs), until: isoOf(state.untilMs) } : null
  return { wishedAt: isoOf(wish.wished_at), offer }
}

/** On the list, or off it. Who can neither be written to nor phoned cannot be on it. */
export const wishEarlier: DeskWork<'wishEarlier'> = (visit, { bookingId, wanted }) =>
  onOwnBooking(visit, { method: 'wishEarlier', bookingId }, async ({ standing }) => {
    const { context, actor } = visit
    if (!wanted) {
      await leaveList(context, bookingId)
      await proposeEarlier(context)
      return DONE
    }
    const asked = await askForEarlier(context, bookingId, actor, mayWishAtDesk)
    return asked ? DONE : { outcome: 'notPossible', standing }
  })

/** The caller says yes on the phone. */
export const takeEarlier: DeskWork<'takeEarlier'> = (visit, { bookingId }) =>
  onOwnBooking(visit, { method: 'takeEarlier', bookingId }, async () =>
    (await takeProposal(visit.context, bookingId, visit.actor)) === 'moved' ? DONE : { outcome: 'gone' },
  )

export const earlierList: DeskWork<'earlierList'> = async (visit) => {
  const offices = ownOffices(visit)
  const { context, nowMs } = visit
  const waiting = await context.store.read(async (tx) => {
    if (offices.length === 0) return []
    const marks = offices.map((_, index) => `$${String(index + 2)}`).join(', ')
    const wishes = await tx.all<WishRow>(
      `select earlier_wish.* from earlier_wish join booking on booking.booking_id = earlier_wish.booking_id
       where earlier_wish.state <> 'ended' and booking.starts_at > $1 and booking.person is not null and booking.restricted = 0
         and booking.office_id in (${marks})
       order by earlier_wish.wished_at, earlier_wish.booking_id limit ${String(MOST_LINES)}`,
      [nowMs, ...offices],
    )
    const found: { booking: BookingRow; wish: WishRow }[] = []
    for (const wish of wishes) {
      const booking = await loadBooking(tx, wish.booking_id)
      if (booking && mayWishAtDesk(booking, nowMs)) found.push({ booking, wish })
    }
    return found
  })
  await noteLook(visit, '', { action: 'desk.earlierList', detail: String(waiting.length) })
  return {
    outcome: 'earlier',
    bookings: waiting.flatMap(({ booking, wish }) => {
      const earlier = earlierOf(wish, nowMs)
      return earlier === null ? [] : [{ ...lineOf(visit, booking), earlier }]
    }),
  }
}
