import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bridge } from '../../main/bridge/contract.ts'
import { DEFAULTS } from '../../main/config.ts'
import { silentLog } from '../../main/log.ts'
import { createVirtualPrinter } from '../../main/printing/virtual.ts'
import { systemRandom } from '../../main/random.ts'
import { createStation } from '../../main/station.ts'
import { issueEnrolmentCode } from '../../sync/central/fleet/kiosks.ts'
import { createClient } from '../../sync/contract/rpc.ts'
import { startCentralKit } from '../support/central-kit.ts'
import { ADA } from '../support/kiosk-device.ts'
import { freshFolder } from '../support/start-foyer.ts'
import { createClockwork } from './clockwork.ts'
import { roomyTown } from './kiosk.ts'
import type { Bench, Line } from './measure.ts'

const WARM_HOURS = 2
const HOURS = 8
const VISITS_AN_HOUR = 15
/** Of four hours one is without network: bookings queue, what is put aside is sold or goes back later. */
const isAway = (hour: number) => hour % 4 === 3
const MOST_GROWTH = 1.05
/** The two clocks are never further apart. */
const STEP_MS = 20_000

type Order = { readonly address: string; readonly code: string; readonly folder: string; readonly nowMs: number }
/** From the station's process: time passes, or how much memory there is now, in MB. */
type News = { readonly passedMs: number } | { readonly at: 'start' | 'end'; readonly heap: number; readonly resident: number }

/**
 * A station in a process of its own lives through a day of visitors, with everything that it does by the clock in between:
 * it looks at its printer, asks central, keeps its backups. Only the clock is simulated.
 */
export const day: Bench = async () => {
  const central = await startCentralKit({ town: roomyTown(), settings: { openBookingsPerEmail: 100, escrowPercent: 2 } })
  const { code } = await issueEnrolmentCode(central.context, { officeId: 'rathaus', name: null, profile: 'lobby' })
  const folder = freshFolder()
  mkdirSync(join(folder, 'receipts'), { recursive: true })
  const order: Order = { address: central.address, code, folder, nowMs: central.clock.nowMs() }
  const station = fork(fileURLToPath(import.meta.url), [JSON.stringify(order)], { execArgv: ['--expose-gc'] })
  const memory = new Map<string, { heap: number; resident: number }>()
  station.on('message', (news: News) => {
    if ('at' in news) return memory.set(news.at, news)
    central.clock.pass(news.passedMs / 60_000)
    return station.send('passed')
  })
  const [exit] = (await once(station, 'exit')) as [number | null]
  await central.stop()
  rmSync(folder, { recursive: true })
  const [start, end] = [memory.get('start'), memory.get('end')]
  if (exit !== 0 || !start || !end) throw new Error(`the station ended with ${String(exit)}`)
  const line = (what: string, before: number, after: number, note: string): Line => ({
    name: `${what} of the station after ${HOURS} simulated hours with ${VISITS_AN_HOUR} visitors each`,
    value: after,
    unit: 'MB',
    raw: before,
    ratio: after / before,
    goal: 'no growth beyond 5 %',
    pass: after / before <= MOST_GROWTH,
    note,
  })
  const after = `raw is the same after ${WARM_HOURS} hours of warming up`
  return [
    line('heap', start.heap, end.heap, `${after}; with buffers, after collecting`),
    line('resident memory', start.resident, end.resident, `${after}; with the threads and what the allocator keeps`),
  ]
}

/** The station's own process. */
async function liveThroughADay({ address, code, folder, nowMs }: Order): Promise<void> {
  const wire = { busy: 0, cut: false }
  const tell = async (news: News) => {
    process.send?.(news)
    if ('passedMs' in news) await once(process, 'message')
  }
  const clockwork = createClockwork(nowMs, () => wire.busy === 0)
  const station = createStation(
    {
      config: { ...DEFAULTS, data: folder, enrolmentCode: code, homeOffice: 'rathaus', testClock: false, file: null, given: [] },
      central: address,
      addressParameters: false,
      version: 'bench',
    },
    {
      clock: clockwork.clock,
      monotonic: clockwork.clock.now,
      random: systemRandom,
      log: silentLog,
      fetch: async (to, init) => {
        if (wire.cut) throw new TypeError('fetch failed')
        wire.busy += 1
        try {
          return await fetch(to, init)
        } finally {
          wire.busy -= 1
        }
      },
      printer: createVirtualPrinter({ folder: join(folder, 'receipts'), columns: 48 }),
    },
  )
  await station.ready
  const page = station.openPage()
  page.onReport(() => undefined)
  const client = createClient(bridge, page.call)
  const visit = async (number: number) => {
    await client.heartbeat({ step: 'slot' })
    const services = [{ serviceId: 'ausweis', count: 1 }]
    const { first } = await client.listSlots({ officeId: 'rathaus', services })
    if (!first) throw new Error('nothing is free')
    const draft = {
      bookingId: crypto.randomUUID(),
      officeId: 'rathaus',
      services,
      startsAt: first.startsAt,
      person: { ...ADA, email: `guest${String(number)}@example.org` },
      consent: { version: '1', acceptedAt: new Date(clockwork.clock.now()).toISOString() },
      language: 'de' as const,
    }
    await client.holdSlot(draft)
    const { outcome } = await passUntil(client.confirmBooking(draft))
    if (outcome !== 'booked') throw new Error(`a visit ended with ${outcome}`)
    await pass(20_000)
    await client.endSession({})
    await pass(3_600_000 / VISITS_AN_HOUR - 20_000)
  }
  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= STEP_MS) {
      await tell({ passedMs: Math.min(left, STEP_MS) })
      await clockwork.pass(Math.min(left, STEP_MS))
    }
  }
  /** Without central a booking waits for its verdict; how soon it begins to, the disk says. */
  const passUntil = async <T>(answer: Promise<T>): Promise<T> => {
    const waiting = Symbol('waiting')
    for (;;) {
      const pause = new Promise<typeof waiting>((resolve) => void setTimeout(() => resolve(waiting), 20))
      const said = await Promise.race([answer, pause])
      if (said !== waiting) return said as T
      await pass(250)
    }
  }
  const measure = async (at: 'start' | 'end') => {
    // Else the figure tells how much room the engine took, which it does as long as nobody else wants it.
    for (let round = 0; round < 3; round += 1) {
      globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
      await new Promise((resolve) => void setImmediate(resolve))
    }
    const { heapUsed, external, rss } = process.memoryUsage()
    await tell({ at, heap: (heapUsed + external) / 1e6, resident: rss / 1e6 })
  }
  for (let number = 0; number < WARM_HOURS * VISITS_AN_HOUR; number += 1) await visit(number)
  await measure('start')
  for (let number = 0; number < HOURS * VISITS_AN_HOUR; number += 1) {
    wire.cut = isAway(Math.floor(number / VISITS_AN_HOUR))
    await visit(1_000 + number)
  }
  wire.cut = false
  await pass(600_000)
  await measure('end')
  await station.stop()
  process.disconnect()
}

const [, self, order] = process.argv
if (self === fileURLToPath(import.meta.url) && order !== undefined) await liveThroughADay(JSON.parse(order) as Order)
