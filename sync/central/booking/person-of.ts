import type { Person } from '../../contract/person.ts'
import type { Keys, SealedRecord } from '../keys/keys.ts'
import { type BookingRow, personContext } from './booking-row.ts'

type PersonRow = Pick<BookingRow, 'booking_id' | 'person' | 'person_key_id'>

/** The person of a booking, or null once erased. */
export function personOf(booking: PersonRow, keys: Keys): Person | null {
  const sealed = sealedIn(booking)
  return sealed && readPerson(keys.open(sealed, sealed.context))
}

/** The persons of a list, opened together; null for those erased. */
export async function personsOf(bookings: readonly PersonRow[], keys: Keys): Promise<(Person | null)[]> {
  const sealed = bookings.map(sealedIn)
  const texts = (await keys.openAll(sealed.filter((each) => each !== null))).values()
  return sealed.map((each) => (each === null ? null : readPerson(texts.next().value ?? 'null')))
}

const sealedIn = ({ booking_id, person, person_key_id }: PersonRow): SealedRecord | null =>
  person === null || person_key_id === null ? null : { keyId: person_key_id, sealed: person, context: personContext(booking_id) }

// They were cleaned and checked before they were sealed, and what our own key opens for this very booking has not been
// changed since: checking again would cost a day's list as much as opening it.
const readPerson = (text: string) => JSON.parse(text) as Person
