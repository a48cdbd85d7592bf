import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { create } from 'qrcode'
import { readSealed, sealTakeAlong } from '../../../main/take-along/take-along-code.ts'
import type { Person } from '../../../sync/contract/person.ts'
import { bytesOf, digitsOf, isEasyPin, readTakeAlongCode, type TownKey } from '../../../sync/contract/take-along.ts'

const LAST_DAY = Date.parse('2027-11-23T00:00:00Z')
const townKey = (keyId: string): TownKey => ({ keyId, key: randomBytes(32).toString('base64') })
const TOWN = townKey('0a1b2c3d')
const PIN = '4711'
const ERIKA: Person = {
  familyName: 'Müller-Lüdenscheidt',
  firstName: 'Erika',
  email: 'erika.mueller-luedenscheidt@example.org',
  phone: '+492611290000',
  birthDate: '1985-11-24',
  address: { street: 'Willi-Hörter-Platz 1', postalCode: '56068', city: 'Koblenz' },
}

const seal = (person = ERIKA) => sealTakeAlong(person, { townKey: TOWN, pin: PIN, lastDayMs: LAST_DAY, random: randomBytes })
// One for all: making a code is meant to be slow.
const CODE = await seal()
const genuine = (digits: string, keys = [TOWN]) => {
  const read = readSealed(digits, keys)
  assert.ok(read.outcome === 'genuine', read.outcome)
  return read
}

test('what was taken along comes back with the PIN, also under an older key of the town', async () => {
  const read = genuine(CODE, [townKey('ffffffff'), TOWN])
  assert.deepEqual(await read.open(PIN), ERIKA)
  assert.equal(read.lastDayMs, LAST_DAY)
})

test('a single name in another script and nothing else is a person too', async () => {
  for (const person of [{ familyName: 'محمد' }, { familyName: 'Đặng', birthDate: '2001-02-03' }] satisfies Person[])
    assert.deepEqual(await genuine(await seal(person)).open(PIN), person)
})

test('the code is digits alone and fits a QR code that any scanner reads', () => {
  const digits = CODE
  assert.match(digits, /^17969\d+$/)
  assert.ok(create(digits, { errorCorrectionLevel: 'M' }).modules.size <= 61, 'at most 61 × 61 dots')
})

test('lost paper tells nothing: every code is different, and none names anybody', async () => {
  assert.notEqual(await seal(), CODE)
  const bytes = Buffer.from(bytesOf(CODE) ?? [])
  for (const word of ['Erika', 'Müller', 'example.org', '56068']) assert.ok(!bytes.includes(word))
})

test('a wrong PIN opens nothing, and the key of another town not even asks for one', async () => {
  assert.equal(await genuine(CODE).open('4712'), null)
  assert.deepEqual(readSealed(CODE, [townKey('0a1b2c3e')]), { outcome: 'foreign' })
  assert.deepEqual(readSealed(CODE, [{ ...townKey('x'), keyId: TOWN.keyId }]), { outcome: 'damaged' })
  assert.deepEqual(readSealed(CODE, []), { outcome: 'foreign' })
})

test('no byte can be changed, the day on it least of all', () => {
  const bytes = Buffer.from(bytesOf(CODE) ?? [])
  for (let position = 6; position < bytes.length; position += 1) {
    const forged = Buffer.from(bytes)
    forged[position] = (forged[position] ?? 0) ^ 1
    assert.deepEqual(readSealed(digitsOf(forged), [TOWN]), { outcome: 'damaged' }, `byte ${position}`)
  }
})

test('a torn code is known for ours and damaged, wherever it was torn', () => {
  const digits = CODE
  for (let length = 20; length < digits.length; length += 1) {
    assert.equal(readTakeAlongCode(digits.slice(0, length)), digits.slice(0, length))
    assert.deepEqual(readSealed(digits.slice(0, length), [TOWN]), { outcome: 'damaged' }, `${length} digits`)
  }
  const beheaded = readTakeAlongCode(digits.slice(7)) ?? ''
  assert.deepEqual(readSealed(beheaded, [TOWN]), { outcome: 'damaged' })
})

test('digits are what bytes were, and other digits are none', () => {
  for (const length of [0, 1, 2, 7, 300]) {
    const bytes = randomBytes(length)
    assert.deepEqual(Buffer.from(bytesOf(digitsOf(bytes)) ?? []), bytes)
  }
  for (const digits of ['99999', '1', '12', '1234', '999', '00000256']) assert.equal(bytesOf(digits), null, digits)
})

test('keyboards of other countries type the same code', () => {
  const digits = CODE
  const french = digits.replace(/\d/g, (digit) => 'à&é"\'(-è_ç'[Number(digit)] ?? '')
  for (const typed of [digits, ` ${digits}\n`, digits.replace(/(.{40})/g, '$1 '), french])
    assert.equal(readTakeAlongCode(typed), digits)
})

test('whatever else is scanned is no take-along code', () => {
  for (const scanned of [
    '',
    '4006381333931',
    'https://example.org/b/17969',
    '7K3M-9QX2',
    '17969123',
    '1'.repeat(7_000),
    'Müller',
    ' ',
  ])
    assert.equal(readTakeAlongCode(scanned), null)
})

test('a PIN that a finder tries first is told from one that is not', () => {
  for (const birthDate of ['1985-11-24', '24.11.1985']) {
    for (const pin of ['0000', '7777', '1234', '6543', '1985', '2411', '1124']) assert.ok(isEasyPin(pin, { birthDate }), pin)
    for (const pin of ['4711', '1986', '2511']) assert.ok(!isEasyPin(pin, { birthDate }), pin)
  }
  assert.ok(!isEasyPin('1985', { birthDate: '' }))
})
