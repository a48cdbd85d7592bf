import { createPokeReader } from '../../sync/kiosk/pokes.ts'
import type { CentralClient } from './central-client.ts'
import type { Cancel, Ports } from '../ports.ts'

const PATH = '/v1/events'
/** Central sends a comment every 15 s; a stream that is silent for longer is dead. */
const SILENCE_MS = 20_000
const REOPEN_MS = 5_000

export type EventNews = 'opened' | 'poked' | 'lost'

/** Listens to central's pokes until cancelled; reopens a broken stream after a jittered pause. */
export function listenToCentral(
  central: CentralClient,
  { clock, random, fetch }: Pick<Ports, 'clock' | 'random' | 'fetch'>,
  tell: (news: EventNews) => void,
): Cancel {
  let over = false
  let current = new AbortController()
  let cancelTimer: Cancel = () => undefined

  const stayAwake = () => {
    cancelTimer()
    cancelTimer = clock.after(SILENCE_MS, () => current.abort())
  }
  const read = async () => {
    const headers = central.signedHeaders('GET', PATH, '')
    if (headers === null) return
    stayAwake()
    const response = await fetch(`${central.address}${PATH}`, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: current.signal,
    })
    if (!response.ok || response.body === null) return
    tell('opened')
    const feed = createPokeReader({ onPoke: () => tell('poked'), onSign: stayAwake })
    const decoder = new TextDecoder()
    for await (const chunk of response.body) feed(decoder.decode(chunk as Uint8Array, { stream: true }))
  }
  const open = () => {
    current = new AbortController()
    // A stream ends by network, proxy or central; each is the same news.
    void read()
      .catch(() => undefined)
      .finally(() => {
        cancelTimer()
        if (over) return
        tell('lost')
        cancelTimer = clock.after(REOPEN_MS * (0.5 + random.fraction()), open)
      })
  }
  open()
  return () => {
    over = true
    cancelTimer()
    current.abort()
  }
}
