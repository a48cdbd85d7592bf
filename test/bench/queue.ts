import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openDeviceKey } from '../../main/central/device-key.ts'
import type { Recording } from '../../main/store/bookings.ts'
import { openDatabase } from '../../main/store/open.ts'
import { ledgerOver } from '../../main/store/ledger.ts'
import { BOOKINGS_MIGRATIONS } from '../../main/store/schema.ts'
import type { Station } from '../../main/station.ts'
import { OPS_PER_REQUEST } from '../../sync/kiosk/exchange.ts'
import type { CentralInfo } from '../../sync/contract/kiosk-api.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { opOf, PERSON, recordingOf } from './booking-sample.ts'
import { placesOf, startCentral } from './central.ts'
import { type Bench, median, timed, timedAsync } from './measure.ts'
import { stationAt } from './station.ts'

const QUEUED = 1_000
/** About what a signed op with a sealed person takes. */
const OP_BYTES = 1_000
const ROUNDS = 3

/** A station comes back after an outage with a thousand bookings in its outbox; central is a process of its own. */
export const queue: Bench = async () => {
  const folder = freshFolder()
  const server = await startCentral(join(folder, 'central'), { devices: 0 })
  try {
    const place = {
      central: `http://127.0.0.1:${server.port}`,
      code: server.code,
      homeOffice: 'buergeramt',
      nowMs: () => Date.now(),
    }
    mkdirSync(join(folder, 'receipts'), { recursive: true })
    await (await stationAt(folder, place)).stop()
    const drains: number[] = []
    // The first round warms central's code; a terminal is back once, so its own stays cold.
    for (let round = 0; round <= ROUNDS; round += 1) {
      await fill(join(folder, 'station'), server.sealingKey)
      const { station, ms } = await drain(folder, place)
      await station.stop()
      if (round > 0) drains.push(ms)
    }
    const taken = await bookingsAt(place.central)
    if (taken !== QUEUED * (ROUNDS + 1)) throw new Error(`central has ${taken} of ${QUEUED * (ROUNDS + 1)}`)
    const [value, raw] = [median(drains), rawBatches(folder)]
    const rate = QUEUED / (value / 1_000)
    return [
      {
        name: `${QUEUED} queued bookings after an outage, until the last is confirmed`,
        value,
        unit: 'ms',
        raw: null,
        ratio: null,
        goal: '≤ 1000 ms on loopback',
        pass: value <= 1_000,
        note: `median of ${ROUNDS} starts of the station, from its readiness on; central is a process of its own`,
      },
      {
        name: `the same, beside raw rows of ${OP_BYTES} bytes, ${OPS_PER_REQUEST} a commit`,
        value: rate,
        unit: 'bookings/s',
        raw,
        ratio: rate / raw,
        goal: 'ratio ≥ 0.15',
        pass: rate / raw >= 0.15,
      },
    ]
  } finally {
    server.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Puts bookings into the outbox as a station does, but all in one commit: how long that takes is measured elsewhere. */
async function fill(folder: string, sealing: CentralInfo['sealingKey']): Promise<void> {
  const key = openDeviceKey(join(folder, 'device-key'))
  const placeAt = placesOf(Date.now())
  const recordings: Recording[] = []
  for (let nth = 0; nth < QUEUED; nth += 1) {
    const place = placeAt(nth)
    const op = await opOf(place, sealing, { ...PERSON, email: `${crypto.randomUUID()}@example.org` })
    recordings.push(recordingOf(op, place, key))
  }
  const database = openDatabase(join(folder, 'bookings.db'), BOOKINGS_MIGRATIONS)
  const { bookings } = ledgerOver(database)
  database.transaction(() => {
    for (const recording of recordings)
      if (bookings.record(recording).outcome !== 'recorded') throw new Error('a booking was not recorded')
  })()
  database.close()
}

async function drain(folder: string, place: Parameters<typeof stationAt>[1]): Promise<{ station: Station; ms: number }> {
  const station = await stationAt(folder, place)
  const page = station.openPage()
  const ms = await timedAsync(
    () =>
      new Promise<void>((resolve) => {
        page.onReport(({ waiting, network }) => waiting === 0 && network === 'online' && resolve())
      }),
  )
  return { station, ms }
}

async function bookingsAt(central: string): Promise<number> {
  const metrics = await (await fetch(`${central}/metrics`)).text()
  return [...metrics.matchAll(/^foyer_bookings\{standing="\w+"\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0)
}

/** The yardstick: as many rows as long as an op, a hundred a commit, WAL and synchronous=FULL. Rows a second. */
function rawBatches(folder: string): number {
  const database = new Database(join(folder, 'raw.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('create table one (id integer primary key, value text not null) strict')
  const insert = database.prepare('insert into one (value) values (?)')
  const batch = database.transaction(() => {
    for (let row = 0; row < OPS_PER_REQUEST; row += 1) insert.run('x'.repeat(OP_BYTES))
  })
  const times = Array.from({ length: 5 }, () =>
    timed(() => {
      for (let round = 0; round < QUEUED / OPS_PER_REQUEST; round += 1) batch.immediate()
    }),
  )
  database.close()
  return QUEUED / (median(times) / 1_000)
}
