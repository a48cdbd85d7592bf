import { createHash, timingSafeEqual } from 'node:crypto'
import type { BookingCode } from '../../contract/existing.ts'
import type { BookingRow } from '../booking/booking-row.ts'
import type { Tx } from '../store/store.ts'

export type Opened = { readonly booking: BookingRow; readonly byPaper: boolean }

/**
 * The booking that a visitor names at a terminal. With the receipt's secret it is opened whole; a bare number finds it
 * only if no other booking has the same one, and opens nothing but checking in.
 */
export async function openByCode(tx: Tx, { number, key }: BookingCode): Promise<Opened | null> {
  const rows = await tx.all<BookingRow>('select * from booking where number = $1 and erased_at is null', [number])
  if (key === null) {
    const [booking] = rows
    return rows.length === 1 && booking ? { booking, byPaper: false } : null
  }
  const given = createHash('sha256').update(key).digest()
  const booking = rows.find(({ receipt_key_hash: hash }) => {
    const known = Buffer.from(hash, 'base64')
    return known.length === given.length && timingSafeEqual(known, given)
  })
  return booking ? { booking, byPaper: true } : null
}
