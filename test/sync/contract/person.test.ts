import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { PersonFields } from '../../../sync/contract/catalogue.ts'
import {
  checkPerson,
  cleaned,
  EMPTY_FORM,
  fieldsOf,
  PERSON_FIELDS,
  type PersonField,
  type PersonForm,
} from '../../../sync/contract/person.ts'

const TODAY = '2026-11-23'
const ALL: PersonFields = {
  firstName: 'optional',
  email: 'required',
  phone: 'optional',
  birthDate: 'optional',
  address: 'optional',
}
const ERIKA: PersonForm = { ...EMPTY_FORM, familyName: 'Musterfrau', firstName: 'Erika', email: 'erika@example.org' }

const check = (form: Partial<PersonForm>, fields = ALL) => checkPerson({ ...ERIKA, ...form }, fields, TODAY)
const issueOf = (form: Partial<PersonForm>, fields = ALL) => {
  const checked = check(form, fields)
  return checked.outcome === 'invalid' ? checked.issues.map(({ field, problem }) => `${field} ${problem}`) : []
}

describe('names of the world', () => {
  for (const familyName of [
    "O'Brien",
    'O’Brien',
    'Đặng',
    'محمد',
    'Müller-Lüdenscheidt',
    'Γεωργίου',
    'Шевченко',
    'Nguyễn Thị Minh Khai',
    'de la Cruz y García',
    'Łukasiewicz',
    '山田',
    'X',
    "N'Diaye",
    'J. R. von Stein',
    'می‌خواهم',
  ]) {
    test(`${familyName} is a name`, () => assert.deepEqual(issueOf({ familyName, firstName: '' }), []))
  }

  for (const familyName of ['<b>Erika</b>', '=HYPERLINK("x")', '12345', '@@@', '🙂', '{{name}}', 'a'.repeat(81)]) {
    test(`${familyName.slice(0, 20)} is none`, () => assert.equal(issueOf({ familyName }).length, 1))
  }
})

describe('e-mail addresses', () => {
  for (const email of [
    'erika@example.org',
    'e.m+amt@sub.example.co.uk',
    'erika@bürgeramt-köln.example',
    'erika@пример.рф',
    "o'brien@example.ie",
    'x@xn--mnchen-3ya.de',
    `${'a'.repeat(64)}@example.org`,
  ]) {
    test(`${email.slice(0, 40)} is accepted`, () => assert.deepEqual(issueOf({ email }), []))
  }

  for (const email of [
    'erika',
    'erika@',
    '@example.org',
    'erika@example',
    // Many mail servers cannot take it, and the visitor would wait in vain.
    'jürgen@example.org',
    'erika@@example.org',
    'erika..m@example.org',
    '.erika@example.org',
    'erika@-example.org',
    'erika@example.o',
    `erika@${'1.'.repeat(120)}!`,
    'erika@example.org\r\nBcc: all@example.org',
    'erika@exаmple.org',
    `${'a'.repeat(65)}@example.org`,
    'erika@example.org, other@example.org',
    '"erika"@example.org',
    'erika@[127.0.0.1]',
  ]) {
    test(`${JSON.stringify(email).slice(0, 40)} is refused`, () => assert.deepEqual(issueOf({ email }), ['email malformed']))
  }
})

test('what is missing is named field by field', () => {
  assert.deepEqual(issueOf({ familyName: '  ', email: '' }), ['familyName missing', 'email missing'])
})

test('an address is asked for whole or not at all', () => {
  assert.deepEqual(issueOf({ street: 'Hauptstraße 1' }), ['postalCode missing', 'city missing'])
  assert.deepEqual(issueOf({}, { ...ALL, address: 'required' }), ['street missing', 'postalCode missing', 'city missing'])
  assert.deepEqual(issueOf({ street: 'Hauptstraße 1', postalCode: '56068', city: 'Koblenz' }), [])
})

test('a field that the offer does not ask for is not taken over', () => {
  const checked = check({ phone: '0261 1290' }, { ...ALL, phone: 'hidden' })
  assert.ok(checked.outcome === 'valid')
  assert.equal(checked.person.phone, undefined)
})

test('dates are read as Germans write them, and none from the future', () => {
  const checked = check({ birthDate: '3.2.1980' })
  assert.ok(checked.outcome === 'valid')
  assert.equal(checked.person.birthDate, '1980-02-03')
  assert.deepEqual(issueOf({ birthDate: '31.2.1980' }), ['birthDate malformed'])
  assert.deepEqual(issueOf({ birthDate: '24.11.2026' }), ['birthDate inFuture'])
  assert.deepEqual(issueOf({ birthDate: '1.1.1780' }), ['birthDate malformed'])
})

test('phone numbers are kept as digits', () => {
  const checked = check({ phone: '+49 (261) 129-0' })
  assert.ok(checked.outcome === 'valid')
  assert.equal(checked.person.phone, '+492611290')
  // The zero in brackets is not dialled together with the country's code.
  for (const written of ['+49 (0)261 129-0', '+49(0) 261 1290']) {
    const dialled = check({ phone: written })
    assert.ok(dialled.outcome === 'valid')
    assert.equal(dialled.person.phone, '+492611290')
  }
  assert.deepEqual(issueOf({ phone: 'call me' }), ['phone malformed'])
})

test('the strictest of several offers decides on each field', () => {
  assert.deepEqual(fieldsOf([ALL, { ...ALL, phone: 'required', email: 'hidden' }]), {
    ...ALL,
    phone: 'required',
    email: 'required',
  })
})

test('whatever is typed, the answer is a clean person or a named fault', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      '',
      '   ',
      '🙂',
      '\u202Eabc',
      'a\u200Bb',
      '\u001B@\u001DV\u0000',
      '<script>',
      "'; drop table booking; --",
      'x'.repeat(10_001),
    ),
  )
  const form = fc.record(
    Object.fromEntries(PERSON_FIELDS.map((field) => [field, hostile])) as Record<PersonField, typeof hostile>,
  )
  fc.assert(
    fc.property(form, (typed) => {
      const checked = checkPerson(typed, ALL, TODAY)
      if (checked.outcome === 'invalid') return assert.ok(checked.issues.length > 0)
      const stored = JSON.stringify(checked.person)
      assert.doesNotMatch(stored, /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u200B\uFEFF]/)
      assert.deepEqual(JSON.parse(JSON.stringify(checkPerson(typed, ALL, TODAY))), JSON.parse(JSON.stringify(checked)))
    }),
    { numRuns: 2_000 },
  )
})

test('cleaning twice is cleaning once', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(cleaned(cleaned(text)), cleaned(text))))
})
