import { createActor } from 'xstate'
import { stationMachine } from '../machines/station.ts'
import { describeNetwork } from '../machines/sync.ts'
import type { KioskHealth } from '../sync/contract/kiosk-api.ts'
import { createEscrowKeeper } from '../sync/kiosk/escrow-keeper.ts'
import { createTownSettings } from './central/town-settings.ts'
import { createCentralClient } from './central/central-client.ts'
import { createCentralLink } from './central/central-link.ts'
import { correctedClock } from './central/corrected-clock.ts'
import { machineClock } from './clock.ts'
import type { Config } from './config.ts'
import { createConfirming } from './visit/confirming.ts'
import type { SignInCost } from './desk/known-staff.ts'
import { stationFolder } from './data-folder.ts'
import { createDesk } from './desk/open-desk.ts'
import { openService } from './service/open-service.ts'
import type { HealthFacts } from './health/health-file.ts'
import { createDrawing, type Drawing } from './printing/drawing.ts'
import { createHolding } from './visit/holding.ts'
import { createSynthesis } from './speech/synthesis.ts'
import { createKnowledge } from './visit/knowledge.ts'
import { createOrders } from './central/orders.ts'
import { type Notice, outOfOrderNotice } from './out-of-order-notice.ts'
import { createPages, type Page } from './visit/pages.ts'
import { createPaperTray } from './printing/paper-tray.ts'
import type { Ports } from './ports.ts'
import { printerHealth, printerOf, printerWith } from './printing/printer-hands.ts'
import type { Printer } from './printing/transport.ts'
import { createReceipts } from './visit/receipts.ts'
import { sealToCentral } from './central/sealing.ts'
import { type Disk, diskAt } from './store/disk.ts'
import { type Kept, withKept } from './store/open-kept.ts'
import { createTakingAlong } from './take-along/taking-along.ts'
import { createUpkeep } from './upkeep.ts'
import { createVerdicts } from './central/verdicts.ts'

export type StationPorts = Ports & {
  readonly printer: Printer
  /** Milliseconds of a clock that nobody can set: only differences mean something. */
  readonly monotonic: () => number
  /** Default: the data folder of the configuration. */
  readonly disk?: Disk
  /** Seals a person to central. Default: HPKE. */
  readonly seal?: typeof sealToCentral
  /** Of the hashes by which staff are known without central. Default: OWASP's. */
  readonly signInCost?: SignInCost
  /** Draws receipts and codes. Default: as the configured printer wants them. */
  readonly drawing?: Drawing
  /** Ends the program for its supervisor to start it again; absent where there is none. */
  readonly restart?: (() => void) | null
}
export type StationSettings = {
  readonly config: Config
  /** Central's address. */
  readonly central: string
  /** Whether the page honours `?lang=` and `?profile=`. */
  readonly addressParameters: boolean
  readonly version: string
}

/** The station: one kiosk's disk, paper and wire, without a host. */
export type Station = {
  /** A page and its visitor; the host opens one per window or browser. */
  readonly openPage: () => Page
  /** What a host shows while it cannot keep a page alive. */
  readonly notice: () => Notice
  /** Resolves once there is something to show: at once with a filled cache, else when central has been tried. */
  readonly ready: Promise<void>
  /** Whether somebody is being served. */
  readonly serving: () => boolean
  /** How it is, for monitoring: no personal data. */
  readonly health: () => HealthFacts
  readonly stop: () => Promise<void>
}

/** Opens the stores and begins to talk to central. Throws StoreRefused where a database cannot be used; nothing stays open then. */
export function createStation(settings: StationSettings, ports: StationPorts): Station {
  const disk = ports.disk ?? diskAt(stationFolder(settings.config))
  const onCacheRebuilt = () => ports.log('warning', 'cache rebuilt', { path: 'cache.db' })
  return withKept(disk, { newEpoch: ports.random.uuid, onCacheRebuilt }, (kept) => stationOver(settings, ports, disk, kept))
}

function stationOver(settings: StationSettings, ports: StationPorts, disk: Disk, { stores, key, generation }: Kept): Station {
  const { config } = settings
  const { clock, random, log } = ports
  const { bookings, cache, device, jobs } = stores
  const lastHeardMs = device.contact()?.centralAtMs ?? null
  const corrected = correctedClock(clock, { monotonic: ports.monotonic, lastHeardMs })
  const { now } = corrected
  const kioskId = () => device.known()?.kioskId ?? null
  const central = createCentralClient(settings.central, { key, kioskId, clock: corrected, fetch: ports.fetch })
  const verdicts = createVerdicts(clock)
  const escrow = createEscrowKeeper({
    ...stores.escrow,
    ...device,
    generation,
    begun: { before: disk.begun?.before(generation) ?? generation - 1, note: () => disk.begun?.note(generation) },
    unanswered: bookings.waiting,
    clock: { wall: clock.now, corrected: now, monotonic: ports.monotonic },
  })
  const knowledge = createKnowledge(cache, bookings, escrow, now)
  const tellPaper: Parameters<typeof createPaperTray>[0]['tell'] = (news) => {
    pages.tellPaper(news)
    orders.paper(news)
  }
  const tray = createPaperTray({ printer: ports.printer, jobs, tell: tellPaper })
  const orders = createOrders({
    serving: () => pages.serving(),
    newId: random.uuid,
    printTest: (jobId) => receipts.printTest(jobId),
    changed: () => changed(),
    answered: () => actor.send({ type: 'order.answered' }),
  })
  const town = createTownSettings({ ...device, pinned: () => device.known()?.settingsKey ?? null }, log)
  const startedMs = now()
  const startedMonotonicMs = ports.monotonic()
  const speech = createSynthesis()
  const drawing = ports.drawing ?? createDrawing(config.printer)

  const health = (): KioskHealth => ({
    version: settings.version,
    state: outOfService() !== null ? 'outOfService' : pages.serving() ? 'inSession' : 'start',
    printer: printerHealth(printer()),
    queue: bookings.waiting().length,
    clockOffsetMs: corrected.offsetMs(),
    diskFreeBytes: disk.freeBytes?.() ?? null,
    uptimeSeconds: Math.round((ports.monotonic() - startedMonotonicMs) / 1_000),
    settingsVersion: town.version(),
    settingsFault: town.fault() ?? undefined,
  })
  const allAnswered = () => {
    for (const path of disk.backups?.dropAnswered() ?? []) log('warning', 'image not deleted', { path })
    desk?.heard()
  }
  const wired = { config, stores, central, verdicts, escrow, generation, health, orders, settings: town, ports, now, allAnswered }
  const link = createCentralLink(wired)
  const machine = stationMachine.provide({ actors: { sync: link.machine, printer: printerWith(tray, ports.printer) } })
  const actor = createActor(machine, { input: { jitter: random.fraction }, clock: machineClock(clock) })
  const closed = () => disk.service?.outOfOrder.closed() ?? false
  const outOfService = () => link.outOfService() ?? (closed() ? { code: 'closedHere', reason: '' } : null)
  const facts = () => ({ ...health(), ...link.facts(), outOfService: outOfService()?.code ?? null, network: network() })
  const child = <Name extends 'sync' | 'printer'>(name: Name) => actor.getSnapshot().children[name]

  const network = () => describeNetwork(child('sync')?.getSnapshot())
  const printer = () => printerOf(child('printer')?.getSnapshot())
  const changed = () => pages.report()
  const queued = () => actor.send({ type: 'receipt.queued' })
  const receipts = createReceipts({
    tray,
    knowledge,
    bookings,
    jobs,
    clock: corrected,
    random,
    drawing,
    publicUrl: () => device.central()?.publicUrl ?? '',
    prove: key.proveReceipt,
    queued,
    visitorLeft: () => actor.send({ type: 'visitor.left' }),
  })
  const takingAlong = createTakingAlong({
    settings: config.printer,
    townKeys: device.townKeys,
    tray,
    jobs,
    knowledge,
    clock: corrected,
    random,
    queued,
  })
  const centralMissed = () => actor.send({ type: 'central.missed' })
  const holding = createHolding({ central, knowledge, escrow, clock: corrected, centralMissed })
  const confirm = createConfirming({
    bookings,
    jobs,
    device,
    key,
    seal: ports.seal ?? sealToCentral,
    drawing,
    knowledge,
    hold: holding.hold,
    escrow,
    verdicts,
    clock: corrected,
    random,
    outboxGrew: () => actor.send({ type: 'booking.recorded' }),
    letPrint: receipts.print,
  })
  const desk = createDesk({ config, central, link, knowledge, holding, confirm, receipts, centralMissed, nowMs: now, ports })
  const pages = createPages({
    config: () => town.under(config),
    knowledge,
    receipts,
    clock,
    log,
    addressParameters: settings.addressParameters,
    returning: central.returning,
    pair: link.pairing.pair,
    synthesize: speech.synthesize,
    service: openService(disk, {
      config,
      central: settings.central,
      ports,
      health: facts,
      printTest: receipts.printTest,
      changed,
    }),
    takingAlong,
    holding,
    confirm: (session, draft) => {
      const { version, acceptedAt } = draft.consent
      return confirm(session, { ...draft, consent: { version, acceptedAt: corrected.correct(acceptedAt) } })
    },
    ...(desk && { openDesk: desk.open }),
    homeOffice: () => config.homeOffice ?? device.known()?.homeOfficeId ?? null,
    lastHeard: () => (network() === 'online' ? null : { atMs: link.heardMs() ?? lastHeardMs ?? startedMs, nowMs: now() }),
    state: () => ({
      network: network(),
      printer: printer(),
      waiting: bookings.waiting().length,
      outOfService: outOfService(),
      message: orders.message(),
      settingsVersion: town.version(),
      ...link.pairing.shown(),
      ...(desk && { versions: cache.cursors() }),
    }),
  })
  verdicts.onLate(pages.tellVerdict)

  const upkeep = createUpkeep({ stores, disk, clock: corrected, log })
  const begun = upkeep.begin(escrow.begin).then(() => {
    actor.start()
    child('sync')?.subscribe(pages.report)
    child('printer')?.subscribe(pages.report)
  })
  return {
    openPage: pages.open,
    serving: pages.serving,
    notice: () => outOfOrderNotice(knowledge.catalogue()?.town ?? null),
    ready: knowledge.catalogue() === null ? link.tried : begun,
    health: facts,
    stop: async () => {
      await begun
      upkeep.stop()
      actor.stop()
      await speech.stop()
      await stores.close()
    },
  }
}
