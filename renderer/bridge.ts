import * as z from 'zod/mini'
import { type Bridge, bridge, StationReport } from '../main/bridge/contract.ts'
import { type Client, createClient } from '../sync/contract/rpc.ts'

/** What a host gives the page in Electron's preload. */
const Preload = z.object({
  send: z.custom<(method: string, input: unknown) => Promise<unknown>>((value) => typeof value === 'function'),
  onReport: z.custom<(listener: (report: unknown) => void) => void>((value) => typeof value === 'function'),
})

export type StationListener = {
  report: (report: StationReport) => void
  lost: () => void
  found: () => void
}

export type Station = {
  readonly client: Client<Bridge>
  /** The bare wire, for the desk's own contract. */
  readonly send: (method: string, input: unknown) => Promise<unknown>
  readonly listen: (listener: StationListener) => void
}

/** The station behind whichever host drew this page: Electron's preload, or the loopback server that served it. */
export function reachStation(host: unknown): Station {
  const preload = Preload.safeParse(host)
  return preload.success ? overPreload(preload.data) : overLoopback()
}

const overPreload = ({ send, onReport }: z.infer<typeof Preload>): Station => ({
  client: createClient(bridge, send),
  send,
  listen: ({ report }) => onReport((raw) => report(StationReport.parse(raw))),
})

function overLoopback(): Station {
  const send = async (method: string, input: unknown): Promise<unknown> => {
    const answer = await fetch(`/bridge/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    if (!answer.ok) throw new Error(`station answered ${answer.status}`)
    return answer.json()
  }
  const listen = (listener: StationListener) => {
    const source = new EventSource('/reports')
    source.addEventListener('report', ({ data }: MessageEvent<string>) => listener.report(StationReport.parse(JSON.parse(data))))
    source.addEventListener('open', listener.found)
    source.addEventListener('error', listener.lost)
  }
  return { client: createClient(bridge, send), send, listen }
}
