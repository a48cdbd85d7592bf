import { queueMail } from '../booking/queue-mail.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'

const HOUR_MS = 3_600_000

/**
 * Queues the reminder of every accepted booking that starts within `hours`, once per booking and start: a moved booking
 * is reminded of its new time. Whoever booked or moved inside that span has just had a mail and gets no reminder.
 * Answers how many were queued. `hours` 0 switches reminders off.
 */
export async function queueReminders(
  tx: Tx,
  random: Random,
  { nowMs, hours }: { nowMs: number; hours: number },
): Promise<number> {
  if (hours === 0) return 0
  const due = await tx.all<{ booking_id: string; starts_at: number }>(
    `select booking_id, starts_at from booking
     where standing = 'accepted' and restricted = 0 and email_index is not null
       and not exists (select 1 from provided_booking where provided_booking.booking_id = booking.booking_id)
       and starts_at > $1 and starts_at <= $2 and changed_at <= starts_at - $3
       and not exists (select 1 from mail where mail.booking_id = booking.booking_id
         and event_key = 'reminder:' || booking.booking_id || ':' || booking.starts_at)`,
    [nowMs, nowMs + hours * HOUR_MS, hours * HOUR_MS],
  )
  for (const { booking_id: bookingId, starts_at: startsAt } of due) {
    const eventKey = `reminder:${bookingId}:${String(startsAt)}`
    queueMail(tx, { kind: 'reminder' }, { mailId: random.uuid(), bookingId, eventKey, nowMs })
  }
  return due.length
}
