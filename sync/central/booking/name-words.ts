import { cleaned, type Person } from '../../contract/person.ts'
import type { CentralContext } from '../context.ts'
import type { Keys } from '../keys/keys.ts'
import { personOf } from './person-of.ts'
import type { Tx } from '../store/store.ts'
import type { BookingRow } from './booking-row.ts'

// 132 of 256 bits: two words never meet by chance, and an index of millions of rows stays small.
const INDEX_LETTERS = 22

/** The words of a name as they are indexed: „von der Heide-Müller“ is found by each of its four words. */
const wordsOf = (name: string): string[] =>
  cleaned(name)
    .split(/[\s.,'’-]+/u)
    .filter((word) => word !== '')

/** Blind indexes of a name's words, each once. */
export const nameWords = (keys: Pick<Keys, 'blindIndex'>, name: string): string[] => [
  ...new Set(wordsOf(name).map((word) => keys.blindIndex('name', word).slice(0, INDEX_LETTERS))),
]

/** The same for all names of a person. */
export const personWords = (keys: Pick<Keys, 'blindIndex'>, { familyName, firstName = '' }: Person): string[] =>
  nameWords(keys, `${familyName} ${firstName}`)

/** Adds words to those by which a booking's name is found. */
export function writeNameWords(tx: Tx, bookingId: string, words: readonly string[]): void {
  // A name of dots alone has no word; it is found by its other fields.
  if (words.length === 0) return
  const rows = words.map((_, index) => `($${String(index + 2)}, $1)`)
  tx.write(`insert into name_word (word_index, booking_id) values ${rows.join(', ')} on conflict do nothing`, [
    bookingId,
    ...words,
  ])
}

/** Takes a booking's name words away: before they are written anew, and when its person is erased. */
export const forgetName = (tx: Tx, bookingId: string): Promise<number> =>
  tx.run('delete from name_word where booking_id = $1', [bookingId])

const AT_ONCE = 200
type Unindexed = Pick<BookingRow, 'booking_id' | 'person' | 'person_key_id'>

/** The job: writes the words of bookings that an earlier program has stored, once. */
export async function indexMissingNames({ store, keys }: Pick<CentralContext, 'store' | 'keys'>): Promise<void> {
  const done = await store.read((tx) => tx.one(`select value from setting where name = 'nameWords'`))
  if (done) return
  for (let batch = AT_ONCE; batch === AT_ONCE; ) {
    batch = await store.transact(async (tx) => {
      const rows = await tx.all<Unindexed>(
        `select booking_id, person, person_key_id from booking where person is not null
           and not exists (select 1 from name_word where name_word.booking_id = booking.booking_id) limit ${String(AT_ONCE)}`,
      )
      for (const row of rows) {
        const person = personOf(row, keys)
        if (person) writeNameWords(tx, row.booking_id, personWords(keys, person))
      }
      return rows.length
    })
  }
  await store.transact((tx) =>
    tx.run(`insert into setting (name, value) values ('nameWords', '1') on conflict (name) do nothing`),
  )
}
