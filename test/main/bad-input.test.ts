import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { bridge } from '../../main/bridge/contract.ts'
import { sealToCentral } from '../../main/central/sealing.ts'
import { makeKeys } from '../../sync/central/keys/key-file.ts'
import { openKeys } from '../../sync/central/keys/open-keys.ts'
import { checkPerson, type Person, PERSON_FIELDS, type PersonForm } from '../../sync/contract/person.ts'
import { BAD_INPUT, GOOD_FORM } from '../support/bad-input.ts'

const TODAY = '2026-11-23'
const REQUIRED = {
  firstName: 'required',
  email: 'required',
  phone: 'required',
  birthDate: 'required',
  address: 'required',
} as const
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
  const sealed = await sealToCentral(person as Person, opId, keys.sealingKey)
  return (await keys.receivePerson({ opId, bookingId: opId, person: sealed }))?.person ?? null
}

for (const [what, typed, verdicts] of BAD_INPUT) {
  test(`${what}: the same on page, station and central, in every field`, async () => {
    for (const [at, field] of PERSON_FIELDS.entries()) {
      const form = { ...GOOD_FORM, [field]: typed }
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
  const onPage = checkPerson({ ...GOOD_FORM, familyName: 'محمد' }, hidden, TODAY)
  assert.deepEqual(onPage, { outcome: 'valid', person: { familyName: 'محمد' } })
  assert.deepEqual(await atCentral({ familyName: 'محمد' }), { familyName: 'محمد' })
})

test('a birth date that is none is refused at station and central too', async () => {
  for (const birthDate of ['', '24.11.1985', '1985-02-30', '<b>', 'a'.repeat(10_000)]) {
    const person = { familyName: 'Musterfrau', birthDate }
    assert.deepEqual([atStation(person), await atCentral(person)], [null, null], birthDate.slice(0, 20))
  }
})
