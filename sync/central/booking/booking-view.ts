import type { Standing } from '../../contract/booking.ts'
import type { Office, Service, Town } from '../../contract/catalogue.ts'
import type { Language, Text } from '../../contract/language.ts'
import { TICK_MS } from '../../contract/values.ts'
import { isoOf } from '../planning/local-day.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { type BookingRow, documentsIn, servicesOf, standingAt } from './booking-row.ts'

/** What a mail or a page of central may show of a booking. The person is not part of it. */
export type BookingView = {
  readonly bookingId: string
  readonly number: string
  readonly standing: Standing
  /** Instants in UTC. */
  readonly startsAt: string
  readonly endsAt: string
  readonly confirmBy: string | null
  readonly language: Language
  /** Whether there is an address to write to. */
  readonly mailed: boolean
  /** Grows with each change of the booking (RFC 5545 §3.8.7.4). */
  readonly sequence: number
  readonly town: Town
  readonly office: Office
  readonly services: readonly { readonly service: Service; readonly count: number }[]
  /** To bring, as a clerk has changed them; null: what the services list. */
  readonly documents: readonly Text[] | null
}

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
