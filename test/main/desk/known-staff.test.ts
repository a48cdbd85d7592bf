import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createKnownStaff, type Keep } from '../../../main/desk/known-staff.ts'
import { keepInFile } from '../../../main/desk/sign-in-file.ts'

const QUICK = { ln: 10, r: 8, p: 1 }
const DAY_MS = 86_400_000
const ANNA = { staffId: 'anna', name: 'A. Beispiel', role: 'frontDesk', offices: ['rathaus'] } as const
const STAFF = { ...ANNA, offices: [...ANNA.offices] }
const GIVEN = { email: 'anna@stadt.example', password: 'ein langes Passwort' }

function known() {
  const kept: { value: unknown } = { value: null }
  const keep: Keep = { read: () => kept.value, write: (value) => void (kept.value = structuredClone(value)) }
  return { kept, staff: createKnownStaff(keep, { bytes: (count) => randomBytes(count) }, QUICK) }
}

test('who signed in here lately is known by password; the list holds neither password nor address', async () => {
  const { kept, staff } = known()
  await staff.remember(GIVEN, STAFF, 0)
  assert.deepEqual(await staff.recall({ ...GIVEN, email: ' Anna@Stadt.example' }, DAY_MS), { outcome: 'known', staff: STAFF })
  assert.doesNotMatch(JSON.stringify(kept.value), /stadt\.example|Passwort/)
})

test('five days later, and with a clock set back, central has to say', async () => {
  const { staff } = known()
  await staff.remember(GIVEN, STAFF, 10 * DAY_MS)
  assert.equal((await staff.recall(GIVEN, 14.9 * DAY_MS)).outcome, 'known')
  assert.equal((await staff.recall(GIVEN, 15 * DAY_MS)).outcome, 'unreachable')
  assert.equal((await staff.recall(GIVEN, 9 * DAY_MS)).outcome, 'unreachable')
})

test('five wrong passwords shut the account out here, the right one too', async () => {
  const { staff } = known()
  await staff.remember(GIVEN, STAFF, 0)
  for (let attempt = 0; attempt < 5; attempt += 1)
    assert.equal((await staff.recall({ ...GIVEN, password: 'falsch' }, 1)).outcome, 'refused')
  assert.equal((await staff.recall(GIVEN, 1)).outcome, 'slowDown')
  await staff.remember(GIVEN, STAFF, 2)
  assert.equal((await staff.recall(GIVEN, 3)).outcome, 'known')
})

test('an account that central refused, and one that never was here, cannot sign in without it', async () => {
  const { staff } = known()
  await staff.remember(GIVEN, STAFF, 0)
  await staff.forget(GIVEN.email)
  assert.equal((await staff.recall(GIVEN, 1)).outcome, 'unreachable')
})

test('the list keeps twenty people', async () => {
  const { kept, staff } = known()
  for (let index = 0; index < 23; index += 1) await staff.remember({ ...GIVEN, email: `${index}@stadt.example` }, STAFF, index)
  assert.equal((kept.value as unknown[]).length, 20)
  assert.equal((await staff.recall({ ...GIVEN, email: '22@stadt.example' }, 30)).outcome, 'known')
  assert.equal((await staff.recall({ ...GIVEN, email: '0@stadt.example' }, 30)).outcome, 'unreachable')
})

test('the file is its owner’s alone, and a damaged one knows nobody', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-known-'))
  const file = join(folder, 'sign-ins.json')
  const keep = keepInFile(file)
  assert.deepEqual(keep.read(), [])
  keep.write([1])
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(readFileSync(file, 'utf8'), '[1]')
  writeFileSync(file, '[{"who"')
  assert.deepEqual(keep.read(), [])
  rmSync(folder, { recursive: true })
})
