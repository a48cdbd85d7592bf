import { forgetName } from '../booking/name-words.ts'
import type { Tx } from '../store/store.ts'

/**
 * Takes the person out of a booking, and with it everything that tells of the person: the sealed data, the indexes to
 * find it by, questions and answers, free text, mails that still wait and links. What stays is that a seat was taken.
 */
export async function erasePerson(tx: Tx, bookingId: string, nowMs: number): Promise<void> {
  await tx.run(
    `update booking set person = null, person_key_id = null, email_index = null, phone_index = null, name_index = null,
       note = null, decline_reason = null, documents = null, receipt_key_hash = '', pin_hash = null, erased_at = $2 where booking_id = $1`,
    [bookingId, nowMs],
  )
  await forgetName(tx, bookingId)
  await tx.run('delete from question where booking_id = $1', [bookingId])
  await tx.run('delete from mail where booking_id = $1 and sent_at is null', [bookingId])
  // What a clerk wrote as a reason may speak of the person; that the step was taken stays.
  await tx.run('update mail set details = null where booking_id = $1', [bookingId])
  await tx.run(`update history set reason = null where booking_id = $1 and event <> 'moved'`, [bookingId])
  await tx.run('delete from link where booking_id = $1', [bookingId])
  await tx.run('delete from earlier_wish where booking_id = $1', [bookingId])
}
