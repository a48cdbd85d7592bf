import type { Ports } from '../../main/ports.ts'
import type { Chance } from './chance.ts'
import { ADDRESS, type SimCentral, type WireAnswer, type WireRequest } from './central.ts'
import type { History } from './history.ts'
import type { Cancel, Timeline } from './timeline.ts'

/** How a kiosk's wire to central is. Shares are probabilities per request. */
export type Weather = {
  up: boolean
  loseRequest: number
  loseAnswer: number
  duplicate: number
  /** The connection stays open and silent; whether the request went through is chance. */
  halfOpen: number
  /** A copy of the request stays in the network and arrives up to three days later. */
  stray: number
  /** Longest time on the way, ms; requests overtake each other. */
  slowestMs: number
  /** Whether server-sent events come through. */
  events: boolean
}

export const FAIR: Weather = {
  up: true,
  loseRequest: 0,
  loseAnswer: 0,
  duplicate: 0,
  halfOpen: 0,
  stray: 0,
  slowestMs: 40,
  events: true,
}

const DAY_MS = 86_400_000
const HEARTBEAT_MS = 15_000

type Parts = {
  timeline: Timeline
  chance: Chance
  history: History
  central: SimCentral
  weather: Weather
  alive: () => boolean
  /** An exchange was answered. */
  onRound: () => void
}

/** `fetch` over the simulated wire. What comes for a process that has died is never delivered. */
export const createWire =
  (parts: Parts): Ports['fetch'] =>
  (address, init) => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    const { signal, method = 'GET', headers, body } = init ?? {}
    signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
    const path = address.slice(ADDRESS.length)
    const { authorization } = (headers ?? {}) as Record<string, string | undefined>
    const request: WireRequest = { method, path, authorization, body: typeof body === 'string' ? body : '' }
    if (path === '/v1/events') openEvents(parts, signal ?? null, resolve, reject)
    else send(parts, request, resolve, reject)
    return promise
  }

type Resolve = (response: Response) => void
type Reject = (error: Error) => void

function send(parts: Parts, request: WireRequest, resolve: Resolve, reject: Reject): void {
  const { timeline, chance, history, central, weather, alive } = parts
  history.count(`requests ${request.path}`)
  const travel = () => chance.between(5, weather.slowestMs)
  const fail = () => void timeline.after(travel(), () => alive() && reject(new TypeError('fetch failed')))
  if (!weather.up || !central.isUp()) {
    // A dead line is noticed at once or never.
    if (chance.happens(0.7)) fail()
    return
  }
  if (weather.slowestMs > 1_000) history.count('reordered')
  if (chance.happens(weather.stray)) {
    history.fault('delay up to three days')
    timeline.after(chance.between(1_000, 3 * DAY_MS), () => central.isUp() && void central.handle(request))
  }
  if (chance.happens(weather.duplicate)) {
    history.fault('duplicate')
    timeline.after(chance.between(5, 60_000), () => central.isUp() && void central.handle(request))
  }
  if (chance.happens(weather.loseRequest)) {
    history.fault('drop')
    return fail()
  }
  const halfOpen = chance.happens(weather.halfOpen)
  if (halfOpen) history.fault('half-open')
  if (halfOpen && chance.happens(0.5)) return
  timeline.after(travel(), () => {
    if (!central.isUp()) return fail()
    void central.handle(request).then((answer) => {
      if (halfOpen) return
      if (answer !== null && chance.happens(weather.loseAnswer)) {
        history.fault('answer lost')
        return fail()
      }
      if (answer === null || !weather.up) return fail()
      timeline.after(travel(), () => {
        if (!alive()) return
        resolve(responseOf(answer))
        if (request.path === '/v1/sync' && answer.status === 200) parts.onRound()
      })
    })
  })
}

const responseOf = ({ status, text, retryAfter }: Exclude<WireAnswer, null>): Response =>
  ({
    ok: status < 300,
    status,
    headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : null) },
    json: () => Promise.resolve(JSON.parse(text) as unknown),
  }) as unknown as Response

/** A stream of events that lives as long as wire, central and process do. */
function openEvents(
  { timeline, central, weather, alive }: Parts,
  signal: AbortSignal | null,
  resolve: Resolve,
  reject: Reject,
): void {
  const isOpen = () => weather.up && weather.events && central.isUp()
  let over = false
  let news: string[] = []
  let wake: () => void = () => undefined
  const tell = (text: string) => {
    news.push(text)
    wake()
  }
  let cancelBeat: Cancel = () => undefined
  const unsubscribe = central.pokes.subscribe((poke) => isOpen() && tell(`event: poke\ndata: ${JSON.stringify(poke)}\n\n`))
  const end = () => {
    over = true
    unsubscribe()
    cancelBeat()
    wake()
  }
  signal?.addEventListener('abort', end, { once: true })
  const beat = () => {
    if (!alive()) return end()
    if (isOpen()) tell(': heartbeat\n\n')
    cancelBeat = timeline.after(HEARTBEAT_MS, beat)
  }
  async function* body() {
    while (!over) {
      if (news.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      const text = news.join('')
      news = []
      if (text !== '') yield Buffer.from(text)
    }
  }
  timeline.after(20, () => {
    if (!alive()) return end()
    if (!isOpen()) {
      end()
      return reject(new TypeError('fetch failed'))
    }
    resolve({ ok: true, status: 200, body: body() } as unknown as Response)
    beat()
  })
}
