import type { BookingCode } from '../../contract/existing.ts'
import type { BookingRow } from '../booking/booking-row.ts'
import { openedBySecret } from '../booking/receipt-secret.ts'
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
  const booking = openedBySecret(rows, key)
  return booking ? { booking, byPaper: true } : null
}
