import { readBookingNumber } from '../../contract/booking.ts'
import type { CentralContext } from '../context.ts'
import type { Tx } from '../store/store.ts'
import type { BookingRow } from './booking-row.ts'

/** By its number, an e-mail address, a phone number or a family name; whatever is given has to fit. */
export type BookingQuery = {
  readonly number?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly familyName?: string | undefined
  /** Only these offices; absent: all of them (operators only). */
  readonly offices?: readonly string[]
  readonly day?: string | undefined
}

/** Bookings that fit, soonest first, at most 200. Without any criterion: none. */
export async function findBookings(tx: Tx, keys: CentralContext['keys'], query: BookingQuery): Promise<BookingRow[]> {
  const number = query.number === undefined ? undefined : readBookingNumber(query.number)
  if (number === null) return []
  const wanted: [string, string][] = []
  if (number !== undefined) wanted.push(['number', number])
  if (query.email !== undefined) wanted.push(['email_index', keys.blindIndex('email', query.email)])
  if (query.phone !== undefined) wanted.push(['phone_index', keys.blindIndex('phone', query.phone)])
  if (query.familyName !== undefined) wanted.push(['name_index', keys.blindIndex('name', query.familyName)])
  if (query.day !== undefined) wanted.push(['day', query.day])
  if (wanted.length === 0) return []
  const conditions = wanted.map(([column], index) => `${column} = $${String(index + 1)}`)
  const rows = await tx.all<BookingRow>(
    `select * from booking where ${conditions.join(' and ')} order by starts_at, booking_id limit 200`,
    wanted.map(([, value]) => value),
  )
  return rows.filter((row) => query.offices === undefined || query.offices.includes(row.office_id))
}
