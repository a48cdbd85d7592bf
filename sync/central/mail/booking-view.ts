import type { Standing } from '../../contract/booking.ts'
import type { Office, Service, Town } from '../../contract/catalogue.ts'
import type { Language, Text } from '../../contract/language.ts'

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
