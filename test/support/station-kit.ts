import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../../sync/contract/rpc.ts'
import type { BookingDraft, StationReport } from '../../sync/contract/visit.ts'
import { issueEnrolmentCode } from '../../sync/central/fleet/kiosks.ts'
import { bridge } from '../../main/bridge/contract.ts'
import { systemClock } from '../../main/clock.ts'
import { readConfig } from '../../main/config.ts'
import type { Log, Ports } from '../../main/ports.ts'
import type { Disk } from '../../main/store/disk.ts'
import { createVirtualPrinter } from '../../main/printing/virtual.ts'
import { createStation, type Station } from '../../main/station.ts'
import type { CentralKit } from './central-kit.ts'
import { idleTimers } from './idle-clock.ts'
import { ADA } from './kiosk-device.ts'

export const OFFICE = 'rathaus'
export const PASSPORT = [{ serviceId: 'ausweis', count: 1 }]

/** A real station over real files and a real central; the wire between them can be cut. */
export type StationKit = {
  readonly folder: string
  /** `answer`: what comes back in central's place. `said`: headers and body of each request. */
  readonly wire: {
    cut: boolean
    slow: boolean
    answer: (() => Response) | null
    readonly sent: string[]
    readonly said: string[]
  }
  readonly logged: string[]
  /** Milliseconds after which the station has asked to be called. */
  readonly waits: number[]
  readonly station: Station
  readonly page: ReturnType<typeof openTestPage>
  readonly stop: () => Promise<void>
}

export async function startStationKit(
  central: CentralKit,
  {
    folder = mkdtempSync(join(tmpdir(), 'foyer-station-')),
    cut = false,
    clockOffsetMs = 0,
    monotonic = null as (() => number) | null,
    officeId = null as string | null,
    profile = 'lobby' as 'lobby' | 'desk',
    /** Without, nobody has given the device a code. */
    coded = true,
    disk = null as Disk | null,
    address = null as string | null,
    /** How many times faster the station's patience ends, in idle time. */
    pace = 1,
    environment = {} as Readonly<Record<string, string>>,
    /** Hears of each request before it leaves, and may fail it; what it answers hears of the answer, and may lose that. */
    meddle = null as ((address: string) => (() => void) | void) | null,
  } = {},
): Promise<StationKit> {
  const wire: StationKit['wire'] = { cut, slow: false, answer: null, sent: [], said: [] }
  const logged: string[] = []
  const waits: number[] = []
  const later = pace === 1 ? systemClock.after : idleTimers(pace)
  const log: Log = (_level, event, fields) => void logged.push(`${event} ${JSON.stringify(fields ?? {})}`)
  const { code } = await issueEnrolmentCode(central.context, { officeId, name: null, profile })
  const answer = readConfig(['--data', folder, '--profile', profile], {
    ...environment,
    ...(coded && { FOYER_ENROLMENT_CODE: code }),
  })
  if (answer.outcome === 'fault') throw new Error(answer.message)
  const overWire: Ports['fetch'] = async (address, init) => {
    wire.sent.push(address.replace(central.address, ''))
    wire.said.push(`${JSON.stringify([...new Headers(init?.headers)])} ${typeof init?.body === 'string' ? init.body : ''}`)
    if (wire.cut) throw new TypeError('fetch failed')
    if (wire.answer) return wire.answer()
    const answered = meddle?.(address)
    if (wire.slow)
      await new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new TypeError('aborted'))))
    const response = await fetch(address, init)
    try {
      answered?.()
    } catch (error) {
      await response.body?.cancel()
      throw error
    }
    return response
  }
  const station = createStation(
    { config: answer.config, central: address ?? central.address, addressParameters: true, version: 'test' },
    {
      clock: {
        now: () => central.clock.nowMs() + clockOffsetMs,
        after: (milliseconds, call) => {
          waits.push(milliseconds)
          return later(milliseconds, call)
        },
      },
      monotonic: monotonic ?? central.clock.nowMs,
      ...(disk && { disk }),
      random: { uuid: randomUUID, bytes: (count) => randomBytes(count), fraction: () => 0 },
      log,
      signInCost: { ln: 10, r: 8, p: 1 },
      fetch: overWire,
      printer: createVirtualPrinter({ folder: join(folder, 'receipts'), columns: 48 }),
    },
  )
  await station.ready
  let stopped: Promise<void> | null = null
  return { folder, wire, logged, waits, station, page: openTestPage(station), stop: () => (stopped ??= station.stop()) }
}

/** Terminals of a test. `end` stops them, and then removes their folders: two may have had one, one after the other. */
export function stationKits() {
  const kits: StationKit[] = []
  return {
    start: async (...how: Parameters<typeof startStationKit>): Promise<StationKit> => {
      const kit = await startStationKit(...how)
      kits.push(kit)
      return kit
    },
    end: async (): Promise<void> => {
      const ended = kits.splice(0)
      for (const kit of ended) await kit.stop()
      for (const { folder } of ended) removeFolder(folder)
    },
  }
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** A page as the browser's: the bridge's client, and every report it was told. */
export function openTestPage(station: Station) {
  const page = station.openPage()
  const reports: StationReport[] = []
  const waiting = new Set<() => void>()
  page.onReport((report) => {
    reports.push(report)
    for (const look of waiting) look()
  })
  const until = (holds: (report: StationReport) => boolean): Promise<StationReport> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never reported; last: ${JSON.stringify(reports.at(-1))}`)), 30_000)
      const look = () => {
        const last = reports.at(-1)
        if (last === undefined || !holds(last)) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(last)
      }
      waiting.add(look)
      look()
    })
  return { ...page, client: createClient(bridge, page.call), reports, until }
}

export const draftFor = (startsAt: string, changes: Partial<BookingDraft> = {}): BookingDraft => ({
  bookingId: randomUUID(),
  officeId: OFFICE,
  services: PASSPORT,
  startsAt,
  person: ADA,
  consent: { version: '1', acceptedAt: startsAt },
  language: 'de',
  ...changes,
})
