import { randomBytes, randomUUID } from 'node:crypto'
import type { TownFile } from '../../sync/contract/catalogue.ts'
import { createCentral, type Room } from '../../sync/central/central.ts'
import type { CentralContext } from '../../sync/central/context.ts'
import { issueEnrolmentCode } from '../../sync/central/fleet/kiosks.ts'
import { createVerifier } from '../../sync/central/fleet/signature.ts'
import { makeKeys } from '../../sync/central/keys/key-file.ts'
import { openKeys } from '../../sync/central/keys/open-keys.ts'
import type { Random } from '../../sync/central/ports.ts'
import type { Provider } from '../../sync/central/provider/provider.ts'
import { Settings } from '../../sync/central/settings.ts'
import { openPostgres } from '../../sync/central/store/postgres.ts'
import { openSqlite } from '../../sync/central/store/sqlite.ts'
import type { Store } from '../../sync/central/store/store.ts'
import { loadCatalogue } from '../../sync/central/town/load-catalogue.ts'
import { createTownSource } from '../../sync/central/town/town-source.ts'
import { enrolKiosk, type KioskDevice } from './kiosk-device.ts'
import { findDisorder } from './seat-checker.ts'
import { smallTown } from './small-town.ts'

const random: Random = { uuid: () => randomUUID(), bytes: (count) => randomBytes(count) }
const MINUTE_MS = 60_000

/** A Monday morning in Berlin, before the offices open. */
export const MONDAY = '2026-11-23T06:00:00.000Z'

export type CentralKit = {
  readonly context: CentralContext
  readonly address: string
  readonly clock: { nowMs: () => number; set: (instant: string) => void; pass: (minutes: number) => void }
  /** Runs all jobs once. */
  readonly work: () => Promise<void>
  readonly enrol: (office?: { officeId?: string; profile?: 'lobby' | 'desk' }) => Promise<KioskDevice>
  /** What went wrong inside, by the log. */
  readonly faults: string[]
  /** Stops central, and throws if the seats in its store are not in order. */
  readonly stop: () => Promise<void>
}

export type KitOptions = {
  readonly databaseUrl?: string | null
  readonly file?: string
  readonly town?: TownFile
  readonly settings?: Partial<Settings>
  readonly rooms?: readonly Room[]
  readonly keys?: CentralContext['keys']
  /** Given the test's clock. */
  readonly provider?: (nowMs: () => number) => Provider
}

/** At once and in this thread: a check that takes no time by a test's clock. */
const signatures = (): CentralContext['isSignedBy'] => {
  const isSigned = createVerifier()
  return async (...asked) => isSigned(...asked)
}

export const testKeys = (): CentralContext['keys'] => openKeys(makeKeys(random), random)

/** A real central on a loopback port, over a real store, with a clock that the test turns. */
export async function startCentralKit(options: KitOptions = {}): Promise<CentralKit> {
  let nowMs = Date.parse(MONDAY)
  const clock = {
    nowMs: () => nowMs,
    set: (instant: string) => {
      nowMs = Date.parse(instant)
    },
    pass: (minutes: number) => {
      nowMs += minutes * MINUTE_MS
    },
  }
  const faults: string[] = []
  const note = (event: string, fields: object = {}) => void faults.push(`${event} ${JSON.stringify(fields)}`)
  // Jobs run once at the start; a test that needs one later calls it.
  const timers = { every: () => () => undefined, pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) }
  const store = await openStore(options, nowMs)
  const context: CentralContext = {
    clock,
    random,
    timers,
    log: { info: () => undefined, warn: note, error: note },
    store,
    keys: options.keys ?? testKeys(),
    settings: Settings.parse({ publicUrl: 'http://127.0.0.1', requestsPerMinute: 1_000_000, ...options.settings }),
    isSignedBy: signatures(),
    town: createTownSource(),
    ...(options.provider && { provider: options.provider(clock.nowMs) }),
  }
  await loadCatalogue(context, options.town ?? smallTown())
  const central = await createCentral(context, options.rooms ?? [])
  const port = await central.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${String(port)}`
  context.settings.publicUrl = address
  return {
    context,
    address,
    clock,
    faults,
    work: central.doDueWork,
    async enrol({ officeId, profile = 'lobby' } = {}) {
      const { code } = await issueEnrolmentCode(context, { officeId: officeId ?? null, name: null, profile })
      return enrolKiosk(address, code, clock.nowMs)
    },
    async stop() {
      await central.stop()
      const disorder = await store.read((tx) => findDisorder(tx, nowMs))
      await store.close()
      if (disorder.length > 0) throw new Error(`seats are not in order:\n${disorder.join('\n')}`)
      if (faults.length > 0) throw new Error(`central reported faults:\n${faults.join('\n')}`)
    },
  }
}

function openStore({ databaseUrl, file }: KitOptions, nowMs: number): Promise<Store> {
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  return databaseUrl
    ? openPostgres({ url: databaseUrl, nowMs, pause, longestWaitMs: 120_000 })
    : openSqlite({ file: file ?? ':memory:', nowMs })
}
