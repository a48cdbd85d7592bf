import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { receiptVerify } from '../../../main/cli/receipt-verify.ts'
import { openDeviceKey } from '../../../main/central/device-key.ts'
import { receiptAddress } from '../../../main/visit/receipt-code.ts'
import { readBookingCode } from '../../../sync/contract/existing.ts'
import { readProof } from '../../../sync/contract/receipt-proof.ts'
import { openSqlite } from '../../../sync/central/store/sqlite.ts'
import { freshFolder } from '../../support/start-foyer.ts'

const folder = freshFolder()
after(() => rmSync(folder, { recursive: true }))
const key = openDeviceKey(join(folder, 'device-key'))
const stranger = openDeviceKey(join(folder, 'other-key'))
const keys = join(folder, 'keys.txt')
writeFileSync(keys, `k-other ${stranger.publicKey} revoked\nk-lobby ${key.publicKey} enrolled\n`)

const FACT = {
  bookingId: '0f3a5b6c-1d2e-4f50-8a9b-0c1d2e3f4a5b',
  officeId: 'rathaus',
  startsAt: '2026-12-01T08:00:00.000Z',
  ticks: 3,
  promised: true,
  bookedAt: '2026-11-23T06:12:00.000Z',
}
const proof = key.proveReceipt(FACT)

async function run(code: string, file: string | null = keys) {
  const lines: string[] = []
  const world = {
    environment: {},
    clock: { now: () => 0, after: () => () => undefined },
    fetch: () => Promise.reject(new Error('no network is asked')),
    write: (line: string) => void lines.push(line),
  }
  const args = file === null ? ['verify', code, '--data', folder] : ['verify', code, '--keys', file]
  return { exit: await receiptVerify(args, world), text: lines.join('\n') }
}

test('a receipt of ours is known by its code alone, and by the whole address that a scanner reads', async () => {
  for (const code of [proof, receiptAddress('https://termine.example.org', FACT.bookingId, 'secret-secret-secret', proof)]) {
    const { exit, text } = await run(code)
    assert.equal(exit, 0)
    assert.match(text, /^valid: [0-9A-Z]{4}-[0-9A-Z]{4}, rathaus, 2026-12-01T08:00:00\.000Z, 15 minutes, promised$/m)
    assert.match(text, /^booked 2026-11-23T06:12:00\.000Z at k-lobby, booking 0f3a5b6c-/m)
  }
})

test('the scheme is what its description says, to somebody who has only the description', () => {
  const all = Buffer.from(proof.slice(3), 'base64url')
  const [fact, signature] = [all.subarray(0, -64), all.subarray(-64)]
  const x = Buffer.from(key.publicKey, 'base64').toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  assert.ok(verify(null, Buffer.concat([Buffer.from('foyer receipt 1\n'), fact]), publicKey, signature))
  assert.equal(fact.subarray(1, 17).toString('hex'), FACT.bookingId.replaceAll('-', ''))
  assert.equal(fact.readUInt32BE(17) * 60_000, Date.parse(FACT.startsAt))
  assert.deepEqual([fact.readUInt16BE(21), fact[23], fact.subarray(28).toString()], [3, 1, 'rathaus'])
})

test('whatever byte is changed, the receipt is not ours', async () => {
  const bytes = Buffer.from(proof.slice(3), 'base64url')
  for (let place = 0; place < bytes.length; place += 1) {
    const forged = Buffer.from(bytes)
    forged[place] = (forged[place] ?? 0) ^ 1
    const { exit, text } = await run(`F1.${forged.toString('base64url')}`)
    assert.equal(exit, 1, `byte ${place}`)
    assert.match(text, /^not /)
  }
})

test('a request is not made a promise by a stranger’s signature, and nonsense is said to be that', async () => {
  assert.match((await run(openDeviceKey(join(folder, 'third-key')).proveReceipt(FACT))).text, /^not valid: none of 2 terminals/)
  assert.match((await run(key.proveReceipt({ ...FACT, promised: false }))).text, /requested, not promised$/m)
  for (const code of ['F1.', 'F1.AAAA', '1A2B-3C4D', 'https://termine.example.org/b/1A2B-3C4D?k=x']) {
    assert.deepEqual(await run(code), { exit: 1, text: 'not a receipt of ours: it cannot be read' })
  }
  assert.equal((await run(proof, join(folder, 'missing.txt'))).exit, 2)
})

test('without a file the keys come from central’s own store on this machine', { timeout: 60_000 }, async () => {
  const { exit, text } = await run(proof, null)
  assert.ok(exit === 2 && text.includes('there is no central in'), text)
  mkdirSync(join(folder, 'central'))
  const store = await openSqlite({ file: join(folder, 'central', 'central.sqlite'), nowMs: 0 })
  await store.transact((tx) =>
    tx.run('insert into kiosk (kiosk_id, name, public_key, enrolled_at) values ($1, $2, $3, $4)', [
      'k-lobby',
      'Foyer',
      key.publicKey,
      0,
    ]),
  )
  await store.close()
  assert.match((await run(proof, null)).text, /^valid: .* promised\nbooked .* at k-lobby, booking 0f3a5b6c-/)
})

test('the terminal reads its own receipts as before, with the proof behind the number and the secret', () => {
  const address = receiptAddress('https://termine.example.org', FACT.bookingId, 'a-secret-of-the-paper', proof)
  assert.equal(readBookingCode(address)?.key, 'a-secret-of-the-paper')
  assert.deepEqual(readProof(address)?.fact, FACT)
  assert.ok(address.length <= 400)
})
