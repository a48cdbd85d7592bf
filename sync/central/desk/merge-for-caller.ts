import { mergeBookings as merge } from '../booking/merge-bookings.ts'
import { answerOf, type DeskWork, onOwnBooking, ownBooking, UNKNOWN } from './desk-visit.ts'

/** Keeps one of two requests of the same person; both have to be at own offices. */
export const mergeBookings: DeskWork<'mergeBookings'> = (visit, { keep, drop }) =>
  onOwnBooking(visit, { method: 'mergeBookings', bookingId: drop }, async () => {
    const kept = await ownBooking(visit, keep)
    if (!kept) return UNKNOWN
    if (kept.restricted === 1) return { outcome: 'notPossible', standing: kept.standing }
    return answerOf(await merge(visit.context, { keep, drop }, visit.actor))
  })
