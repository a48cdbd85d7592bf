import { PERSON_FIELDS, type PersonForm } from '../../sync/contract/person.ts'

// What people and their opposites type into a form.

export const GOOD_FORM: PersonForm = {
  familyName: 'Musterfrau',
  firstName: 'Erika',
  email: 'erika@example.org',
  phone: '0261 1290',
  birthDate: '24.11.1985',
  street: 'Rheinstraße 12',
  postalCode: '56068',
  city: 'Koblenz',
}

const [MISSING, MALFORMED, LONG] = ['!missing', '!malformed', '!tooLong']
const everywhere = (verdict: string) => PERSON_FIELDS.map(() => verdict)
const inWords = (clean: string, postalCode = MALFORMED) => [
  clean,
  clean,
  MALFORMED,
  MALFORMED,
  MALFORMED,
  clean,
  postalCode,
  clean,
]
const refused = (postalCode = LONG) => [...everywhere(MALFORMED).slice(0, 6), postalCode, MALFORMED]
/** What becomes of each value in each field, in the order of PERSON_FIELDS: a clean value, or `!` with what is said of it. */
export const BAD_INPUT: readonly (readonly [what: string, typed: string, verdicts: readonly string[]])[] = [
  ['nothing', '', everywhere(MISSING)],
  ['spaces', ' \u00A0\t\u2003', everywhere(MISSING)],
  ['ten thousand characters', 'a'.repeat(10_000), [LONG, LONG, LONG, LONG, MALFORMED, LONG, LONG, LONG]],
  ['more than that', 'a'.repeat(10_001), [LONG, LONG, LONG, LONG, MALFORMED, LONG, LONG, LONG]],
  ['an emoji', '🙂', everywhere(MALFORMED)],
  ['a right-to-left override', 'Er\u202Eika\u202C', inWords('Erika', 'Erika')],
  ['zero-width characters', '\uFEFFEri\u200Bka', inWords('Erika', 'Erika')],
  ['control bytes of a printer', 'Erika\u001B@\u001DV\u0000', refused(MALFORMED)],
  ['a line break', 'Erika\r\nBcc: all', inWords('Erika Bcc: all', LONG)],
  ['HTML', '<img src=x onerror=alert(1)>', refused()],
  ['quotes and SQL', `"'; drop table booking; --`, refused()],
  ['a formula', '=HYPERLINK("x")', refused()],
  ['a template', '{{7*7}}', refused(MALFORMED)],
  ['a look-alike domain', 'erika@exаmple.org', refused()],
  ["O'Brien", "O'Brien", inWords("O'Brien")],
  ['Đặng', 'Đặng', inWords('Đặng')],
  ['the same, composed otherwise', 'Đặng'.normalize('NFD'), inWords('Đặng')],
  ['محمد', 'محمد', inWords('محمد')],
]
