import { readBookingNumber } from '../../contract/booking.ts'
import type { CentralContext } from '../context.ts'
import type { Tx } from '../store/store.ts'
import type { BookingRow } from './booking-row.ts'
import { nameWords } from './name-words.ts'

/** Rows answered at most. */
const MOST = 200

/** By its number, an e-mail address, a phone number or a family name; whatever is given has to fit. */
export type BookingQuery = {
  readonly number?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly familyName?: string | undefined
  /** Words of family and first name in any order; all of them have to fit. */
  readonly name?: string | undefined
  /** Only these offices; absent: all of them (operators only). */
  readonly offices?: readonly string[]
  readonly limit?: number
  /** Those from this instant on come first, then the past ones, the latest first; absent: by time alone. */
  readonly fromMs?: number
  /** Leaves out whose person was erased. */
  readonly withPerson?: boolean
  readonly day?: string | undefined
}

/**
 * Bookings that fit, soonest first, at most 200. Without any criterion: none.
 *
 * Persons are sealed; they are found by blind indexes, keyed hashes of what was asked for. Whoever holds the database
 * without the key learns which bookings share an address, a phone number, a family name or a word of a name, and how often
 * each occurs: the commonest one is probably a common name. Nobody learns the words themselves, nor can try them out.
 */
export async function findBookings(tx: Tx, keys: CentralContext['keys'], query: BookingQuery): Promise<BookingRow[]> {
  const number = query.number === undefined ? undefined : readBookingNumber(query.number)
  if (number === null || query.offices?.length === 0) return []
  const wanted: [string, string][] = []
  if (number !== undefined) wanted.push(['number', number])
  if (query.email !== undefined) wanted.push(['email_index', keys.blindIndex('email', query.email)])
  if (query.phone !== undefined) wanted.push(['phone_index', keys.blindIndex('phone', query.phone)])
  if (query.familyName !== undefined) wanted.push(['name_index', keys.blindIndex('name', query.familyName)])
  if (query.day !== undefined) wanted.push(['day', query.day])
  const words = query.name === undefined ? [] : nameWords(keys, query.name)
  // A name without a letter is nobody's.
  if (wanted.length + words.length === 0 || (query.name !== undefined && words.length === 0)) return []
  const params: (string | number)[] = []
  const mark = (value: string | number) => `$${String(params.push(value))}`
  const byWord = (word: string) => `select booking_id from name_word where word_index = ${mark(word)}`
  // The store would rather walk through everything of an office than through the few of a name, number or address: taken
  // as an expression, the office is only looked at.
  const office = words.length > 0 || wanted.some(([column]) => column !== 'day') ? `(office_id || '')` : 'office_id'
  const conditions = [
    ...(words.length === 0 ? [] : [`booking_id in (${words.map(byWord).join(' intersect ')})`]),
    ...wanted.map(([column, value]) => `${column} = ${mark(value)}`),
    ...(query.offices === undefined ? [] : [`${office} in (${query.offices.map(mark).join(', ')})`]),
    ...(query.withPerson === true ? ['person is not null'] : []),
  ]
  const from = query.fromMs === undefined ? null : mark(query.fromMs)
  const ahead = from === null ? '' : `case when starts_at < ${from} then 1 else 0 end, abs(starts_at - ${from}), `
  const order = `order by ${ahead}starts_at, booking_id`
  // Sorted by themselves first: of a common name there are thousands, and whole rows are large.
  const fitting = `select booking_id from booking where ${conditions.join(' and ')} ${order} limit ${String(query.limit ?? MOST)}`
  return tx.all<BookingRow>(`select * from booking where booking_id in (${fitting}) ${order}`, params)
}
