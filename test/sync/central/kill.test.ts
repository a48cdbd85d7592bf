import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { CentralInfo } from '../../../sync/contract/kiosk-api.ts'
import type { BookingOp } from '../../../sync/contract/booking.ts'
import { openPostgres } from '../../../sync/central/store/postgres.ts'
import { openSqlite } from '../../../sync/central/store/sqlite.ts'
import { localDay } from '../../../sync/central/planning/local-day.ts'
import { addDays } from '../../../sync/contract/local-date.ts'
import { enrolKiosk, type KioskDevice } from '../../support/kiosk-device.ts'
import { howLong, howMuch } from '../../support/how-much.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { findDisorder } from '../../support/seat-checker.ts'

const ROUNDS = howMuch({ sample: 5, whole: 100 })
const LANES = 4
// More than a round can book before it ends.
const EACH = ROUNDS * 6
const CHILD = join(import.meta.dirname, '../../support/central-child.ts')

type Lane = {
  readonly kiosk: KioskDevice
  readonly ops: BookingOp[]
  sequence: number
  pending: { op: BookingOp; sequence: number } | null
}

/** A port that no other process is given by chance while central is down: from below the range that outgoing connections use. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 30_000)
    const server = createServer().listen(port, '127.0.0.1')
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!free) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** Tells a waiting process to serve; answers its one-time code. */
async function serve(child: ChildProcess, port: number): Promise<string> {
  child.send({ port })
  const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`central ended with ${String(code)}`)))
  const [said] = (await Promise.race([once(child, 'message'), died])) as [{ code?: string }]
  died.catch(() => undefined)
  if (said.code === undefined) throw new Error(`central did not start: ${JSON.stringify(said)}`)
  return said.code
}

/** Sealed beforehand and by the runtime's own X25519, so that the rounds are spent on booking. */
async function prepare(kiosk: KioskDevice, port: number, startsAt: () => string): Promise<BookingOp[]> {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const { sealingKey } = CentralInfo.parse(await (await fetch(`http://127.0.0.1:${String(port)}/v1/info`)).json())
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytesOf(Buffer.from(sealingKey.publicKey, 'base64')))
  const model = await kiosk.bookingOp({ startsAt: startsAt(), serviceId: 'melden' })
  const ops: BookingOp[] = []
  for (let count = 0; count < EACH; count += 1) {
    const opId = randomUUID()
    const sender = await suite.createSenderContext({ recipientPublicKey })
    const person = JSON.stringify({ familyName: 'Musterfrau', email: `${opId}@example.org` })
    const ciphertext = await sender.seal(bytesOf(Buffer.from(person)), bytesOf(Buffer.from(opId)))
    const sealed = { keyId: sealingKey.keyId, enc: textOf(sender.enc), ciphertext: textOf(ciphertext) }
    ops.push({ ...model, opId, bookingId: randomUUID(), startsAt: startsAt(), person: sealed })
  }
  return ops
}

const bytesOf = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer
const textOf = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64')

/** Books until the process dies. What has no answer stays pending, and is sent again as the same op in the next round. */
async function bookOn(lane: Lane, acknowledged: Map<string, string>, heard: () => void): Promise<void> {
  for (;;) {
    if (!lane.pending) {
      const op = lane.ops.pop()
      if (!op) return
      lane.sequence += 1
      lane.pending = { op, sequence: lane.sequence }
    }
    const { op, sequence } = lane.pending
    const answer = await lane.kiosk.sync({ ops: [lane.kiosk.signedOp(sequence, op)] }).catch(() => null)
    if (answer === null) return
    const verdict = answer.verdicts[0]?.verdict
    assert.equal(verdict?.outcome, 'taken', JSON.stringify(verdict))
    acknowledged.set(op.bookingId, op.opId)
    heard()
    await new Promise((resolve) => setTimeout(resolve, 2))
    lane.pending = null
  }
}

function countUp(times: number) {
  const { promise: reached, resolve } = Promise.withResolvers<void>()
  let left = times
  const count = () => {
    left -= 1
    if (left <= 0) resolve()
  }
  if (times === 0) resolve()
  return { reached, count }
}

onBothStores('a central that is killed', (makeDatabase) => {
  it(`${String(ROUNDS)} times at random points under load loses nothing that it has acknowledged`, {
    timeout: howLong(180_000),
  }, async () => {
    const data = mkdtempSync(join(tmpdir(), 'foyer-central-kill-'))
    const [port, databaseUrl] = [await freePort(), await makeDatabase()]
    const env = { NODE_COMPILE_CACHE: join(data, 'compiled'), ...process.env }
    const spare: ChildProcess[] = []
    let serving: ChildProcess | undefined
    const refill = () => {
      while (spare.length < 3)
        spare.push(fork(CHILD, [data, databaseUrl ?? ''], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env }))
    }
    const acknowledged = new Map<string, string>()
    const lanes: Lane[] = []
    let slot = 0
    const startsAt = () => {
      slot += 1
      const day = addDays(localDay(Date.now(), 'Europe/Berlin'), 3 + (Math.floor(slot / 160) % 14))
      return new Date(Date.parse(`${day}T09:00:00.000Z`) + (slot % 20) * 300_000).toISOString()
    }
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        refill()
        const child = spare.shift()
        if (!child) throw new Error('no process')
        serving = child
        const code = await serve(child, port)
        if (lanes.length < LANES) {
          const kiosk = await enrolKiosk(`http://127.0.0.1:${String(port)}`, code, () => Date.now())
          lanes.push({ kiosk, ops: await prepare(kiosk, port, startsAt), sequence: 0, pending: null })
        }
        // Most rounds end in the middle of the work, some while it begins. The middle is counted, not timed: a slow machine books late.
        const begins = round % 5 === 0
        const enough = countUp(begins ? 0 : randomInt(2, 12))
        const booking = lanes.map((lane) => bookOn(lane, acknowledged, enough.count))
        await Promise.race([enough.reached, Promise.all(booking)])
        await new Promise((resolve) => setTimeout(resolve, Math.random() * (begins ? 80 : 20)))
        child.kill('SIGKILL')
        await Promise.all([once(child, 'exit'), ...booking])
      }
      const nowMs = Date.now()
      const store = databaseUrl
        ? await openPostgres({ url: databaseUrl, nowMs, pause: () => Promise.resolve() })
        : await openSqlite({ file: join(data, 'central', 'central.sqlite'), nowMs })
      const found = await store.read(async (tx) => ({
        bookings: new Set((await tx.all<{ booking_id: string }>('select booking_id from booking')).map((row) => row.booking_id)),
        ops: new Set((await tx.all<{ op_id: string }>('select op_id from op')).map((row) => row.op_id)),
        disorder: await findDisorder(tx, Date.now()),
      }))
      await store.close()
      const lost = [...acknowledged].filter(([bookingId, opId]) => !found.bookings.has(bookingId) || !found.ops.has(opId))
      assert.deepEqual(lost, [])
      assert.deepEqual(found.disorder, [])
      assert.ok(acknowledged.size > ROUNDS, `only ${String(acknowledged.size)} bookings in all: the rounds were too short`)
    } finally {
      for (const child of [...spare, serving]) child?.kill('SIGKILL')
      rmSync(data, { recursive: true, force: true })
    }
  })
})
