import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openDeviceKey } from '../../../main/central/device-key.ts'
import { sealToCentral } from '../../../main/central/sealing.ts'
import { canonicalJson } from '../../../sync/contract/canonical-json.ts'
import { testKeys } from '../../support/central-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { recording } from '../../support/recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-key-'))
after(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'station/device-key')
const readable = (raw: string) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw, 'base64').toString('base64url') }, format: 'jwk' })

test('the key is made once, for its owner’s eyes only', () => {
  const made = openDeviceKey(file)
  assert.equal(Buffer.from(made.publicKey, 'base64').length, 32)
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(openDeviceKey(file).publicKey, made.publicKey)
})

test('an op’s signature covers its canonical JSON', () => {
  const key = openDeviceKey(file)
  const { op } = recording()
  const signature = Buffer.from(key.signOp(op), 'base64')
  assert.ok(verify(null, Buffer.from(canonicalJson(op)), readable(key.publicKey), signature))
  const tampered = { ...op, officeId: 'amt' }
  assert.ok(!verify(null, Buffer.from(canonicalJson(tampered)), readable(key.publicKey), signature))
})

test('a request’s authorization covers method, path, time and body', () => {
  const key = openDeviceKey(file)
  const header = key.authorize({ kioskId: 'kiosk-1', method: 'POST', path: '/v1/sync', body: '{}', nowMs: 1_700_000_000_000 })
  const [, kioskId, time, signature = ''] = /^Foyer ([^:]+):(\d+):(.+)$/.exec(header) ?? []
  assert.deepEqual([kioskId, time], ['kiosk-1', '1700000000000'])
  const hash = createHash('sha256').update('{}').digest('base64')
  const signed = (method: string) => Buffer.from(`${method}\n/v1/sync\n1700000000000\n${hash}`)
  assert.ok(verify(null, signed('POST'), readable(key.publicKey), Buffer.from(signature, 'base64')))
  assert.ok(!verify(null, signed('GET'), readable(key.publicKey), Buffer.from(signature, 'base64')))
})

test('a sealed person opens at central, for its op alone', async () => {
  const keys = testKeys()
  const sealed = await sealToCentral(ADA, 'op-1', keys.sealingKey)
  const received = (opId: string) => keys.receivePerson({ opId, bookingId: 'b', person: sealed })
  assert.deepEqual((await received('op-1'))?.person, ADA)
  assert.equal(await received('op-2'), null)
  assert.ok(!Buffer.from(sealed.ciphertext, 'base64').includes(ADA.familyName))
  const again = await sealToCentral(ADA, 'op-1', keys.sealingKey)
  assert.notEqual(again.ciphertext, sealed.ciphertext, 'the same person twice looks different')
})
