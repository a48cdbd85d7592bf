import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createStation } from '../../main/station.ts'
import { DEFAULTS } from '../../main/config.ts'
import { silentLog } from '../../main/log.ts'
import { openDeviceKey } from '../../main/central/device-key.ts'
import { createVirtualPrinter } from '../../main/printing/virtual.ts'
import { diskAt } from '../../main/store/disk.ts'
import { openCache } from '../../main/store/cache.ts'
import { issueEnrolmentCode } from '../../sync/central/fleet/kiosks.ts'
import { holidaysOf } from '../../sync/central/planning/holidays.ts'
import { instantOf } from '../../sync/central/planning/local-day.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { planDay } from '../../sync/central/planning/opening.ts'
import type { TownFile } from '../../sync/contract/catalogue.ts'
import type { OfficeDay } from '../../sync/contract/office-day.ts'
import { OPS_PER_REQUEST } from '../../sync/kiosk/exchange.ts'
import { systemRandom } from '../../main/random.ts'
import { startCentralKit } from '../support/central-kit.ts'
import { smallTown } from '../support/small-town.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { ADA } from '../support/kiosk-device.ts'
import Database from 'better-sqlite3'
import { opOf, recordingOf } from './booking-sample.ts'
import { type Bench, type Line, median, timed, timedAsync } from './measure.ts'
import { munichTown } from './munich.ts'

const TODAY = '2026-11-23'
const HORIZON_DAYS = 42
const QUEUED = 1_000
/** About what a signed op with a sealed person takes. */
const OP_BYTES = 1_000

export const cache: Bench = async () => [await cacheLoad()]
export const queue: Bench = async () => [await drain()]

/** Every office-day of a town, as central would have told it. */
function daysOf(town: TownFile): OfficeDay[] {
  const isHoliday = holidaysOf(town.town.land)
  return town.offices.flatMap(({ id: officeId }) => {
    const rules = town.openingRules.filter((rule) => rule.officeId === officeId)
    return Array.from({ length: HORIZON_DAYS }, (_, ahead) => addDays(TODAY, ahead)).map((day) => ({
      officeId,
      day,
      version: 1,
      groups: planDay(day, { rules, closures: [], isHoliday, zone: town.town.zone }).map((group) => ({
        counterGroupId: group.counterGroupId,
        firstTickAt: new Date(group.firstTickMs).toISOString(),
        free: Buffer.from(group.capacity).toString('base64'),
      })),
    }))
  })
}

async function cacheLoad(): Promise<Line> {
  const goal = { name: 'loading the cache of all Munich', unit: 'ms', raw: null, ratio: null, goal: '≤ 20 ms' }
  const munich = await munichTown()
  if (munich.outcome === 'missing') return { ...goal, value: 0, pass: null, note: munich.reason }
  const folder = freshFolder()
  const file = join(folder, 'cache.db')
  const days = daysOf(munich.town)
  const filled = openCache(file, () => undefined)
  await filled.applyDays(days, Object.fromEntries(munich.town.offices.map(({ id }) => [id, 1])))
  filled.close()
  const times = Array.from({ length: 15 }, () => timed(() => openCache(file, () => undefined).close()))
  rmSync(folder, { recursive: true })
  const value = median(times)
  return { ...goal, value, pass: value <= 20, note: `${days.length} office-days, quick_check and closing included; median of 15` }
}

/** A real station over a real central with a clock that the benchmark turns. */
async function stationAt(folder: string, central: Awaited<ReturnType<typeof startCentralKit>>) {
  const { code } = await issueEnrolmentCode(central.context, { officeId: 'rathaus', name: null, profile: 'lobby' })
  const wire = { cut: false }
  const config = {
    ...DEFAULTS,
    data: folder,
    enrolmentCode: code,
    homeOffice: 'rathaus',
    testClock: false,
    file: null,
    given: [],
  }
  const station = createStation(
    { config, central: central.address, addressParameters: false, version: 'bench' },
    {
      clock: {
        now: () => central.clock.nowMs(),
        after: (milliseconds, call) => {
          const timer = setTimeout(call, milliseconds)
          return () => clearTimeout(timer)
        },
      },
      monotonic: () => central.clock.nowMs(),
      random: { ...systemRandom, fraction: () => 0 },
      log: silentLog,
      fetch: (address, init) => (wire.cut ? Promise.reject(new TypeError('fetch failed')) : fetch(address, init)),
      printer: createVirtualPrinter({ folder: join(folder, 'receipts'), columns: 48 }),
    },
  )
  await station.ready
  return { station, wire }
}

/** Open round the clock, with room for everybody. */
export const roomyTown = () =>
  smallTown({
    seats: 40,
    rules: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00', seats: 40 }],
    confirmation: 'none',
  })

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

async function drain(): Promise<Line> {
  const central = await startCentralKit({ town: roomyTown(), settings: { openBookingsPerEmail: 100, escrowPercent: 0 } })
  const folder = freshFolder()
  const first = await stationAt(folder, central)
  await first.station.stop()
  const disk = diskAt(join(folder, 'station'))
  const stores = disk.openStores({ newEpoch: () => crypto.randomUUID(), onCacheRebuilt: () => undefined })
  const key = openDeviceKey(join(folder, 'station/device-key'))
  const sealing = stores.device.central()?.sealingKey
  if (!sealing) throw new Error('central was not met')
  for (let booking = 0; booking < QUEUED; booking += 1) {
    const startsAt = new Date(Date.parse(instantAt('2026-12-01')) + booking * 600_000).toISOString()
    const place = { officeId: 'rathaus', counterGroupId: 'schalter', serviceId: 'ausweis', startsAt, ticks: 2 }
    const op = await opOf(place, sealing, { ...ADA, email: `guest${booking}@example.org` })
    await stores.bookings.record(recordingOf(op, place, key))
  }
  await stores.close()
  const { station } = await stationAt(folder, central)
  const page = station.openPage()
  const value = await timedAsync(
    () =>
      new Promise<void>((resolve) => {
        page.onReport(({ waiting, network }) => waiting === 0 && network === 'online' && resolve())
      }),
  )
  const taken = await central.context.store.read((tx) => tx.one<{ n: number }>('select count(*) as n from op'))
  await station.stop()
  await central.stop()
  const raw = rawBatches(folder)
  const rate = QUEUED / (value / 1_000)
  rmSync(folder, { recursive: true })
  if (Number(taken?.n) !== QUEUED) throw new Error(`central has ${String(taken?.n)} of ${QUEUED}`)
  return {
    name: `${QUEUED} queued bookings after an outage, until the last is confirmed`,
    value,
    unit: 'ms',
    raw,
    ratio: rate / raw,
    goal: '≤ 1000 ms on loopback',
    pass: value <= 1_000,
    note: `${rate.toFixed(0)} bookings/s from the start of the station, which shares a process with central here; raw is rows/s, a hundred a commit`,
  }
}

const instantAt = (day: string) => new Date(instantOf(day, '00:00', 'Europe/Berlin')).toISOString()
