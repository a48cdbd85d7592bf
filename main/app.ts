import { join } from 'node:path'
import { createActor, fromCallback, fromPromise } from 'xstate'
import type { Handlers } from '../sync/contract/rpc.ts'
import type { StationReport } from '../sync/contract/visit.ts'
import { connect } from '../sync/kiosk/connect.ts'
import { exchange } from '../sync/kiosk/exchange.ts'
import { stationMachine } from '../machines/station.ts'
import { syncMachine, type SyncEvent, type SyncTry } from '../machines/sync.ts'
import type { Bridge } from './bridge/contract.ts'
import { createCentralClient } from './central-client.ts'
import { listenToCentral } from './central-events.ts'
import { machineClock } from './clock.ts'
import type { Config } from './config.ts'
import { openDeviceKey } from './device-key.ts'
import { createKnowledge } from './knowledge.ts'
import { createPages, type Page } from './pages.ts'
import type { Ports } from './ports.ts'
import type { Printer } from './printing/transport.ts'
import { nextGeneration } from './store/generation.ts'
import { openStores } from './store/stores.ts'
import { createVerdicts } from './verdicts.ts'

export type StationPorts = Ports & { readonly printer: Printer }
export type StationSettings = {
  readonly config: Config
  /** Central's address. */
  readonly central: string
  readonly addressParameters: boolean
  readonly version: string
}

/** The station: one kiosk's disk, paper and wire, without a host. */
export type Station = {
  /** A page and its visitor; the host opens one per window or browser. */
  readonly openPage: () => Page
  /** Resolves once the town is known or central has been tried: a page that opens then has something to show. */
  readonly ready: Promise<void>
  readonly stop: () => Promise<void>
}
export type { Handlers, Bridge, Page, StationReport }

/** Opens the stores and starts talking to central. Throws StoreRefused where a database cannot be used. */
export function createStation(settings: StationSettings, ports: StationPorts): Station {
  const { config } = settings
  const { clock, random, log } = ports
  const folder = join(config.data, 'station')
  const stores = openStores(folder, {
    newEpoch: random.uuid,
    onCacheRebuilt: (code) => log('warning', 'cache rebuilt', { code }),
  })
  const { bookings, cache, device, jobs } = stores
  const key = openDeviceKey(join(folder, 'device-key'))
  const generation = nextGeneration(join(folder, 'generation'))
  const central = createCentralClient(settings.central, { key, kioskId: () => device.known()?.kioskId ?? null, ports })
  const verdicts = createVerdicts(clock)
  const knowledge = createKnowledge(cache, bookings, clock)
  const startedMs = clock.now()
  let outOfService: StationReport['outOfService'] = null
  let heardMs: number | null = null

  let settledIds: string[] = []
  const syncing = {
    central,
    outbox: {
      epoch: device.epoch,
      generation,
      pending: bookings.pending,
      settle: async (answers: Parameters<typeof bookings.settle>[0]) => {
        const settled = await bookings.settle(answers)
        settledIds = settled.map(({ bookingId }) => bookingId)
        for (const one of settled) verdicts.announce(one)
      },
    },
    cache: {
      ...cache,
      applyDays: async (...news: Parameters<typeof cache.applyDays>) => {
        await cache.applyDays(...news)
        bookings.stopCounting(settledIds)
        settledIds = []
      },
    },
    health: () =>
      ({
        version: settings.version,
        state: outOfService === null ? (pages.serving() ? 'inSession' : 'start') : 'outOfService',
        printer: pages.printerHealth(),
        queue: bookings.waiting().length,
        clockOffsetMs: central.clockOffsetMs(),
        diskFreeBytes: null,
        uptimeSeconds: Math.round((clock.now() - startedMs) / 1_000),
      }) as const,
  }

  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>()
  const tryConnect = async (): Promise<SyncTry> => {
    const reply = await connect(central, device, { code: config.enrolmentCode, deviceName: config.deviceName })
    if (reply.outcome === 'rejected') log('warning', 'central refused', { code: reply.code })
    if (reply.outcome !== 'answered') becomeReady()
    return reply.outcome === 'answered' ? { outcome: 'answered', more: true } : reply
  }
  const tryExchange = async (): Promise<SyncTry> => {
    const reply = await exchange(syncing)
    if (reply.outcome === 'rejected') {
      log('warning', 'central refused', { code: reply.code })
      // A central that does not know this kiosk is another one; with a code it can be enrolled anew.
      if (reply.status === 401 && reply.code.endsWith('unknown-kiosk') && config.enrolmentCode !== null) await device.forget()
    }
    if (reply.outcome !== 'answered') {
      becomeReady()
      return reply
    }
    heardMs = clock.now()
    outOfService = reply.answer.outOfService === null ? null : { code: 'closedByCentral', reason: reply.answer.outOfService }
    if (!reply.answer.more) becomeReady()
    pages.report()
    return { outcome: 'answered', more: reply.answer.more }
  }
  const listening = ({ sendBack }: { sendBack: (event: SyncEvent) => void }) =>
    listenToCentral(central, ports, (news) => sendBack({ type: news === 'poked' ? 'central.poked' : `events.${news}` }))
  const sync = syncMachine.provide({
    actors: {
      connect: fromPromise(tryConnect),
      exchange: fromPromise(tryExchange),
      listen: fromCallback<SyncEvent>(listening),
    },
  })
  const actor = createActor(stationMachine.provide({ actors: { sync } }), {
    input: { jitter: random.fraction },
    clock: machineClock(clock),
  })
  const network = (): StationReport['network'] => {
    const snapshot = actor.getSnapshot().children.sync?.getSnapshot()
    if (snapshot === undefined || snapshot.hasTag('online')) return snapshot === undefined ? 'starting' : 'online'
    return snapshot.hasTag('starting') && snapshot.context.failures === 0 ? 'starting' : 'offline'
  }

  const pages = createPages({
    settings,
    ports,
    bookings,
    jobs,
    device,
    key,
    knowledge,
    verdicts,
    central,
    network,
    outOfService: () => outOfService,
    ageSeconds: () => (network() === 'online' || heardMs === null ? null : Math.round((clock.now() - heardMs) / 1_000)),
    outboxGrew: () => actor.send({ type: 'booking.recorded' }),
    centralMissed: () => actor.send({ type: 'central.missed' }),
  })

  const begin = async () => {
    const left = await jobs.leaveBehind()
    if (left > 0) log('warning', 'print jobs of an earlier visitor left behind', { count: left })
    await bookings.forgetPast(new Date(clock.now() - 86_400_000).toISOString())
    await pages.checkPrinter()
  }
  void begin().catch((error: unknown) => log('error', 'start', { code: error instanceof Error ? error.name : 'unknown' }))
  actor.start()
  actor.getSnapshot().children.sync?.subscribe(() => pages.report())
  if (knowledge.catalogue() !== null) becomeReady()

  return {
    openPage: pages.open,
    ready,
    stop: async () => {
      actor.stop()
      await pages.stop()
      stores.close()
    },
  }
}
