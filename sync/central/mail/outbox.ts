import type { Tx } from '../store/store.ts'

/** A mail that this process may send now. */
export type ClaimedMail = {
  mail_id: string
  kind: string
  booking_id: string | null
  details: string | null
  attempts: number
}

// A mail can wait a minute on a silent relay (connection, greeting, answer): a whole batch ends well within its claim.
export const CLAIM_MS = 600_000
const BATCH = 5

/**
 * Takes due mails for this process. The condition on `claimed_until` stands in the UPDATE itself: when two processes
 * claim at once, PostgreSQL checks it again on the row the other has just written, so a mail has one sender at a time.
 * A process that dies loses its claim after CLAIM_MS; the try counts all the same, so that a mail which kills its
 * sender ends as a dead letter.
 */
export function claimMails(tx: Tx, { processId, nowMs }: { processId: string; nowMs: number }): Promise<ClaimedMail[]> {
  return tx.all<ClaimedMail>(
    `update mail set claimed_by = $1, claimed_until = $2, attempts = attempts + 1
     where sent_at is null and dead_at is null and next_attempt_at <= $3 and (claimed_until is null or claimed_until <= $3)
       and mail_id in (
         select mail_id from mail
         where sent_at is null and dead_at is null and next_attempt_at <= $3 and (claimed_until is null or claimed_until <= $3)
         order by next_attempt_at limit ${String(BATCH)})
     returning mail_id, kind, booking_id, details, attempts`,
    [processId, nowMs + CLAIM_MS, nowMs],
  )
}

/** `messageId` is null where there was nothing to send; `note` then says why. */
export async function noteSent(
  tx: Tx,
  mailId: string,
  { processId, nowMs, messageId, note }: { processId: string; nowMs: number; messageId: string | null; note: string | null },
): Promise<void> {
  await tx.run(
    `update mail set sent_at = $3, message_id = $4, last_error = $5, claimed_by = null, claimed_until = null
     where mail_id = $1 and claimed_by = $2`,
    [mailId, processId, nowMs, messageId, note],
  )
}

/** Puts a mail back for `nextMs`, or with null gives it up. `error` names the failure, never an address. */
export async function noteFailed(
  tx: Tx,
  mailId: string,
  { processId, nowMs, nextMs, error }: { processId: string; nowMs: number; nextMs: number | null; error: string },
): Promise<void> {
  await tx.run(
    `update mail set next_attempt_at = $3, dead_at = $4, last_error = $5, claimed_by = null, claimed_until = null
     where mail_id = $1 and claimed_by = $2`,
    [mailId, processId, nextMs ?? nowMs, nextMs === null ? nowMs : null, error],
  )
}

/** Gives claimed mails back of which none was tried: they are due at once for whoever comes next, and no try counts. */
export async function giveBackMails(tx: Tx, mailIds: readonly string[], processId: string): Promise<void> {
  for (const mailId of mailIds)
    await tx.run(
      `update mail set attempts = attempts - 1, claimed_by = null, claimed_until = null
       where mail_id = $1 and claimed_by = $2`,
      [mailId, processId],
    )
}

/** Sends a dead letter again, at staff's wish. Answers whether there was one. */
export async function reviveMail(tx: Tx, mailId: string, nowMs: number): Promise<boolean> {
  const changed = await tx.run(
    'update mail set dead_at = null, attempts = 0, next_attempt_at = $2 where mail_id = $1 and dead_at is not null',
    [mailId, nowMs],
  )
  return changed > 0
}
