import type { MailNews } from '../mail/mail-news.ts'
import type { Tx } from '../store/store.ts'

/**
 * Notes a mail to be written and sent, in the transaction of the event that it tells of. A second mail with the same
 * key is not noted: one event, one mail. `mailId` is random.
 */
export function queueMail(
  tx: Tx,
  news: MailNews,
  { mailId, bookingId, eventKey, nowMs }: { mailId: string; bookingId: string; eventKey: string; nowMs: number },
): void {
  tx.write(
    `insert into mail (mail_id, event_key, kind, booking_id, details, queued_at, next_attempt_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [mailId, eventKey, news.kind, bookingId, JSON.stringify(news), nowMs, nowMs],
  )
}
