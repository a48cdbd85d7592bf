import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { openDeviceKey } from '../../main/central/device-key.ts'
import { near } from '../../main/store/afar.ts'
import { bookingRows, openBookings } from '../../main/store/bookings.ts'
import { openDatabase } from '../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS } from '../../main/store/schema.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { opOf, type Place, recordingOf, sealingKey } from './booking-sample.ts'
import { type Bench, median, timedAsync } from './measure.ts'

const PLACE: Place = {
  officeId: 'buergeramt',
  counterGroupId: 'schalter',
  serviceId: 'personalausweis',
  startsAt: '2026-12-01T08:00:00Z',
  ticks: 3,
}
const ROUNDS = 7
const BATCH = 300
const SEALED_BATCH = 40
const STRACED = 200

function openKiosk(folder: string) {
  const database = openDatabase(join(folder, 'bookings.db'), BOOKINGS_MIGRATIONS)
  return {
    bookings: openBookings(near(bookingRows(database)), []),
    key: openDeviceKey(join(folder, 'device.pem')),
    close: () => database.close(),
  }
}

/** The yardstick: one row, one commit, WAL and synchronous=FULL, on the same disk. */
function openRaw(folder: string) {
  const database = new Database(join(folder, 'raw.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('create table one (id integer primary key, value text not null) strict')
  const insert = database.prepare('insert into one (value) values (?)')
  return { insert: () => insert.run('x'.repeat(200)), close: () => database.close() }
}

export const durableBooking: Bench = async () => {
  const folder = freshFolder()
  const kiosk = openKiosk(folder)
  const raw = openRaw(folder)
  const sealing = sealingKey()
  const rates = { written: [] as number[], whole: [] as number[], raw: [] as number[] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ready = await Promise.all(Array.from({ length: BATCH }, () => opOf(PLACE, sealing)))
    const recordings = ready.map((op) => recordingOf(op, PLACE, kiosk.key))
    const rawMs = await timedAsync(async () => {
      for (let row = 0; row < BATCH; row += 1) raw.insert()
    })
    const writtenMs = await timedAsync(async () => {
      for (const recording of recordings) await kiosk.bookings.record(recording)
    })
    const wholeMs = await timedAsync(async () => {
      for (let row = 0; row < SEALED_BATCH; row += 1)
        await kiosk.bookings.record(recordingOf(await opOf(PLACE, sealing), PLACE, kiosk.key))
    })
    // The first round warms code and disk.
    if (round === 0) continue
    rates.raw.push(BATCH / (rawMs / 1000))
    rates.written.push(BATCH / (writtenMs / 1000))
    rates.whole.push(SEALED_BATCH / (wholeMs / 1000))
  }
  kiosk.close()
  raw.close()
  const fsyncs = countFsyncs()
  rmSync(folder, { recursive: true, force: true })
  const rawRate = median(rates.raw)
  const line = { unit: 'bookings/s', raw: rawRate }
  const ratio = median(rates.written) / rawRate
  return [
    {
      ...line,
      name: 'durable booking on the kiosk (booking, outbox and print job in one commit), beside one raw row',
      value: median(rates.written),
      ratio,
      goal: 'ratio ≥ 0.5',
      pass: ratio >= 0.5,
      note: `median of ${ROUNDS} interleaved rounds of ${BATCH}`,
    },
    {
      ...line,
      name: 'the same with sealing and signature',
      value: median(rates.whole),
      ratio: median(rates.whole) / rawRate,
      goal: '',
      pass: null,
    },
    {
      name: 'fsyncs per durable booking',
      value: fsyncs ?? 0,
      unit: 'fsyncs',
      raw: 1,
      ratio: fsyncs,
      goal: '1, and at most 3 % for checkpoints',
      pass: fsyncs === null ? null : fsyncs <= 1.03 && fsyncs >= 1,
      ...(fsyncs === null && { note: 'skipped: no strace' }),
    },
  ]
}

/** This file again under strace, writing bookings and nothing else; start and end are taken off by a second run without any. */
function countFsyncs(): number | null {
  const count = (bookings: number): number | null => {
    const folder = freshFolder()
    const trace = join(folder, 'trace')
    const self = fileURLToPath(import.meta.url)
    const options = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', trace, process.execPath, self, 'write', String(bookings)]
    const done = spawnSync('strace', options, { stdio: 'ignore', timeout: 60_000 })
    const found = done.status === 0 && existsSync(trace) ? readFileSync(trace, 'utf8').match(/f(data)?sync\(/g) : null
    rmSync(folder, { recursive: true, force: true })
    return done.status === 0 ? (found?.length ?? 0) : null
  }
  const none = count(0)
  const some = count(STRACED)
  return none === null || some === null ? null : (some - none) / STRACED
}

async function writeUnderTrace(bookings: number): Promise<void> {
  const folder = freshFolder()
  const kiosk = openKiosk(folder)
  const sealing = sealingKey()
  for (let row = 0; row < bookings; row += 1) {
    await kiosk.bookings.record(recordingOf(await opOf(PLACE, sealing), PLACE, kiosk.key))
  }
  kiosk.close()
  rmSync(folder, { recursive: true, force: true })
}

if (process.argv[2] === 'write') await writeUnderTrace(Number(process.argv[3]))
