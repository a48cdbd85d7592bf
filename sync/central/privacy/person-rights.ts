import type { HistoryEvent } from '../../contract/history-event.ts'
import type { Person } from '../../contract/person.ts'
import { mayBecome } from '../../contract/booking.ts'
import type { BookingRow } from '../booking/booking-row.ts'
import { loadBooking } from '../booking/booking-row.ts'
import { changeBooking } from '../booking/change-booking.ts'
import { forgetName, writeNameWords } from '../booking/name-words.ts'
import { resendMail } from '../booking/resend-mail.ts'
import { putToRest } from '../booking/person-at-rest.ts'
import { record, transition } from '../booking/transition.ts'
import type { Actor, CentralContext } from '../context.ts'
import { dropProposal } from '../earlier/drop-proposal.ts'
import { wishOf } from '../earlier/earlier-wish.ts'
import { writeAudit } from './audit.ts'
import { erasePerson } from './erase-person.ts'

export type RightDone = { readonly outcome: 'done' } | { readonly outcome: 'unknown' } | { readonly outcome: 'erased' }

/**
 * Rectification (Article 16 GDPR). The person has passed the schema; the indexes follow. Links that went to the wrong address
 * open nothing any more; the new one gets them with the mail of the present standing.
 */
export async function rectify(
  context: CentralContext,
  bookingId: string,
  { person, actor }: { person: Person; actor: Actor },
): Promise<RightDone> {
  const { keys } = context
  let lostLinks = false
  const done = await onBooking(context, bookingId, { action: 'person.rectified', actor }, async (booking, { tx }) => {
    if (booking.person === null) return 'erased'
    const { keyId, sealed, emailIndex, phoneIndex, nameIndex, nameWords } = putToRest(keys, bookingId, person)
    await tx.run(
      'update booking set person_key_id = $2, person = $3, email_index = $4, phone_index = $5, name_index = $6 where booking_id = $1',
      [bookingId, keyId, sealed, emailIndex, phoneIndex, nameIndex],
    )
    await forgetName(tx, bookingId)
    writeNameWords(tx, bookingId, nameWords)
    const isNew = emailIndex !== booking.email_index
    const links = isNew ? await tx.run('delete from link where booking_id = $1', [bookingId]) : 0
    // A mail that still waits takes the new address by itself.
    lostLinks = emailIndex !== null && links > 0
    return 'done'
  })
  if (lostLinks) await resendMail(context, bookingId, actor)
  return done
}

/**
 * Erasure (Article 17 GDPR), mails that still wait included. An open booking is cancelled first, without a mail: there
 * is no address left to write to.
 */
export function erase(context: CentralContext, bookingId: string, actor: Actor): Promise<RightDone> {
  return onBooking(context, bookingId, { action: 'person.erased', actor }, async (booking, room) => {
    if (booking.person === null && booking.erased_at !== null) return 'erased'
    if (mayBecome(booking.standing, 'cancelled') && booking.starts_at > room.nowMs) {
      await transition(room.tx, room, booking, 'cancelled', { event: 'cancelled', actor })
    }
    const wish = await wishOf(room.tx, bookingId)
    if (wish) await dropProposal(room.tx, room.lock, wish, room.nowMs)
    await erasePerson(room.tx, bookingId, room.nowMs)
    return 'done'
  })
}

/** Restriction of processing (Article 18 GDPR): the data stay, nobody works with them, no reminder goes out. */
export function restrict(
  context: CentralContext,
  bookingId: string,
  { restricted, actor }: { restricted: boolean; actor: Actor },
): Promise<RightDone> {
  const action = restricted ? 'person.restricted' : 'person.released'
  return onBooking(context, bookingId, { action, actor }, async (_booking, { tx }) => {
    await tx.run('update booking set restricted = $2 where booking_id = $1', [bookingId, restricted ? 1 : 0])
    return 'done'
  })
}

/** Objection (Article 21 GDPR): noted, and the data restricted until it is decided (Article 18(1)(d)). */
export function object(context: CentralContext, bookingId: string, actor: Actor): Promise<RightDone> {
  return onBooking(context, bookingId, { action: 'person.objected', actor }, async (_booking, { tx, nowMs }) => {
    await tx.run('update booking set restricted = 1, objected_at = $2 where booking_id = $1', [bookingId, nowMs])
    return 'done'
  })
}

/** Withdrawal of consent (Article 7(3) GDPR): noted beside the consent, and what rested on it is erased. */
export async function withdrawConsent(context: CentralContext, bookingId: string, actor: Actor): Promise<RightDone> {
  const noted = await onBooking(context, bookingId, { action: 'consent.withdrawn', actor }, async (_booking, { tx, nowMs }) => {
    await tx.run('update consent_log set withdrawn_at = $2 where booking_id = $1 and withdrawn_at is null', [bookingId, nowMs])
    return 'done'
  })
  return noted.outcome === 'unknown' ? noted : erase(context, bookingId, actor)
}

type Room = Parameters<Parameters<typeof changeBooking>[2]>[1]

/** Runs a right on a booking: office locked, history and audit log written in the same transaction. */
async function onBooking(
  context: CentralContext,
  bookingId: string,
  { action, actor }: { action: HistoryEvent; actor: Actor },
  work: (booking: BookingRow, room: Room) => Promise<'done' | 'erased'>,
): Promise<RightDone> {
  const outcome = await changeBooking(context, bookingId, async (booking, room) => {
    const done = await work(booking, room)
    if (done === 'erased') return done
    const now = (await loadBooking(room.tx, bookingId))?.standing ?? booking.standing
    record(room.tx, room, bookingId, { event: action, actor, from: now, to: now })
    await writeAudit(room.tx, room, { actor, action, officeId: booking.office_id, bookingId })
    return done
  })
  return outcome === null ? { outcome: 'unknown' } : { outcome }
}
