import { NextPoke } from '../../sync/contract/kiosk-api.ts'
import { createPokeReader } from '../../sync/kiosk/pokes.ts'
import { RETRY_AFTER_CEILING_MS } from '../../machines/delays.ts'
import type { CentralClient } from './central-client.ts'
import { retryAfterMs } from './retry-after.ts'
import type { Cancel, Ports } from '../ports.ts'

const STREAM = '/v1/events'
const NEXT = '/v1/events/next'
/** Central sends a comment every 15 s; a stream that is silent for longer is dead. */
const SILENCE_MS = 20_000
/** Central answers "nothing yet" after 25 s at the latest. */
const NEXT_PATIENCE_MS = 40_000
const REOPEN_MS = 5_000
/** Some ten quiet minutes of asking, then the stream is tried again: the proxy may have been mended. */
const QUESTIONS_BEFORE_STREAM = 24

export type EventNews = 'opened' | 'poked' | 'lost'

/**
 * Listens to central's pokes until cancelled; reopens a broken stream after a jittered pause. Where a proxy keeps a stream
 * to itself until it ends, not even the first heartbeat arrives: then central is asked for the next poke, one by one (long
 * polling), and nothing is said to be `opened`, so that the kiosk goes on polling in its own pace as well.
 */
export function listenToCentral(
  central: CentralClient,
  { clock, random, fetch }: Pick<Ports, 'clock' | 'random' | 'fetch'>,
  tell: (news: EventNews) => void,
): Cancel {
  let over = false
  let current = new AbortController()
  let cancelTimer: Cancel = () => undefined
  let heard = false
  /** How long central has asked to be left alone. */
  let leaveAloneMs = 0

  const abortAfter = (milliseconds: number) => {
    cancelTimer()
    cancelTimer = clock.after(milliseconds, () => current.abort())
  }
  const request = (path: string, accept: string) => {
    const headers = central.signedHeaders('GET', path, '')
    if (headers === null) return null
    return fetch(`${central.address}${path}`, { headers: { accept, ...headers }, signal: current.signal })
  }
  const noteWish = (response: Response | null) => {
    // Nobody reads it, and until then its connection is nobody else's.
    if (response?.ok === false) void response.body?.cancel().catch(() => undefined)
    if (response?.ok === false) leaveAloneMs = Math.min(retryAfterMs(response, clock.now()) ?? 0, RETRY_AFTER_CEILING_MS)
  }
  const read = async () => {
    abortAfter(SILENCE_MS)
    const response = await request(STREAM, 'text/event-stream')
    noteWish(response)
    if (!response?.ok || response.body === null) return
    const onSign = () => {
      if (!heard) tell('opened')
      heard = true
      abortAfter(SILENCE_MS)
    }
    const feed = createPokeReader({ onPoke: () => tell('poked'), onSign })
    const decoder = new TextDecoder()
    for await (const chunk of response.body) feed(decoder.decode(chunk as Uint8Array, { stream: true }))
  }
  const askOneByOne = async () => {
    for (let asked = 0; asked < QUESTIONS_BEFORE_STREAM && !over; asked += 1) {
      abortAfter(NEXT_PATIENCE_MS)
      const response = await request(NEXT, 'application/json')
      noteWish(response)
      if (!response?.ok) return
      const next = NextPoke.safeParse(await response.json())
      if (!next.success) return
      if (next.data.poke !== null) tell('poked')
    }
  }
  const open = async () => {
    current = new AbortController()
    heard = false
    leaveAloneMs = 0
    // A stream ends by network, proxy or central; each is the same news.
    await read().catch(() => undefined)
    cancelTimer()
    if (over) return
    tell('lost')
    // Silent from the first moment, and not because nobody was there: something on the way keeps it back.
    if (current.signal.aborted && !heard) {
      current = new AbortController()
      await askOneByOne().catch(() => undefined)
      cancelTimer()
    }
    const pauseMs = Math.max(leaveAloneMs, REOPEN_MS * (0.5 + random.fraction()))
    if (!over) cancelTimer = clock.after(pauseMs, () => void open())
  }
  void open()
  return () => {
    over = true
    cancelTimer()
    current.abort()
  }
}
