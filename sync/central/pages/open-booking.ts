import { readBookingNumber } from '../../contract/booking.ts'
import type { BookingRow } from '../booking/booking-row.ts'
import { loadBooking } from '../booking/booking-row.ts'
import { openedBySecret } from '../booking/receipt-secret.ts'
import { hashToken } from '../mail/links.ts'
import type { Tx } from '../store/store.ts'

/** What the visitor holds: the e-mail's link proves the address and may confirm, the paper may see, move and cancel. */
export type OpenedBooking = { readonly booking: BookingRow; readonly by: 'mail' | 'paper' }

// HMAC-SHA-256 in base64url without padding.
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/**
 * The booking that an address under /b/ opens: `/b/<token>` from an e-mail or `/b/<number>?k=<secret>` from a receipt.
 * Null for anything else, without telling what was wrong with it.
 */
export async function openBooking(tx: Tx, key: string, secret: string | undefined, nowMs: number): Promise<OpenedBooking | null> {
  const number = readBookingNumber(key)
  if (number !== null && secret !== undefined) return openByPaper(tx, number, secret)
  if (!TOKEN.test(key)) return null
  const link = await tx.one<{ booking_id: string }>('select booking_id from link where token_hash = $1 and expires_at > $2', [
    hashToken(key),
    nowMs,
  ])
  const booking = link && (await loadBooking(tx, link.booking_id))
  return booking ? { booking, by: 'mail' } : null
}

async function openByPaper(tx: Tx, number: string, secret: string): Promise<OpenedBooking | null> {
  if (secret.length > 200) return null
  const rows = await tx.all<BookingRow>('select * from booking where number = $1', [number])
  const booking = openedBySecret(rows, secret)
  return booking ? { booking, by: 'paper' } : null
}
