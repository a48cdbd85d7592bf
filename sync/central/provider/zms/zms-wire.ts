import type * as z from 'zod/mini'
import type { Unreachable } from '../provider.ts'
import { ZmsErrors } from './shapes.ts'

export type ZmsAnswer<T> =
  | { readonly outcome: 'answered'; readonly body: T; readonly serverTime: number | null }
  | { readonly outcome: 'error'; readonly status: number; readonly codes: readonly string[] }
  /** The request may have arrived; nobody knows what became of it. */
  | { readonly outcome: 'lost' }
  | Unreachable

export type ZmsWire = {
  readonly get: <T>(path: string, query: Readonly<Record<string, string>>, shape: z.ZodMiniType<T>) => Promise<ZmsAnswer<T>>
  readonly post: <T>(path: string, body: unknown, shape: z.ZodMiniType<T>) => Promise<ZmsAnswer<T>>
}

export type WireSettings = {
  /** e.g. `https://host/terminvereinbarung/api/citizen`, without a slash at the end. */
  readonly baseUrl: string
  readonly timeoutMs: number
}
export type WirePorts = { readonly fetch: typeof globalThis.fetch; readonly timeout: (ms: number) => AbortSignal }

// The server counts 60 requests a minute and gives no Retry-After; its window slides with every request, refused ones
// included, so a client that goes on knocking is never let in again. A whole quiet window is the only way out.
const RATE_WINDOW_MS = 60_000
const MAINTENANCE_MS = 30_000

/** One HTTP exchange with the citizen API. All its paths end with a slash. */
export function createZmsWire({ baseUrl, timeoutMs }: WireSettings, { fetch, timeout }: WirePorts): ZmsWire {
  async function exchange<T>(request: Request, shape: z.ZodMiniType<T>): Promise<ZmsAnswer<T>> {
    let response: Response
    let body: unknown
    try {
      response = await fetch(request, { signal: timeout(timeoutMs), redirect: 'error' })
      body = await readJson(response)
    } catch (error) {
      return neverSent(error) ? { outcome: 'unreachable', retryAfterMs: null } : { outcome: 'lost' }
    }
    if (response.status === 429) return { outcome: 'unreachable', retryAfterMs: RATE_WINDOW_MS }
    if (response.status === 503) return { outcome: 'unreachable', retryAfterMs: MAINTENANCE_MS }
    if (!response.ok) return { outcome: 'error', status: response.status, codes: codesIn(body) }
    const parsed = shape.safeParse(body)
    if (!parsed.success) return { outcome: 'lost' }
    return { outcome: 'answered', body: parsed.data, serverTime: dateOf(response) }
  }
  const address = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const parameters = new URLSearchParams(query).toString()
    return `${baseUrl}/${path}/${parameters === '' ? '' : `?${parameters}`}`
  }
  return {
    get: (path, query, shape) => exchange(new Request(address(path, query), { headers: { accept: 'application/json' } }), shape),
    post: (path, body, shape) =>
      exchange(
        new Request(address(path), {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
        shape,
      ),
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const codesIn = (body: unknown): string[] => {
  const parsed = ZmsErrors.safeParse(body)
  return parsed.success ? parsed.data.errors.map((error) => error.errorCode) : []
}

function dateOf(response: Response): number | null {
  const time = Date.parse(response.headers.get('date') ?? '')
  return Number.isNaN(time) ? null : time
}

/** A connection that was never made: the request cannot have had an effect. */
function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return (
    code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENETUNREACH' || code === 'EHOSTUNREACH'
  )
}
