import type { ServiceCount, Standing } from '../../contract/booking.ts'
import type { Language, Text } from '../../contract/language.ts'
import type { Tx } from '../store/store.ts'

/** A booking as it is stored. The person is sealed; `email_index` is null where there is no address to write to. */
export type BookingRow = {
  readonly booking_id: string
  readonly number: string
  readonly office_id: string
  readonly counter_group: string
  readonly day: string
  readonly starts_at: number
  readonly ticks: number
  readonly services: string
  readonly standing: Standing
  readonly promised: number
  readonly overbooked: number
  readonly channel: 'kiosk' | 'desk'
  readonly language: Language
  readonly kiosk_id: string | null
  readonly person_key_id: string | null
  readonly person: string | null
  readonly email_index: string | null
  readonly phone_index: string | null
  readonly name_index: string | null
  readonly consent_version: string
  readonly consent_at: number
  readonly receipt_key_hash: string
  readonly confirm_by: number | null
  readonly booked_at: number
  readonly received_at: number
  readonly changed_at: number
  readonly revision: number
  readonly decline_reason: string | null
  /** For the clerk, sealed; see booking-note.ts. */
  readonly note: string | null
  readonly restricted: number
  readonly objected_at: number | null
  readonly erased_at: number | null
  /** Of a caller's PIN; null for bookings made at a terminal. */
  readonly pin_hash: string | null
  /** What to bring as a clerk has changed it, `Text[]` as JSON; null: what the catalogue lists. */
  readonly documents: string | null
}

// In one text, made once: whoever writes a booking writes all of it.
const COLUMNS = [
  'booking_id',
  'number',
  'office_id',
  'counter_group',
  'day',
  'starts_at',
  'ticks',
  'services',
  'standing',
  'promised',
  'overbooked',
  'channel',
  'language',
  'kiosk_id',
  'person_key_id',
  'person',
  'email_index',
  'phone_index',
  'name_index',
  'consent_version',
  'consent_at',
  'receipt_key_hash',
  'confirm_by',
  'booked_at',
  'received_at',
  'changed_at',
  'revision',
  'decline_reason',
  'note',
  'restricted',
  'objected_at',
  'erased_at',
  'pin_hash',
  'documents',
] as const satisfies readonly (keyof BookingRow)[]
const INSERT = `insert into booking (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, index) => `$${String(index + 1)}`).join(', ')})`

export const addBooking = (tx: Tx, row: BookingRow): void =>
  tx.write(
    INSERT,
    COLUMNS.map((column) => row[column]),
  )

export const loadBooking = (tx: Tx, bookingId: string): Promise<BookingRow | undefined> =>
  tx.one<BookingRow>('select * from booking where booking_id = $1', [bookingId])

/** The same for work that changes what hangs on a booking without its office's lock. Nothing else may be locked after it. */
export const lockBooking = (tx: Tx, bookingId: string): Promise<BookingRow | undefined> =>
  tx.one<BookingRow>('select * from booking where booking_id = $1 for update', [bookingId])

/** The wished services of a stored booking. They were checked when they came in, and nobody else writes this column. */
export const servicesOf = (booking: Pick<BookingRow, 'services'>) => JSON.parse(booking.services) as ServiceCount[]

/**
 * The condition that a booking asks for a service, and its value: the services are one column of text, in which a service
 * stands in no other way. Portable, and unlike `like` of one mind about capital letters in both stores.
 */
export const ASKS_FOR = (position: number) => `replace(services, $${String(position)}, '') <> services`
export const askedAs = (serviceId: string): string => `"serviceId":${JSON.stringify(serviceId)}`

/** The documents that a clerk has chosen; null where the catalogue's own list holds. */
export const documentsIn = ({ documents }: Pick<BookingRow, 'documents'>) =>
  documents === null ? null : (JSON.parse(documents) as Text[])

/** The standing at an instant: a request whose link was not clicked in time has expired, whether or not a job has noted it. */
export const standingAt = (booking: Pick<BookingRow, 'standing' | 'confirm_by'>, nowMs: number): Standing =>
  isOverdue(booking, nowMs) ? 'expired' : booking.standing

const isOverdue = (booking: Pick<BookingRow, 'standing' | 'confirm_by'>, nowMs: number): boolean =>
  booking.standing === 'requested' && booking.confirm_by !== null && booking.confirm_by <= nowMs

/** What a sealed person is bound to, so that ciphertexts cannot be swapped between bookings. */
export const personContext = (bookingId: string): string => `person:${bookingId}`
