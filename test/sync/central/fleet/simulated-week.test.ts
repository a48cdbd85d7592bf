import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { KioskHealth, SyncRequest } from '../../../../sync/contract/kiosk-api.ts'
import { noteKiosk } from '../../../../sync/central/exchange/kiosk-log.ts'
import { sendNotices } from '../../../../sync/central/fleet/alerts/notices.ts'
import { CENTRAL_ITSELF, createFleetWatch } from '../../../../sync/central/fleet/alerts/watch-fleet.ts'
import { listKiosks } from '../../../../sync/central/fleet/kiosk-row.ts'
import { enrol, issueEnrolmentCode } from '../../../../sync/central/fleet/kiosks.ts'
import { type CentralKit, startCentralKit } from '../../../support/central-kit.ts'

const KIOSKS = 40
const MINUTES = 7 * 24 * 60
const WELL: KioskHealth = {
  version: '1.0.0',
  state: 'start',
  printer: 'ready',
  queue: 0,
  clockOffsetMs: 120,
  diskFreeBytes: 20e9,
  uptimeSeconds: 1,
}

type Trouble = { readonly kind: string; readonly health: KioskHealth | null; readonly raise: number; readonly clear: number }
// Written from the handbook's table, not from the code: minutes until an incident is told, and until its end is.
const TROUBLES: readonly Trouble[] = [
  // Five minutes after the last word, which was a minute before.
  { kind: 'offline', health: null, raise: 4, clear: 3 },
  { kind: 'paperLow', health: { ...WELL, printer: 'nearEnd' }, raise: 2, clear: 10 },
  { kind: 'paperOut', health: { ...WELL, printer: 'paperOut' }, raise: 2, clear: 2 },
  { kind: 'printerFault', health: { ...WELL, printer: 'jammed' }, raise: 5, clear: 5 },
  { kind: 'queueStuck', health: { ...WELL, queue: 3 }, raise: 30, clear: 2 },
  { kind: 'clockOff', health: { ...WELL, clockOffsetMs: -95_000 }, raise: 2, clear: 5 },
  { kind: 'diskLow', health: { ...WELL, diskFreeBytes: 100e6 }, raise: 10, clear: 10 },
]

type Plan = { readonly states: (KioskHealth | null)[]; readonly expected: string[] }

/** A week of one kiosk: troubles of all lengths with quiet between them; some flicker, some are too short to be told. */
function planWeek(name: string, chance: () => number): Plan {
  const states: (KioskHealth | null)[] = Array.from({ length: MINUTES }, () => WELL)
  const expected: string[] = []
  for (let at = 60 + Math.floor(chance() * 600); at < MINUTES - 300; at += 240 + Math.floor(chance() * 1_500)) {
    const { kind, health, raise, clear } = TROUBLES[Math.floor(chance() * TROUBLES.length)] ?? (TROUBLES[0] as Trouble)
    const lasts = 1 + Math.floor(chance() * (raise * 2 + 20))
    let end = at + lasts
    states.fill(health, at, end)
    const told = lasts > raise
    // Good for a moment, then bad again: still the same incident.
    if (told && chance() < 0.3) {
      const pause = Math.max(1, Math.floor(clear / 2))
      states.fill(health, end + pause, end + pause + 7)
      end += pause + 7
    }
    if (told) expected.push(`${name} ${kind} raised ${at + raise}`, `${name} ${kind} cleared ${end + clear}`)
  }
  return { states, expected }
}

/** mulberry32: the same week on every machine. */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('forty kiosks in a simulated week', () => {
  let kit: CentralKit
  before(async () => {
    kit = await startCentralKit()
  })
  after(() => kit.stop())

  it('tell every incident and its end exactly when due, none twice, none missed', { timeout: 300_000 }, async () => {
    const { context, clock } = kit
    context.settings.alerts.mailTo = ['it@stadt.example']
    for (let index = 0; index < KIOSKS; index += 1) {
      const { code } = await issueEnrolmentCode(context, { officeId: 'rathaus', name: `Foyer ${index}`, profile: 'lobby' })
      await enrol(context, { code, publicKey: randomBytes(32).toString('base64'), deviceName: 'Foyer' })
    }
    const kiosks = await context.store.read(listKiosks)
    const plans = kiosks.map((kiosk, index) => planWeek(kiosk.kiosk_id, chanceFrom(index + 1)))
    const beat: Omit<SyncRequest, 'health'> = {
      epoch: randomUUID(),
      generation: 1,
      cursors: {},
      escrow: [],
      returned: [],
      ops: [],
      catalogueVersion: null,
    }
    const told: string[] = []
    let minute = 0
    // Told at once, and over at once (the handbook's table): central's own certificate, and a device whose disk was copied.
    const during = ([from, until]: readonly [number, number]) => minute >= from && minute < until
    const [certificateEnds, copied] = [
      [1_234, 5_000],
      [2_345, 6_000],
    ] as const
    const watch = createFleetWatch({ certificate: () => (during(certificateEnds) ? 'bad' : 'good') })
    const frozenId = kiosks[0]?.kiosk_id ?? ''
    const way = async (_target: string, notice: { kioskId: string; kind: string; news: string }) => {
      told.push(`${notice.kioskId} ${notice.kind} ${notice.news} ${minute}`)
      return { outcome: 'sent' } as const
    }
    for (; minute < MINUTES; minute += 1) {
      await context.store.transact(async (tx) => {
        for (const [index, kiosk] of kiosks.entries()) {
          const health = plans[index]?.states[minute]
          if (health)
            noteKiosk(
              tx,
              kiosk,
              { request: { ...beat, health }, signedAtMs: clock.nowMs() },
              { nowMs: clock.nowMs(), forked: null },
            )
        }
      })
      if (minute === copied[0] || minute === copied[1])
        await context.store.transact((tx) =>
          tx.run('update kiosk set frozen_at = $2 where kiosk_id = $1', [frozenId, during(copied) ? clock.nowMs() : null]),
        )
      await watch.look(context)
      await sendNotices(context, { mail: way, webhook: way })
      clock.pass(1)
    }
    const atOnce = (name: string, [from, until]: readonly [number, number]) => [
      `${name} raised ${from}`,
      `${name} cleared ${until}`,
    ]
    const expected = [
      ...plans.flatMap((plan) => plan.expected),
      ...atOnce(`${CENTRAL_ITSELF} certificate`, certificateEnds),
      ...atOnce(`${frozenId} frozen`, copied),
    ]
    assert.ok(expected.length > 300, `${expected.length} notices`)
    assert.deepEqual(told.toSorted(), expected.toSorted())
  })
})
