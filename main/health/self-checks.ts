import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { CentralInfo, KIOSK_ROUTES } from '../../sync/contract/kiosk-api.ts'
import type { ServiceCheck } from '../../sync/contract/service-menu.ts'
import type { Config } from '../config.ts'
import { prepareDataFolder, stationFolder } from '../data-folder.ts'
import type { Clock, Ports } from '../ports.ts'
import type { Printer } from '../printing/transport.ts'
import { inspectDatabase, StoreRefused } from '../store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../store/schema.ts'
import { withLimit } from '../with-limit.ts'
import { troubleOf } from './central-trouble.ts'
import { type Finding, keypad, screen, sound, timekeeping } from './page-checks.ts'

/** A booking needs a few kilobytes; below this a disk is about to be full. */
const LEAST_FREE_BYTES = 200_000_000
/** How long central is waited for. */
const PATIENCE_MS = 5_000
/** More than this and dates on the screen may be wrong. */
const MOST_CLOCK_MS = 60_000

export type CheckParts = {
  readonly clock: Clock
  readonly fetch: Ports['fetch']
  readonly printer: Pick<Printer, 'status'>
  /** Central's address; null where it is a child of this program. */
  readonly central: string | null
  readonly platform: NodeJS.Platform
}

/** Tries everything that a terminal needs, one after the other. Safe beside a running station. */
export async function* selfChecks(config: Config, parts: CheckParts): AsyncGenerator<ServiceCheck> {
  const checks: readonly [name: ServiceCheck['name'], check: () => Promise<Finding>][] = [
    ['dataFolder', async () => writable(config)],
    ['disk', () => diskSpace(config)],
    ['bookings', async () => database(config, 'bookings.db', BOOKINGS_MIGRATIONS.length)],
    ['cache', async () => database(config, 'cache.db', CACHE_MIGRATIONS.length)],
    ['printer', () => printer(config, parts)],
    ['central', () => central(parts)],
    ['clock', async () => timekeeping(parts.clock)],
    ['screen', async () => screen(config)],
    ['keypad', async () => keypad(config, parts.platform)],
    ['sound', () => sound(config)],
  ]
  for (const [name, check] of checks) yield { name, ...(await check().catch(failed)) }
}

function failed(error: unknown): Finding {
  const detail = error instanceof Error ? error.message : String(error)
  const kind = error instanceof StoreRefused ? error.code : 'failed'
  return { well: false, detail, note: { kind, value: detail } }
}

function writable({ data }: Config): Finding {
  prepareDataFolder(data)
  return { well: true, detail: data, note: { kind: 'writable', value: data } }
}

async function diskSpace({ data }: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(data)
  const free = bavail * bsize
  const megabytes = String(Math.round(free / 1_000_000))
  return { well: free >= LEAST_FREE_BYTES, detail: `${megabytes} MB free`, note: { kind: 'freeSpace', value: megabytes } }
}

function database(config: Config, name: string, version: number): Finding {
  const file = join(stationFolder(config), name)
  if (!existsSync(file)) return { well: true, detail: 'not there yet', note: { kind: 'notThere', value: '' } }
  return { well: true, detail: inspectDatabase(file, version), note: { kind: 'whole', value: '' } }
}

async function printer({ printer: { uri } }: Config, parts: CheckParts): Promise<Finding> {
  const { trouble, nearEnd } = await parts.printer.status()
  const detail = `${uri} ${trouble ?? (nearEnd ? 'ready, paper near its end' : 'ready')}`
  return { well: trouble === null, detail, note: { kind: trouble ?? (nearEnd ? 'paperNearEnd' : 'ready'), value: uri } }
}

async function central({ central: address, clock, fetch }: CheckParts): Promise<Finding> {
  if (address === null) return { well: true, detail: 'embedded', note: { kind: 'embedded', value: '' } }
  const url = `${address.replace(/\/+$/, '')}${KIOSK_ROUTES.info.path}`
  const ask = async (signal: AbortSignal) => CentralInfo.parse(await (await fetch(url, { signal })).json())
  try {
    const info = await withLimit(clock, PATIENCE_MS, ask)
    const offset = Date.parse(info.serverTime) - clock.now()
    const seconds = `${offset >= 0 ? '+' : ''}${Math.round(offset / 1_000)}`
    const well = Math.abs(offset) <= MOST_CLOCK_MS
    return {
      well,
      detail: `${address}, clock ${seconds} s`,
      note: { kind: well ? 'reached' : 'clockOff', value: `${seconds} s` },
    }
  } catch (error) {
    // Of the troubles that a broken connection has, none is more than a certificate's.
    const kind = CERTIFICATES.find((one) => one === troubleOf(error)) ?? 'unreachable'
    return { well: false, detail: `${address} ${kind}: ${messageOf(error)}`, note: { kind, value: address } }
  }
}

const CERTIFICATES = ['certificateExpired', 'certificateUntrusted', 'certificateOfOther', 'clockOff'] as const

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message
}
