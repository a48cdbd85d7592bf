import type { Person } from '../../contract/person.ts'
import { TICK_MS } from '../../contract/values.ts'
import type { BookingRow } from '../booking/booking-row.ts'
import { documentsIn, personContext, servicesOf, standingAt } from '../booking/booking-row.ts'
import type { Keys } from '../keys/keys.ts'
import { isoOf } from '../planning/local-day.ts'
import type { LoadedTown } from '../town/town-source.ts'
import type { BookingView } from './booking-view.ts'

/**
 * A booking as visitors see it at an instant; null if its office is no longer in the catalogue. Services that have left
 * the catalogue are left out.
 */
export function viewOf(booking: BookingRow, town: LoadedTown, nowMs: number): BookingView | null {
  const office = town.offices.get(booking.office_id)
  if (office === undefined) return null
  return {
    bookingId: booking.booking_id,
    number: booking.number,
    standing: standingAt(booking, nowMs),
    startsAt: isoOf(booking.starts_at),
    endsAt: isoOf(booking.starts_at + booking.ticks * TICK_MS),
    confirmBy: booking.confirm_by === null ? null : isoOf(booking.confirm_by),
    language: booking.language,
    mailed: booking.email_index !== null,
    sequence: booking.revision,
    town: town.file.town,
    office,
    services: servicesOf(booking).flatMap(({ serviceId, count }) => {
      const service = town.services.get(serviceId)
      return service === undefined ? [] : [{ service, count }]
    }),
    documents: documentsIn(booking),
  }
}

/** The person of a booking, or null once erased. */
export function personOf(booking: Pick<BookingRow, 'booking_id' | 'person' | 'person_key_id'>, keys: Keys): Person | null {
  if (booking.person === null || booking.person_key_id === null) return null
  const sealed = { keyId: booking.person_key_id, sealed: booking.person }
  // They were cleaned and checked before they were sealed, and what our own key opens for this very booking has not been
  // changed since: checking again would cost a day's list as much as opening it.
  return JSON.parse(keys.open(sealed, personContext(booking.booking_id))) as Person
}
