import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { CentralInfo, KIOSK_ROUTES } from '../../sync/contract/kiosk-api.ts'
import { type Config, readConfig } from '../config.ts'
import { prepareDataFolder } from '../data-folder.ts'
import { createPrinter } from '../printing/create-printer.ts'
import { inspectDatabase } from '../store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../store/schema.ts'
import type { OperatorCommand, World } from './command.ts'
import { type Finding, keypad, screen, sound, timekeeping } from './page-checks.ts'

/** A booking needs a few kilobytes; below this a disk is about to be full. */
const LEAST_FREE_BYTES = 200_000_000
/** More than this and dates on the screen may be wrong. */
const MOST_CLOCK_MS = 60_000

/** Tries everything that a terminal needs and names what is wrong, a line each. Safe beside a running station. */
export const selfTest: OperatorCommand = async (args, world) => {
  const answer = readConfig(args, world.environment)
  if (answer.outcome === 'fault') {
    world.write(`fail config: ${answer.message}`)
    return 2
  }
  const { config } = answer
  const checks: readonly [name: string, check: () => Promise<Finding>][] = [
    ['data folder', async () => writable(config)],
    ['disk', () => diskSpace(config)],
    ['bookings.db', async () => database(config, 'bookings.db', BOOKINGS_MIGRATIONS.length)],
    ['cache.db', async () => database(config, 'cache.db', CACHE_MIGRATIONS.length)],
    ['printer', () => printer(config, world)],
    ['central', () => central(config, world)],
    ['clock', async () => timekeeping(world.clock)],
    ['screen', async () => screen(config)],
    ['keypad', async () => keypad(config)],
    ['sound', () => sound(config)],
  ]
  let failed = 0
  for (const [name, check] of checks) {
    const { well, detail } = await check().catch((error: unknown) => ({ well: false, detail: messageOf(error) }))
    if (!well) failed += 1
    world.write(`${well ? 'ok  ' : 'fail'} ${name}: ${detail}`)
  }
  return failed === 0 ? 0 : 1
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

function database({ data }: Config, name: string, version: number): Finding {
  const file = join(data, 'station', name)
  if (!existsSync(file)) return { well: true, detail: 'not there yet' }
  return { well: true, detail: inspectDatabase(file, version) }
}

async function printer({ data, printer: { uri, columns, answers } }: Config, { clock }: World): Promise<Finding> {
  const { trouble, nearEnd } = await createPrinter(clock, { uri, columns, answers, receipts: join(data, 'receipts') }).status()
  return { well: trouble === null, detail: `${uri} ${trouble ?? (nearEnd ? 'ready, paper near its end' : 'ready')}` }
}

async function central({ central: address }: Config, { clock, fetch }: World): Promise<Finding> {
  if (address === null) return { well: true, detail: 'embedded' }
  const response = await fetch(`${address.replace(/\/+$/, '')}${KIOSK_ROUTES.info.path}`, { signal: AbortSignal.timeout(5_000) })
  const info = CentralInfo.parse(await response.json())
  const offset = Date.parse(info.serverTime) - clock.now()
  const detail = `${address}, clock ${offset >= 0 ? '+' : ''}${Math.round(offset / 1_000)} s`
  return { well: Math.abs(offset) <= MOST_CLOCK_MS, detail }
}
