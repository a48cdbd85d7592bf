import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { bridge } from '../../main/bridge/contract.ts'
import { sealPerson } from '../../main/central/sealing.ts'
import { makeKeys } from '../../sync/central/keys/key-file.ts'
import { openKeys } from '../../sync/central/keys/open-keys.ts'
import { checkPerson, type Person, PERSON_FIELDS, type PersonForm } from '../../sync/contract/person.ts'

const TODAY = '2026-11-23'
const REQUIRED = {
  firstName: 'required',
  email: 'required',
  phone: 'required',
  birthDate: 'required',
  address: 'required',
} as const
const GOOD: PersonForm = {
  familyName: 'Musterfrau',
  firstName: 'Erika',
  email: 'erika@example.org',
  phone: '0261 1290',
  birthDate: '24.11.1985',
  street: 'Rheinstraße 12',
  postalCode: '56068',
  city: 'Koblenz',
}

// What becomes of each value in each field, in the order of PERSON_FIELDS: a clean value, or `!` with what is said of it.
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
const TABLE: readonly (readonly [what: string, typed: string, verdicts: readonly string[]])[] = [
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

const CANDIDATE = {
  bookingId: randomUUID(),
  officeId: 'rathaus',
  services: [{ serviceId: 'ausweis', count: 1 }],
  startsAt: '2026-11-24T08:00:00Z',
  consent: { version: '1', acceptedAt: '2026-11-23T08:00:00Z' },
  language: 'de',
}
const random = { uuid: () => randomUUID(), bytes: (count: number) => randomBytes(count) }
const keys = openKeys(makeKeys(random), random)

/** As a page would hand it over that checks nothing. */
const unchecked = ({ street, postalCode, city, birthDate: _, ...fields }: PersonForm): unknown => ({
  ...fields,
  birthDate: '1985-11-24',
  address: { street, postalCode, city },
})
const atStation = (person: unknown) => bridge.confirmBooking.input.safeParse({ ...CANDIDATE, person }).data?.person ?? null
const atCentral = async (person: unknown) => {
  const opId = randomUUID()
  return keys.openPerson(await sealPerson(person as Person, opId, keys.sealingKey), opId)
}

for (const [what, typed, verdicts] of TABLE) {
  test(`${what}: the same on page, station and central, in every field`, async () => {
    for (const [at, field] of PERSON_FIELDS.entries()) {
      const form = { ...GOOD, [field]: typed }
      const onPage = checkPerson(form, REQUIRED, TODAY)
      const wanted = verdicts[at]
      if (onPage.outcome === 'valid') {
        const { address, ...fields } = onPage.person
        assert.equal({ ...fields, ...address }[field], wanted, field)
        assert.deepEqual(atStation(onPage.person), onPage.person, field)
        assert.deepEqual(await atCentral(onPage.person), onPage.person, field)
        // What the page would have cleaned is cleaned there too.
        if (field !== 'birthDate') assert.deepEqual(atStation(unchecked(form)), onPage.person, field)
      } else {
        assert.deepEqual(
          onPage.issues.map((issue) => `!${issue.problem}`),
          [wanted],
          field,
        )
        if (field === 'birthDate') continue
        assert.equal(atStation(unchecked(form)), null, `${field} at the station`)
        assert.equal(await atCentral(unchecked(form)), null, `${field} at central`)
      }
    }
  })
}

test('a single name is a person, where no more is asked', async () => {
  const hidden = { firstName: 'hidden', email: 'hidden', phone: 'hidden', birthDate: 'hidden', address: 'hidden' } as const
  const onPage = checkPerson({ ...GOOD, familyName: 'محمد' }, hidden, TODAY)
  assert.deepEqual(onPage, { outcome: 'valid', person: { familyName: 'محمد' } })
  assert.deepEqual(await atCentral({ familyName: 'محمد' }), { familyName: 'محمد' })
})

test('a birth date that is none is refused at station and central too', async () => {
  for (const birthDate of ['', '24.11.1985', '1985-02-30', '<b>', 'a'.repeat(10_000)]) {
    const person = { familyName: 'Musterfrau', birthDate }
    assert.deepEqual([atStation(person), await atCentral(person)], [null, null], birthDate.slice(0, 20))
  }
})
