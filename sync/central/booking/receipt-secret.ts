import { createHash, timingSafeEqual } from 'node:crypto'
import type { BookingRow } from './booking-row.ts'

/** Of bookings with the same number (two ids can share their first 40 bits), the one whose receipt has this secret. */
export function openedBySecret(bookings: readonly BookingRow[], secret: string): BookingRow | undefined {
  const given = createHash('sha256').update(secret).digest()
  return bookings.find(({ receipt_key_hash: hash }) => {
    const known = Buffer.from(hash, 'base64')
    return known.length === given.length && timingSafeEqual(known, given)
  })
}
