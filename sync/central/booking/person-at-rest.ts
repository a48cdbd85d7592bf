import type { Person } from '../../contract/person.ts'
import type { Keys, PersonAtRest } from '../keys/keys.ts'
import { personContext } from './booking-row.ts'
import { personWords } from './name-words.ts'

/** Seals a person for their booking's row, and makes what finds them there. */
export function putToRest(keys: Pick<Keys, 'seal' | 'blindIndex'>, bookingId: string, person: Person): PersonAtRest {
  const { keyId, sealed } = keys.seal(JSON.stringify(person), personContext(bookingId))
  return {
    keyId,
    sealed,
    emailIndex: person.email === undefined ? null : keys.blindIndex('email', person.email),
    phoneIndex: person.phone === undefined ? null : keys.blindIndex('phone', person.phone),
    nameIndex: keys.blindIndex('name', person.familyName),
    nameWords: personWords(keys, person),
  }
}
