import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { CentralInfo, KIOSK_ROUTES } from '../../sync/contract/kiosk-api.ts'
import type { ServiceCheck } from '../../sync/contract/service-menu.ts'
import type { Config } from '../config.ts'
import { prepareDataFolder, stationFolder } from '../data-folder.ts'
import type { Clock, Ports } from '../ports.ts'
import type { Printer } from '../printing/transport.ts'
import { inspectDatabase } from '../store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../store/schema.ts'
import { withLimit } from '../with-limit.ts'
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
    ['keypad', async () => keypad(config)],
    ['sound', () => sound(config)],
  ]
  for (const [name, check] of checks) {
    const { well, detail } = await check().catch((error: unknown) => ({ well: false, detail: messageOf(error) }))
    yield { name, well, detail }
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

function writable({ data }: Config): Finding {
  prepareDataFolder(data)
  return { well: true, detail: data }
}

async function diskSpace({ data }: Config): Promise<Finding> {
  const { bavail, bsize } = await statfs(data)
  const free = bavail * bsize
  return { well: free >= LEAST_FREE_BYTES, detail: `${Math.round(free / 1_000_000)} MB free` }
}

function database(config: Config, name: string, version: number): Finding {
  const file = join(stationFolder(config), name)
  if (!existsSync(file)) return { well: true, detail: 'not there yet' }
  return { well: true, detail: inspectDatabase(file, version) }
}

async function printer({ printer: { uri } }: Config, parts: CheckParts): Promise<Finding> {
  const { trouble, nearEnd } = await parts.printer.status()
  return { well: trouble === null, detail: `${uri} ${trouble ?? (nearEnd ? 'ready, paper near its end' : 'ready')}` }
}

async function central({ central: address, clock, fetch }: CheckParts): Promise<Finding> {
  if (address === null) return { well: true, detail: 'embedded' }
  const url = `${address.replace(/\/+$/, '')}${KIOSK_ROUTES.info.path}`
  const ask = async (signal: AbortSignal) => CentralInfo.parse(await (await fetch(url, { signal })).json())
  const info = await withLimit(clock, PATIENCE_MS, ask)
  const offset = Date.parse(info.serverTime) - clock.now()
  const detail = `${address}, clock ${offset >= 0 ? '+' : ''}${Math.round(offset / 1_000)} s`
  return { well: Math.abs(offset) <= MOST_CLOCK_MS, detail }
}
