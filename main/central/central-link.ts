import { fromCallback, fromPromise } from 'xstate'
import { syncMachine, type SyncEvent, type SyncTry } from '../../machines/sync.ts'
import type { StationReport } from '../../sync/contract/visit.ts'
import { connect } from '../../sync/kiosk/connect.ts'
import { exchange } from '../../sync/kiosk/exchange.ts'
import type { EscrowKeeper } from '../../sync/kiosk/escrow-keeper.ts'
import type { Health, Orders, TownSettings } from '../../sync/kiosk/parts.ts'
import type { CentralClient } from './central-client.ts'
import type { HealthFacts } from '../health/health-file.ts'
import { createPairing, type PairingDesk } from './pairing.ts'
import { listenToCentral } from './central-events.ts'
import type { Config } from '../config.ts'
import type { Ports } from '../ports.ts'
import type { Stores } from '../store/stores.ts'
import type { Verdicts } from './verdicts.ts'

/** The wire to central: the sync machine with its hands, and what is known of central. */
export type CentralLink = {
  readonly machine: typeof syncMachine
  /** When central last answered a round, by the corrected clock. */
  readonly heardMs: () => number | null
  readonly outOfService: () => StationReport['outOfService']
  readonly pairing: PairingDesk
  /** What the wire adds to the health of this device. */
  readonly facts: () => Pick<HealthFacts, 'enrolled' | 'outOfService' | 'heardAt' | 'trouble'>
  /** Resolves when a first round is through or central has turned out to be away. */
  readonly tried: Promise<void>
}

const REVOKED = { code: 'revoked', reason: '' } as const

export function createCentralLink(parts: {
  config: Pick<Config, 'enrolmentCode' | 'deviceName'>
  stores: Stores
  central: CentralClient
  verdicts: Verdicts
  escrow: EscrowKeeper
  generation: number
  health: Health
  orders: Orders
  settings: TownSettings
  ports: Ports
  /** The corrected clock, ms since the epoch. */
  now: () => number
  /** A round has left no op unanswered. */
  allAnswered: () => void
}): CentralLink {
  const { config, central, ports } = parts
  const { device } = parts.stores
  const { promise: tried, resolve: settle } = Promise.withResolvers<void>()
  let heardMs: number | null = null
  let heardAt: string | null = null
  let outOfService: StationReport['outOfService'] = device.revoked() ? REVOKED : null
  const syncing = syncingParts(parts)
  let greeted = false
  const pairing = createPairing({ central, device, config })

  const tryConnect = async (): Promise<SyncTry> => {
    const reply = await connect(central, device, { code: config.enrolmentCode, deviceName: config.deviceName })
    if (reply.outcome === 'answered') return { outcome: 'answered', more: true }
    if (reply.outcome === 'rejected') ports.log('warning', 'central refused the kiosk', { code: reply.code })
    pairing.greeted(reply)
    settle()
    return reply
  }
  // A central that does not know this kiosk is another one than before: with a code that it takes, begin anew there.
  const enrolAnew = async (code: string) => {
    const reply = await central.enrol(code, config.deviceName)
    if (reply.outcome !== 'answered' || reply.answer.kioskId === null) return
    await device.keep(reply.answer)
    await parts.stores.cache.clear()
  }
  const tryExchange = async (): Promise<SyncTry> => {
    // The first round of a start carries no ops: should central find that this log went back, its next ops go under another
    // name and collide with nothing.
    const round = greeted ? syncing : { ...syncing, outbox: { ...syncing.outbox, pending: async () => [] } }
    const reply = await exchange(round)
    if (reply.outcome === 'rejected') {
      ports.log('warning', 'central refused a round', { code: reply.code })
      // Revoked by IT: this device serves nobody until it is enrolled anew.
      if (reply.code.endsWith('revoked')) {
        outOfService = REVOKED
        await device.setRevoked(true)
        if (device.townKeys().length > 0) await device.setTownKeys([])
      }
      if (reply.code.endsWith('unsigned') && config.enrolmentCode !== null) await enrolAnew(config.enrolmentCode)
    }
    if (reply.outcome !== 'answered') {
      settle()
      return reply
    }
    const { outOfService: reason } = reply.answer
    const more = reply.answer.more || (!greeted && parts.stores.bookings.waiting().length > 0)
    greeted = true
    if (parts.stores.bookings.waiting().length === 0) parts.allAnswered()
    heardMs = parts.now()
    // By the device's clock: whoever judges this file has no other.
    heardAt = new Date(ports.clock.now()).toISOString()
    await device.setRevoked(false)
    outOfService = reason === null ? null : { code: 'closedByCentral', reason }
    if (!more) settle()
    return { outcome: 'answered', more }
  }
  return {
    machine: syncMachine.provide({
      actors: {
        connect: fromPromise(tryConnect),
        exchange: fromPromise(tryExchange),
        listen: fromCallback<SyncEvent>(({ sendBack }) =>
          listenToCentral(central, ports, (news) => sendBack({ type: news === 'poked' ? 'central.poked' : `events.${news}` })),
        ),
      },
    }),
    heardMs: () => heardMs,
    outOfService: () => outOfService,
    pairing,
    facts: () => ({
      enrolled: device.known() !== null,
      outOfService: outOfService?.code ?? null,
      heardAt,
      trouble: pairing.trouble(),
    }),
    tried,
  }
}

/** The stores as the kiosk's half of syncing sees them. */
function syncingParts({
  stores,
  central,
  verdicts,
  escrow,
  generation,
  health,
  orders,
  settings,
}: Parameters<typeof createCentralLink>[0]) {
  const { bookings, cache, device } = stores
  let settled: string[] = []
  const settle: typeof bookings.settle = async (answers) => {
    const news = await bookings.settle(answers)
    settled = [...settled, ...news.map(({ bookingId }) => bookingId)]
    for (const one of news) {
      if (one.verdict.outcome === 'refused') escrow.refused(one.bookingId)
      verdicts.announce(one)
    }
    return news
  }
  const applyDays: typeof cache.applyDays = async (...news) => {
    await cache.applyDays(...news)
    // Only now does the cache count these bookings itself: a slot never looks free in between.
    bookings.stopCounting(settled)
    settled = []
  }
  const pending: typeof bookings.pending = async (limit) => {
    const ops = await bookings.pending(limit)
    if (ops.length < limit) {
      // Settled, but the word of it was lost between the threads: nothing waits for central any more.
      const open = new Set(ops.map(({ op }) => op.bookingId))
      settled = [...settled, ...bookings.waiting().flatMap(({ bookingId }) => (open.has(bookingId) ? [] : [bookingId]))]
    }
    return ops
  }
  const outbox = {
    epoch: device.epoch,
    generation,
    pending,
    lastSequence: bookings.lastSequence,
    settle: async (answers: Parameters<typeof settle>[0]) => void (await settle(answers)),
  }
  return { central, health, orders, settings, outbox, escrow, keyring: device, cache: { ...cache, applyDays } }
}
