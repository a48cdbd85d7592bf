import { readBookingNumber } from '../../sync/contract/booking.ts'
import { readBookingCode } from '../../sync/contract/existing.ts'
import { LocalDate } from '../../sync/contract/values.ts'

/** What a typed or scanned line asks for. */
export type Query = { number?: string; pin?: string; name?: string; phone?: string; email?: string; day?: string }

const MOST_PARTS = 6

/**
 * Reads one line as staff type it: number (with its PIN after a space), name, phone, e-mail, German or ISO date; several
 * parts with commas narrow the search. A scanned receipt is its number.
 */
export function readQuery(line: string): Query {
  const scanned = line.includes('/b/') ? readBookingCode(line) : null
  if (scanned) return { number: scanned.number }
  const parts = line
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return Object.assign({}, ...parts.slice(0, MOST_PARTS).map(readPart)) as Query
}

/** What else a line may ask for, where nothing was found: a name such as „Karl-Marx“ looks like a number. */
export function readQueryOtherwise(line: string): Query | null {
  const words = line.trim()
  return /^\p{L}{4}-\p{L}{4}$/u.test(words) ? { name: words } : null
}

function readPart(part: string): Query {
  if (part.includes('@')) return { email: part.slice(0, 254) }
  const day = readDay(part)
  if (day !== null) return { day }
  const [first = '', second = ''] = part.split(/\s+(?=\d{4}$)/)
  const number = readBookingNumber(first)
  // Eight letters may be a name: a number has a digit, or its hyphen in the middle.
  if (number !== null && /\d|^.{4}-/.test(first) && !/^0?\d{8}$/.test(first)) {
    return /^\d{4}$/.test(second) ? { number, pin: second } : { number }
  }
  if (/^[+\d][\d\s()/.-]{4,}$/.test(part)) return { phone: part.slice(0, 40) }
  return { name: part.slice(0, 80) }
}

/** `24.11.2026`, `24.11.26` or `2026-11-24`; null for anything else, and for what is in no calendar. */
function readDay(part: string): string | null {
  if (LocalDate.safeParse(part).success) return part
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/.exec(part) ?? []
  if (day === undefined || month === undefined || year === undefined) return null
  const date = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return LocalDate.safeParse(date).success ? date : null
}

/** „2 Reisepass“ is a passport for two; without a number it is for one. */
export function readCount(line: string): { count: number; words: string } {
  const [, digits, words] = /^\s*(\d{1,2})\s*[x×]?\s+(.*)$/i.exec(line) ?? []
  const count = Number(digits ?? 1)
  return { count: count < 1 ? 1 : Math.min(count, 50), words: (words ?? line).trim() }
}
