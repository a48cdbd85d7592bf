import { bridge } from '../../main/bridge/contract.ts'
import { createClient } from '../../sync/contract/rpc.ts'
import type { BookingDraft, ConfirmOutcome, HoldOutcome, StationReport } from '../../sync/contract/visit.ts'
import type { Chance } from './chance.ts'
import type { History } from './history.ts'
import type { SimKiosk } from './kiosk.ts'
import type { Timeline } from './timeline.ts'
import { CANARY, OFFICES, SERVICES, type ServiceName } from './town.ts'

type World = { readonly timeline: Timeline; readonly chance: Chance; readonly history: History }
type Client = ReturnType<typeof createClient<typeof bridge>>
type Screen = {
  readonly client: Client
  readonly life: number
  readonly leave: () => void
  readonly report: () => StationReport | null
}

const TICK_MS = 300_000
/** After this long without an answer the page asks again; see machines/delays.ts. */
const PATIENCE_MS = 10_000

/** One visitor at a kiosk, from the first tap to the last, as the pages do it. */
export async function visit(world: World, kiosk: SimKiosk, number: number): Promise<void> {
  const { chance, history, timeline } = world
  const screen = openScreen(kiosk)
  if (screen === null) return
  if (screen.report()?.outOfService) {
    history.count('visitors before a terminal out of service')
    return screen.leave()
  }
  history.count('visitors')
  const officeId = chance.happens(0.7) ? kiosk.office : chance.pick(OFFICES)
  const serviceId = chance.pick(Object.keys(SERVICES) as ServiceName[])
  const services = [{ serviceId, count: chance.happens(0.1) ? 2 : 1 }]
  const choices = await within(world, screen.client.listSlots({ officeId, services }))
  const starts = choices?.days.flatMap(({ slots }) => slots.map(({ startsAt }) => startsAt)) ?? []
  if (starts.length === 0) return screen.leave()
  // Most want to come soon; some on a day for which the kiosk can give its word.
  const promisable = chance.happens(0.3) ? ownStarts(kiosk, officeId, starts) : []
  const startsAt =
    promisable.length > 0 ? chance.pick(promisable) : (starts[Math.floor(starts.length * chance.fraction() ** 3)] ?? '')
  const bookingId = chance.uuid()
  let hold = await within(world, screen.client.holdSlot({ officeId, services, startsAt, bookingId }))
  let wished = startsAt
  const [alternative] = hold?.outcome === 'slotTaken' ? hold.alternatives : []
  if (alternative && chance.happens(0.7)) {
    wished = alternative.startsAt
    hold = await within(world, screen.client.holdSlot({ officeId, services, startsAt: wished, bookingId }))
  }
  if (hold === null || hold.outcome === 'slotTaken') return screen.leave()
  history.count(`hold ${hold.outcome}`)
  await timeline.sleep(chance.between(10_000, 90_000))
  if (chance.happens(0.12)) {
    history.count('abandoned')
    return screen.leave()
  }
  const email = chance.happens(0.85) ? `besuch${String(number)}@example.org` : null
  const draft: BookingDraft = {
    bookingId,
    officeId,
    services,
    startsAt: wished,
    person: { familyName: CANARY, ...(email !== null && { email }) },
    consent: { version: '1', acceptedAt: new Date(timeline.now()).toISOString() },
    language: 'de',
  }
  await confirm(world, kiosk, { screen, draft, hold, email })
}

/** Those of the start times that lie within blocks of the kiosk's escrow. */
function ownStarts(kiosk: SimKiosk, officeId: string, starts: readonly string[]): string[] {
  const blocks = kiosk
    .mounted()
    ?.bookings()
    ?.prepare('select starts_at, ticks from escrow_block where office_id = ?')
    .all(officeId)
  const spans = ((blocks ?? []) as { starts_at: string; ticks: number }[]).map(({ starts_at, ticks }) => {
    const fromMs = Date.parse(starts_at)
    return { fromMs, untilMs: fromMs + ticks * TICK_MS }
  })
  return starts.filter((start) => spans.some(({ fromMs, untilMs }) => fromMs <= Date.parse(start) && Date.parse(start) < untilMs))
}

type Confirming = { screen: Screen; draft: BookingDraft; hold: HoldOutcome; email: string | null }

async function confirm(world: World, kiosk: SimKiosk, { screen, draft, hold, email }: Confirming): Promise<void> {
  const { chance, history, timeline } = world
  const { bookingId } = draft
  const tell = (outcome: ConfirmOutcome) => {
    const booked = outcome.outcome === 'booked' ? outcome.receipt : null
    const told = {
      atMs: timeline.now(),
      kiosk: kiosk.index,
      bookingId,
      outcome: outcome.outcome,
      promised: booked?.promised ?? false,
      standing: booked?.standing ?? null,
      email,
    }
    history.told.push(told)
    history.note('told', {
      kiosk: told.kiosk,
      bookingId,
      outcome: told.outcome,
      promised: told.promised,
      standing: told.standing,
    })
    history.count(`told ${outcome.outcome}${booked ? ` ${booked.promised ? 'promised ' : ''}${booked.standing}` : ''}`)
  }
  const ask = (from: Screen) => within(world, from.client.confirmBooking(draft))
  const doubleTap = chance.happens(0.1)
  const [first, second] = await Promise.all([ask(screen), doubleTap ? ask(screen) : null])
  const lost = chance.happens(0.05)
  if (first !== null && !lost) tell(first)
  if (second) tell(second)
  let last = screen
  if (first === null || lost) {
    // The page asks again with the same id, even if the station has been started anew meanwhile.
    await timeline.sleep(chance.between(3_000, 60_000))
    const again = kiosk.life() === screen.life ? screen : openScreen(kiosk)
    const answer = again === null ? null : await ask(again)
    history.count('asked again')
    if (answer !== null) tell(answer)
    if (again !== null) last = again
  } else if (chance.happens(0.05)) {
    const answer = await ask(screen)
    if (answer !== null) tell(answer)
  }
  if (first?.outcome === 'booked' && chance.happens(0.1)) {
    history.count('printed again')
    await within(world, last.client.printReceipt({ bookingId }))
  }
  history.note('visit', { kiosk: kiosk.index, hold: hold.outcome })
  await timeline.sleep(chance.between(2_000, 30_000))
  const late = last.report()?.verdict
  if (late?.bookingId === bookingId && late.standing === 'refused') {
    history.told.push({
      atMs: timeline.now(),
      kiosk: kiosk.index,
      bookingId,
      outcome: 'refusedLate',
      promised: false,
      standing: 'refused',
      email,
    })
    history.count('told refused late')
  }
  last.leave()
}

/** The page at a kiosk; null while it is off. A page whose station has died hears nothing more. */
function openScreen(kiosk: SimKiosk): Screen | null {
  const page = kiosk.openPage()
  if (page === null) return null
  const life = kiosk.life()
  const lives = () => kiosk.isOn() && kiosk.life() === life
  let last: StationReport | null = null
  page.onReport((report) => {
    last = report
  })
  const call = async (method: string, input: unknown): Promise<unknown> => {
    if (!lives()) return new Promise(() => undefined)
    // JSON both ways, as on the loopback wire.
    const answer = await page.call(method, JSON.parse(JSON.stringify(input)))
    return lives() ? (JSON.parse(JSON.stringify(answer)) as unknown) : new Promise(() => undefined)
  }
  return {
    client: createClient(bridge, call),
    life,
    report: () => last,
    leave: () => {
      if (lives()) void page.close().catch(() => undefined)
    },
  }
}

/** The answer, or null where none came in time or the page was told of a fault. */
function within<T>({ timeline, history }: World, answer: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const cancel = timeline.after(PATIENCE_MS, () => resolve(null))
    answer.then(
      (value) => {
        cancel()
        resolve(value)
      },
      (error: unknown) => {
        cancel()
        history.count(`page heard a fault: ${error instanceof Error ? error.message : 'unknown'}`)
        resolve(null)
      },
    )
  })
}
