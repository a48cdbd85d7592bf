import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { near } from '../../../main/store/afar.ts'
import { type Bookings, bookingRows, openBookings } from '../../../main/store/bookings.ts'
import { type Connection, openDatabase } from '../../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS } from '../../../main/store/schema.ts'
import type { Verdict } from '../../../sync/contract/booking.ts'
import { recording } from '../../support/recording.ts'

let folder = ''
let database: Connection
let bookings: Bookings
const openAll = () => {
  const rows = bookingRows(database)
  return openBookings(near(rows), rows.unanswered())
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-bookings-'))
  database = openDatabase(join(folder, 'bookings.db'), BOOKINGS_MIGRATIONS)
  bookings = openAll()
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})
const count = (table: string) => database.prepare(`select count(*) from ${table}`).pluck().get()
const taken = { outcome: 'taken', standing: 'requested', confirmBy: '2026-11-24T06:00:00.000Z' } as const

describe('writing a booking down', () => {
  test('booking, op and print job are there together', async () => {
    const one = recording()
    assert.deepEqual(await bookings.record(one), { outcome: 'recorded' })
    assert.deepEqual([count('booking'), count('outbox'), count('print_job')], [1, 1, 1])
    assert.deepEqual(await bookings.find(one.booking.bookingId), one.booking)
    const [pending] = await bookings.pending(100)
    assert.deepEqual(pending, { sequence: 1, op: one.op, signature: one.signature })
  })

  test('the same booking again is the first one, and nothing is added', async () => {
    const one = recording()
    await bookings.record(one)
    const again = await bookings.record(recording({ bookingId: one.booking.bookingId, startsAt: '2027-01-01T08:00:00.000Z' }))
    assert.deepEqual(again, { outcome: 'already', booking: one.booking })
    assert.deepEqual([count('booking'), count('outbox'), count('print_job')], [1, 1, 1])
  })

  test('what was written down before is known even when the disk has failed since', async () => {
    const one = recording()
    await bookings.record(one)
    database.pragma('query_only = ON')
    assert.deepEqual(await bookings.record(one), { outcome: 'already', booking: one.booking })
    database.pragma('query_only = OFF')
  })

  test('if any part fails, no part is there', async () => {
    const sold = () => {
      const one = recording()
      return { ...one, sales: [{ bookingId: one.booking.bookingId, blockId: 'block', fromTick: 0, ticks: 2 }] }
    }
    await bookings.record(sold())
    await assert.rejects(bookings.record(sold()), /a seat is sold once/)
    assert.deepEqual([count('booking'), count('outbox'), count('print_job')], [1, 1, 1])
    assert.equal(bookings.waiting().length, 1)
  })

  test('a full disk books nothing and says so, and all is well when there is room again', async () => {
    const pages = Number(database.pragma('page_count', { simple: true }))
    database.pragma(`max_page_count = ${pages}`)
    let outcome = await bookings.record(recording())
    for (let tries = 0; tries < 200 && outcome.outcome === 'recorded'; tries += 1) outcome = await bookings.record(recording())
    assert.deepEqual(outcome, { outcome: 'notRecorded', reason: 'diskFull' })
    const written = count('booking')
    assert.deepEqual([count('outbox'), count('print_job')], [written, written])
    database.pragma('max_page_count = 100000')
    assert.deepEqual(await bookings.record(recording()), { outcome: 'recorded' })
  })

  test('a disk that is read only books nothing and says so', async () => {
    database.pragma('query_only = ON')
    assert.deepEqual(await bookings.record(recording()), { outcome: 'notRecorded', reason: 'readOnly' })
    database.pragma('query_only = OFF')
    assert.deepEqual(await bookings.record(recording()), { outcome: 'recorded' })
  })

  test('a database that somebody else keeps locked books nothing and says so', async () => {
    database.pragma('busy_timeout = 20')
    const other = openDatabase(join(folder, 'bookings.db'), BOOKINGS_MIGRATIONS)
    other.exec('begin immediate')
    assert.deepEqual(await bookings.record(recording()), { outcome: 'notRecorded', reason: 'busy' })
    other.exec('rollback')
    other.close()
    assert.deepEqual(await bookings.record(recording()), { outcome: 'recorded' })
  })

  test('one booking is one fsync', { skip: noStrace() }, () => {
    const script = `
      import { openStores } from '${url('main/store/stores.ts')}'
      import { recording } from '${url('test/support/recording.ts')}'
      import { accessSync } from 'node:fs'
      const mark = (name) => { try { accessSync('mark-' + name) } catch {} }
      const { bookings, escrow } = openStores(process.argv[1], { newEpoch: () => 'epoch', onCacheRebuilt: () => {} })
      const blockId = 'block'
      await escrow.rows.keep([{ blockId, officeId: 'o', counterGroupId: 'g', startsAt: '2026-12-01T08:00:00.000Z', ticks: 50 }])
      const cut = (fromTick) => {
        const one = recording()
        return { ...one, sales: [{ bookingId: one.booking.bookingId, blockId, fromTick, ticks: 1 }] }
      }
      await bookings.record(cut(0))
      mark('begin')
      for (let n = 1; n <= 20; n += 1) await bookings.record(cut(n))
      mark('end')
      process.exit(0)`
    const traced = join(folder, 'traced')
    const trace = join(folder, 'trace')
    const calls = ['-f', '-qq', '-e', 'trace=fsync,fdatasync,access,faccessat,faccessat2', '-o', trace]
    execFileSync('strace', [...calls, process.execPath, '--input-type=module', '-e', script, traced])
    const lines = readFileSync(trace, 'utf8').split('\n')
    const between = lines.slice(
      lines.findIndex((line) => line.includes('mark-begin')),
      lines.findIndex((line) => line.includes('mark-end')),
    )
    assert.equal(between.filter((line) => /\b(fsync|fdatasync)\(/.test(line)).length, 20)
  })
})

describe('verdicts', () => {
  test('a verdict gives the booking its standing and deletes the sealed person, bytes and all', async () => {
    const one = recording()
    await bookings.record(one)
    const settled = await bookings.settle([{ opId: one.op.opId, verdict: taken }])
    assert.deepEqual(settled, [{ bookingId: one.booking.bookingId, opId: one.op.opId, verdict: taken }])
    const kept = await bookings.find(one.booking.bookingId)
    assert.deepEqual([kept?.standing, kept?.confirmBy], ['requested', taken.confirmBy])
    assert.deepEqual(await bookings.pending(100), [])
    const ciphertext = one.op.person.ciphertext
    for (const name of readdirSync(folder)) assert.ok(!readFileSync(join(folder, name), 'latin1').includes(ciphertext), name)
  })

  test('a verdict that comes again, or for an unknown op, changes nothing', async () => {
    const one = recording()
    await bookings.record(one)
    await bookings.settle([{ opId: one.op.opId, verdict: taken }])
    const refused: Verdict = { outcome: 'refused', reason: 'slotTaken', alternatives: [] }
    assert.deepEqual(await bookings.settle([{ opId: one.op.opId, verdict: refused }]), [])
    assert.equal((await bookings.find(one.booking.bookingId))?.standing, 'requested')
  })

  test('a sequence number is never used twice, not even after its op has gone', async () => {
    const one = recording()
    await bookings.record(one)
    await bookings.settle([{ opId: one.op.opId, verdict: taken }])
    await bookings.record(recording())
    assert.equal((await bookings.pending(100))[0]?.sequence, 2)
  })

  test('an unanswered booking takes its seat until the cache counts it, also after a restart', async () => {
    const one = recording()
    await bookings.record(one)
    assert.equal(openAll().waiting().length, 1)
    await bookings.settle([{ opId: one.op.opId, verdict: taken }])
    assert.equal(bookings.waiting().length, 1)
    bookings.stopCounting([one.booking.bookingId])
    assert.equal(bookings.waiting().length, 0)
    assert.equal(openAll().waiting().length, 0)
  })

  test('what has passed is forgotten, but not before central has answered', async () => {
    const [one, other] = [
      recording({ startsAt: '2026-01-01T08:00:00.000Z' }),
      recording({ startsAt: '2026-01-01T08:00:00.000Z' }),
    ]
    await bookings.record(one)
    await bookings.record(other)
    await bookings.settle([{ opId: one.op.opId, verdict: taken }])
    await bookings.forgetPast('2026-06-01T00:00:00.000Z')
    assert.equal(await bookings.find(one.booking.bookingId), null)
    assert.ok(await bookings.find(other.booking.bookingId))
    assert.equal(count('print_job'), 1)
  })
})

function url(path: string): string {
  return new URL(`../../../${path}`, import.meta.url).href
}
function noStrace(): string | false {
  return spawnSync('strace', ['-V']).error ? 'skipped: no strace' : false
}
