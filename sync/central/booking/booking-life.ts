import { mayBecome, type Standing } from '../../contract/booking.ts'
import type { Text } from '../../contract/language.ts'
import { needOf } from '../../contract/wish.ts'
import type { Actor, CentralContext } from '../context.ts'
import { type BookingRow, servicesOf } from './booking-row.ts'
import { type ChangeRoom, changeBooking } from './change-booking.ts'
import { type Step, transition } from './transition.ts'
import { waitsForDesk } from './waits-for-desk.ts'

/** What came of a change of a booking. `already`: it had that standing before, nothing was done again. */
export type Change =
  | { readonly outcome: 'changed'; readonly booking: BookingRow }
  | { readonly outcome: 'already'; readonly booking: BookingRow }
  | { readonly outcome: 'impossible'; readonly standing: Standing }
  | { readonly outcome: 'unknown' }

/**
 * The visitor clicked the e-mail's link. Where no clerk has to answer, the booking is accepted at once. A second click changes
 * nothing; one after the deadline finds it expired.
 */
export const confirmByLink = (context: CentralContext, bookingId: string, actor: Actor): Promise<Change> =>
  confirm(context, bookingId, { event: 'confirmed', actor })

/** The same at the information desk, where the offer asks for that: the visitor stood there and said so. */
export const confirmAtDesk = (context: CentralContext, bookingId: string, actor: Actor): Promise<Change> =>
  confirm(context, bookingId, { event: 'confirmedSpoken', actor }, waitsForDesk)

async function confirm(
  context: CentralContext,
  bookingId: string,
  how: Step,
  mayBe: (booking: BookingRow, room: ChangeRoom) => boolean = () => true,
): Promise<Change> {
  const changed = await changeBooking(context, bookingId, async (booking, room): Promise<Change> => {
    if (booking.standing === 'confirmed' || booking.standing === 'accepted') return { outcome: 'already', booking }
    if (booking.standing !== 'requested' || !mayBe(booking, room)) return { outcome: 'impossible', standing: booking.standing }
    const need = needOf(room.town.offersOf(booking.office_id), servicesOf(booking))
    const to = need?.review === 'automatic' ? 'accepted' : 'confirmed'
    const news = { kind: to === 'accepted' ? 'accepted' : 'received' } as const
    return { outcome: 'changed', booking: await transition(room.tx, room, booking, to, { ...how, news }) }
  })
  return changed ?? { outcome: 'unknown' }
}

/** The clerk's yes, with the documents to bring as the clerk has edited them: all mails and pages from now on list those. */
export async function accept(
  context: CentralContext,
  bookingId: string,
  { actor, documents }: { actor: Actor; documents?: Text[] },
): Promise<Change> {
  // The mail tells them too: a central of the version before, that runs beside this one during an update, reads them there.
  const how: Step = { event: 'accepted', actor, news: { kind: 'accepted', ...(documents && { documents }) } }
  const changed = await changeBooking(context, bookingId, async (booking, room) => {
    const change = await stepLocked(booking, room, 'accepted', how)
    if (change.outcome === 'changed' && documents)
      await room.tx.run('update booking set documents = $2 where booking_id = $1', [bookingId, JSON.stringify(documents)])
    return change
  })
  return changed ?? { outcome: 'unknown' }
}

/** The clerk's no. The reason goes to the visitor and into the history. */
export const decline = (
  context: CentralContext,
  bookingId: string,
  { actor, reason }: { actor: Actor; reason?: string },
): Promise<Change> =>
  step(context, bookingId, 'declined', {
    event: 'declined',
    actor,
    reason,
    news: { kind: 'declined', ...(reason && { reason }) },
  })

/** Cancelled by the visitor, by staff or by the kiosk that made it. */
export const cancel = (
  context: CentralContext,
  bookingId: string,
  { actor, reason }: { actor: Actor; reason?: string | undefined },
): Promise<Change> =>
  step(context, bookingId, 'cancelled', {
    event: 'cancelled',
    actor,
    reason,
    news: { kind: 'cancelled', ...(reason && { reason }) },
  })

/** Somebody who has come is here today: nobody arrives for a visit on a later day, and nothing leads back from having arrived. */
export const markArrived = (context: CentralContext, bookingId: string, actor: Actor): Promise<Change> =>
  step(context, bookingId, 'arrived', { event: 'arrived', actor }, isOnItsDay)

/** Nobody has missed what has not begun. */
export const markMissed = (context: CentralContext, bookingId: string, actor: Actor): Promise<Change> =>
  step(context, bookingId, 'missed', { event: 'missed', actor }, (booking, { nowMs }) => booking.starts_at <= nowMs)

/** Whether the day of a visit has come. */
export const isOnItsDay = (booking: Pick<BookingRow, 'day'>, { town, nowMs }: Pick<ChangeRoom, 'town' | 'nowMs'>): boolean =>
  booking.day <= town.dayOf(nowMs)

async function step(
  context: CentralContext,
  bookingId: string,
  to: Standing,
  how: Step,
  isTime: (booking: BookingRow, room: ChangeRoom) => boolean = () => true,
): Promise<Change> {
  const changed = await changeBooking(context, bookingId, async (booking, room): Promise<Change> => {
    if (booking.standing !== to && !isTime(booking, room)) return { outcome: 'impossible', standing: booking.standing }
    return stepLocked(booking, room, to, how)
  })
  return changed ?? { outcome: 'unknown' }
}

/** The same inside a transaction that has already locked the booking's office. */
export async function stepLocked(booking: BookingRow, room: ChangeRoom, to: Standing, how: Step): Promise<Change> {
  if (booking.standing === to) return { outcome: 'already', booking }
  if (!mayBecome(booking.standing, to)) return { outcome: 'impossible', standing: booking.standing }
  const changed = await transition(room.tx, room, booking, to, how)
  if (to === 'declined' && how.reason !== undefined) {
    await room.tx.run('update booking set decline_reason = $2 where booking_id = $1', [booking.booking_id, how.reason])
  }
  return { outcome: 'changed', booking: changed }
}
