import { issueEnrolmentCode } from '../../sync/central/fleet/kiosks.ts'
import { instantOf, localDay } from '../../sync/central/planning/local-day.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import { createChance } from './chance.ts'
import { createSimCentral, loadTown } from './central.ts'
import { capacityOf, type Excuse, findBreaches, findDifference, freeAtCentral } from './checker.ts'
import { createHistory, type History } from './history.ts'
import { createSimKiosk, type SimKiosk } from './kiosk.ts'
import { copyOf } from './kiosk-disk.ts'
import { createNemesis } from './nemesis.ts'
import { runFleet, runOffice } from './days.ts'
import { createOffice } from './office.ts'
import { createTimeline } from './timeline.ts'
import { OFFICES } from './town.ts'

export type Scope = {
  readonly seed: number
  readonly kiosks: number
  readonly days: number
  /** Share of an office-day that kiosks may hold to sell offline. */
  readonly escrowPercent?: number
  readonly faults?: boolean
  readonly keepLines?: boolean
}
export type Outcome = {
  readonly seed: number
  readonly hash: string
  readonly breaches: readonly string[]
  readonly faults: Readonly<Record<string, number>>
  readonly counts: Readonly<Record<string, number>>
  readonly unsoldPercent: number
  readonly rounds: number
  readonly lines: readonly string[]
}

/** The smallest share of which an offer of five ticks can be cut here. */
const ESCROW_PERCENT = 2.8
const ZONE = 'Europe/Berlin'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** The day on which summer time begins or ends lies in the middle of each run. */
const FIRST_DAYS = ['2027-03-15', '2027-10-18'] as const

/** Lives through a fleet's weeks from a seed, heals it, and says what did not hold. */
export async function simulate(scope: Scope): Promise<Outcome> {
  const chance = createChance(`foyer ${String(scope.seed)}`)
  const firstDay = FIRST_DAYS[scope.seed % 2] ?? FIRST_DAYS[0]
  const timeline = createTimeline(instantOf(firstDay, '05:00', ZONE))
  const history = createHistory(timeline.now, scope.keepLines ?? false)
  const central = await opened(timeline, chance, history, scope.escrowPercent ?? ESCROW_PERCENT)
  const excuses: Excuse[] = []
  const kiosks: SimKiosk[] = []
  const clones: SimKiosk[] = []
  for (let index = 0; index < scope.kiosks; index += 1) {
    const office = OFFICES[index % OFFICES.length] ?? 'nord'
    const issuing = issueEnrolmentCode(central.context, { officeId: office, name: `kiosk ${String(index)}`, profile: 'lobby' })
    await timeline.runUntil(timeline.now())
    const { code } = await issuing
    const own = chance.fork(`kiosk ${String(index)}`)
    kiosks.push(createSimKiosk({ timeline, chance: own, history, central, index, office, code, keySeed: own.bytes(32) }))
  }
  const clone = (kiosk: SimKiosk): SimKiosk => {
    const index = 100 * (clones.length + 1) + kiosk.index
    const image = kiosk.mounted()?.afterKill() ?? copyOf(kiosk.image)
    const own = chance.fork(`clone ${String(index)}`)
    const copy = createSimKiosk({
      timeline,
      chance: own,
      history,
      central,
      index,
      office: kiosk.office,
      code: null,
      keySeed: kiosk.keySeed,
      image,
    })
    clones.push(copy)
    excuses.push({ kiosk: index, fromMs: 0, untilMs: Infinity, why: 'on a copied disk that was destroyed' })
    return copy
  }
  const disown = (kiosk: SimKiosk, why: string, fromMs: number, untilMs = timeline.now()) =>
    void excuses.push({ kiosk: kiosk.index, fromMs, untilMs, why })

  const unsold = { ticks: 0 }
  const office = createOffice(
    { timeline, chance: chance.fork('office'), history, central },
    { beforeEscrowEnds: () => countUnsold(unsold) },
  )
  async function countUnsold(into: { ticks: number }) {
    const nowMs = context.clock.nowMs()
    const rows = await context.store.read((tx) =>
      tx.all<{ many: number }>(
        `select count(*) as many from seat join escrow_block on block_id = holder_id
         where state = 'granted' and escrow_block.starts_at + ticks * 300000 <= ${String(nowMs)}`,
      ),
    )
    into.ticks += rows[0]?.many ?? 0
  }
  const { context } = central
  const ends = { at: timeline.now() + scope.days * DAY_MS }
  const running = () => timeline.now() < ends.at

  const { toCopy } = runFleet({ timeline, chance: chance.fork('fleet'), history, kiosks, running })
  const cloned = (kiosk: SimKiosk) => {
    const copy = clone(kiosk)
    toCopy(copy)
    return copy
  }
  runOffice({
    timeline,
    chance: chance.fork('desk'),
    history,
    running,
    work: office,
    isUp: central.isUp,
    look: central.pokes.look,
  })
  if (scope.days > 14) history.fault('day of 23 or 25 hours')
  const nemesis =
    scope.faults === false
      ? null
      : createNemesis({ timeline, chance: chance.fork('nemesis'), history, central, kiosks, clone: cloned, disown })
  await timeline.runUntil(ends.at)

  // All faults end, all devices are switched on, nobody comes any more.
  await drive(nemesis?.stop() ?? Promise.resolve())
  for (const copy of clones) if (copy.isOn()) copy.kill('process')
  const healedMs = timeline.now() + 3 * HOUR_MS
  await timeline.runUntil(healedMs)
  for (const kiosk of kiosks) kiosk.start()
  await timeline.runUntil(timeline.now() + 3 * MINUTE_MS)
  await drive(office.work())
  await drive(central.pokes.look())
  const alive = kiosks.filter((kiosk) => !nemesis?.revoked.has(kiosk))
  const before = alive.map(({ rounds }) => rounds())
  let rounds = -1
  let open: string[] = []
  for (let step = 0; step < 90; step += 1) {
    await timeline.runUntil(timeline.now() + 5_000)
    open = await drive(differences())
    rounds = Math.max(...alive.map((kiosk, index) => kiosk.rounds() - (before[index] ?? 0)))
    if (open.length === 0) break
    if (alive.every((kiosk, index) => kiosk.rounds() - (before[index] ?? 0) >= 2 + EXTRA_ROUNDS)) break
  }
  await drive(office.work())
  const breaches = [
    ...history.breaches,
    ...open.slice(0, 5).map((difference) => `not converged: ${difference}`),
    ...(await drive(context.store.read((tx) => findBreaches((sql) => tx.all(sql), history, excuses)))),
  ]
  const capacity = await drive(capacityUntil(context.clock.nowMs()))
  const unsoldPercent = capacity === 0 ? 0 : (100 * unsold.ticks) / capacity
  for (const kiosk of kiosks) await drive(kiosk.shutDown())
  history.note('end', { breaches: breaches.length })
  const outcome = {
    seed: scope.seed,
    hash: history.hash(),
    breaches,
    faults: Object.fromEntries(history.faults),
    counts: Object.fromEntries(history.counts),
    unsoldPercent,
    rounds,
    lines: history.lines,
  }
  await central.stop()
  for (const kiosk of [...kiosks, ...clones]) kiosk.scrap()
  return outcome

  /** Central's works wait for simulated time: let it pass until they are done. */
  async function drive<T>(work: Promise<T>): Promise<T> {
    let done = false
    const marked = work.finally(() => {
      done = true
    })
    const sinceMs = timeline.now()
    while (!done) {
      if (timeline.now() - sinceMs > HOUR_MS) throw new Error('central does not answer')
      await timeline.runUntil(timeline.now() + 10)
    }
    return marked
  }
  async function differences(): Promise<string[]> {
    const today = localDay(context.clock.nowMs(), ZONE)
    const lastDay = addDays(today, 14)
    const free = await context.store.read((tx) => freeAtCentral((sql) => tx.all(sql), today, lastDay))
    const found: string[] = []
    for (const kiosk of alive) {
      const mounted = kiosk.mounted()
      const [cache, bookings] = [mounted?.cache(), mounted?.bookings()]
      if (!cache || !bookings) {
        found.push(`kiosk ${String(kiosk.index)} is off`)
        continue
      }
      const waiting = bookings.prepare('select count(*) from outbox').pluck().get()
      if (waiting !== 0) found.push(`kiosk ${String(kiosk.index)} has ${String(waiting)} ops left`)
      const wrong = findDifference(free, (sql) => cache.prepare(sql).all(), today, lastDay)
      if (wrong.length > 0) found.push(`kiosk ${String(kiosk.index)}: ${wrong[0] ?? ''} and ${String(wrong.length - 1)} more`)
    }
    return found
  }
  async function capacityUntil(nowMs: number): Promise<number> {
    const plans = await context.store.read((tx) =>
      tx.all<{ office_id: string; plan: string }>('select office_id, plan from office_day'),
    )
    return [...capacityOf(plans)].reduce((sum, [place, seats]) => sum + (Number(place.split('|')[2]) < nowMs ? seats : 0), 0)
  }
}

/** A round that began before the last change reached central does not count. */
const EXTRA_ROUNDS = 1

async function opened(
  timeline: ReturnType<typeof createTimeline>,
  chance: ReturnType<typeof createChance>,
  history: History,
  escrowPercent: number,
) {
  const opening = createSimCentral({ timeline, chance: chance.fork('central'), history, escrowPercent })
  const central = await opening
  const loading = loadTown(central)
  for (let step = 0; step < 50; step += 1) await timeline.runUntil(timeline.now() + 1)
  await loading
  return central
}
