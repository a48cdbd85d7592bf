import { cleaned, type Person } from '../../contract/person.ts'
import type { Keys } from '../keys/keys.ts'
import type { Tx } from '../store/store.ts'

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

/** Writes a booking's name words anew. */
export async function indexName(tx: Tx, keys: Pick<Keys, 'blindIndex'>, bookingId: string, person: Person): Promise<void> {
  const words = nameWords(keys, `${person.familyName} ${person.firstName ?? ''}`)
  if (words.length === 0) return
  const rows = words.map((_, index) => `($${String(index + 2)}, $1)`)
  await tx.run(`insert into name_word (word_index, booking_id) values ${rows.join(', ')} on conflict do nothing`, [
    bookingId,
    ...words,
  ])
}

/** Takes a booking's name words away: before they are written anew, and when its person is erased. */
export const forgetName = (tx: Tx, bookingId: string): Promise<number> =>
  tx.run('delete from name_word where booking_id = $1', [bookingId])
