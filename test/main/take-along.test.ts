import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { create } from 'qrcode'
import { openTakeAlong, sealTakeAlong, type TownKey } from '../../main/take-along.ts'
import type { Person } from '../../sync/contract/person.ts'

const NOW = Date.parse('2026-11-23T09:00:00Z')
const DAY = 86_400_000
const TOWN: TownKey = { keyId: 7, key: randomBytes(32) }
const PIN = '4711'
const ERIKA: Person = {
  familyName: 'Müller-Lüdenscheidt',
  firstName: 'Erika',
  email: 'erika.mueller-luedenscheidt@example.org',
  phone: '+492611290000',
  birthDate: '1985-11-24',
  address: { street: 'Willi-Hörter-Platz 1', postalCode: '56068', city: 'Koblenz' },
}

const seal = (person = ERIKA) => sealTakeAlong(person, { town: TOWN, pin: PIN, expiresMs: NOW + 365 * DAY, random: randomBytes })
const open = (digits: string, { keys = [TOWN], pin = PIN, nowMs = NOW } = {}) => openTakeAlong(digits, { keys, pin, nowMs })

test('what was taken along comes back with the PIN', async () => {
  assert.deepEqual(await open(await seal()), { outcome: 'opened', person: ERIKA })
})

test('the code is digits only and fits a QR code that any scanner reads', async () => {
  const digits = await seal()
  assert.match(digits, /^\d+$/)
  assert.ok(create(digits, { errorCorrectionLevel: 'L' }).modules.size <= 97, 'at most 97 × 97 dots')
})

test('lost paper tells nothing: every code is different, and none names anybody', async () => {
  assert.notEqual(await seal(), await seal())
  const hex = BigInt(await seal()).toString(16)
  for (const word of ['Erika', 'Müller', 'example.org', '56068']) assert.ok(!hex.includes(Buffer.from(word).toString('hex')))
})

test('a wrong PIN and another town’s key open nothing', async () => {
  assert.deepEqual(await open(await seal(), { pin: '4712' }), { outcome: 'wrongPin' })
  assert.deepEqual(await open(await seal(), { keys: [{ keyId: 7, key: randomBytes(32) }] }), { outcome: 'wrongPin' })
  assert.deepEqual(await open(await seal(), { keys: [{ ...TOWN, keyId: 8 }] }), { outcome: 'unreadable' })
})

test('the last day still counts, the day after does not', async () => {
  const digits = await sealTakeAlong(ERIKA, { town: TOWN, pin: PIN, expiresMs: NOW, random: randomBytes })
  assert.equal((await open(digits, { nowMs: NOW })).outcome, 'opened')
  assert.equal((await open(digits, { nowMs: NOW + DAY })).outcome, 'expired')
})

test('an expiry date cannot be rewritten, nor anything else', async () => {
  const bytes = Buffer.from(
    BigInt(await seal())
      .toString(16)
      .padStart(2, '0')
      .replace(/^1/, '01'),
    'hex',
  )
  for (const position of [3, 4, 10, 30, 60, bytes.length - 1]) {
    const forged = Buffer.from(bytes)
    forged[position] = (forged[position] ?? 0) ^ 1
    assert.notEqual((await open(BigInt(`0x${forged.toString('hex')}`).toString())).outcome, 'opened', `byte ${position}`)
  }
})

test('whatever else is scanned is unreadable', async () => {
  for (const scanned of ['', '4006381333931', 'https://example.org', '9'.repeat(500), '1'.repeat(5_000), ' ', '0'.repeat(100)])
    assert.equal((await open(scanned)).outcome, 'unreadable')
})
