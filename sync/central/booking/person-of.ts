import type { Person } from '../../contract/person.ts'
import type { Keys } from '../keys/keys.ts'
import { type BookingRow, personContext } from './booking-row.ts'

/** The person of a booking, or null once erased. */
export function personOf(booking: Pick<BookingRow, 'booking_id' | 'person' | 'person_key_id'>, keys: Keys): Person | null {
  if (booking.person === null || booking.person_key_id === null) return null
  const sealed = { keyId: booking.person_key_id, sealed: booking.person }
  // They were cleaned and checked before they were sealed, and what our own key opens for this very booking has not been
  // changed since: checking again would cost a day's list as much as opening it.
  return JSON.parse(keys.open(sealed, personContext(booking.booking_id))) as Person
}
