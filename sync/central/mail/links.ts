import { createHash } from 'node:crypto'
import type { Keys } from '../keys/keys.ts'
import type { Tx } from '../store/store.ts'
import type { MailLinks } from './mail-news.ts'

const DAY_MS = 86_400_000
/** A link still opens its page for a while after the booking, to say what has become of it. */
const LINK_DAYS_AFTER = 14

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/**
 * The token in a mail's links. It is derived from the mail's id under central's key: a mail that is sent again carries
 * the same links, and neither the mail's row nor the link's row contains anything that opens a booking.
 */
export const linkToken = (keys: Keys, mailId: string): string => keys.deriveToken('mail-link', mailId)

/** Notes the token's hash, so that it can be found, expire and be erased. */
export async function noteLink(
  tx: Tx,
  {
    token,
    bookingId,
    mailId,
    startsAtMs,
    nowMs,
  }: { token: string; bookingId: string; mailId: string; startsAtMs: number; nowMs: number },
): Promise<void> {
  await tx.run(
    `insert into link (token_hash, booking_id, mail_id, purpose, created_at, expires_at)
     values ($1, $2, $3, 'mail', $4, $5) on conflict (token_hash) do update set expires_at = excluded.expires_at`,
    [hashToken(token), bookingId, mailId, nowMs, Math.max(nowMs, startsAtMs) + LINK_DAYS_AFTER * DAY_MS],
  )
}

export function linksOf(publicUrl: string, token: string): MailLinks {
  const see = `${publicUrl}/b/${token}`
  const page = (name: string) => `${see}/${name}`
  return {
    see,
    confirm: page('confirm'),
    move: page('move'),
    cancel: page('cancel'),
    answer: page('answer'),
    earlier: page('earlier'),
  }
}
