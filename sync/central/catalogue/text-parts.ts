import type { Fee } from '../../contract/catalogue.ts'
import type * as z from 'zod/mini'

// What stands before a list of things to bring, in the many ways that directories say it.
const DOCUMENTS_HEADING =
  /^(?:(?:folgende|erforderliche|benötigte|notwendige|nötige|vorzulegende)[nr]?\s+(?:\S+\s+){0,2})?(?:unterlagen|dokumente)\b[^.!?]{0,60}:?$|\b(?:mitzubringen|bringen sie .{0,40}mit|benötigen sie|sie (?:benötigen|brauchen)(?! kein)|legen sie .{0,60}vor)\b[^.!?]{0,60}:$/i
const ENTRY = /^(?:–|\d{1,2}\.)\s+/
const MOST_DOCUMENTS = 30

/** The entries of the first list under a heading such as “Erforderliche Unterlagen”; none where the text has no such list. */
export function documentsIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '')
  const heading = lines.findIndex((line, index) => DOCUMENTS_HEADING.test(line) && ENTRY.test(lines[index + 1] ?? ''))
  if (heading < 0) return []
  const documents: string[] = []
  for (const line of lines.slice(heading + 1)) {
    if (!ENTRY.test(line) || documents.length === MOST_DOCUMENTS) break
    documents.push(line.replace(ENTRY, ''))
  }
  return documents
}

const AMOUNT = /(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}))?\s*(?:€|Euro\b|EUR\b)/gi
const RANGE = /\d\s*(?:bis|–|-)\s*\d+(?:,\d{2})?\s*(?:€|Euro\b|EUR\b)/i
const FREE = /^(?:keine gebühren?|gebührenfrei|kostenlos|kostenfrei)[.!]?$/i

/** One fee per line; cents where a line names exactly one amount, or says that it costs nothing. */
export function feesIn(text: string): z.infer<typeof Fee>[] {
  return text
    .split('\n')
    .map((line) => line.replace(ENTRY, ''))
    .filter((line) => line !== '')
    .slice(0, 30)
    .map((line) => {
      const cents = centsIn(line)
      return { text: { de: line }, ...(cents !== null && { cents }) }
    })
}

function centsIn(line: string): number | null {
  const amounts = [...line.matchAll(AMOUNT)]
  const [first] = amounts
  if (!first) return FREE.test(line) ? 0 : null
  if (amounts.length > 1 || RANGE.test(line)) return null
  const cents = Number((first[1] ?? '').replaceAll('.', '')) * 100 + Number(first[2] ?? 0)
  return Number.isSafeInteger(cents) ? cents : null
}
