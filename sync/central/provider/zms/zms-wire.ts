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
    if (!response.ok) return judge(response.status, codesIn(body))
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

// Who is shut out is told in one of these ways (a blocked address also by a name that is then not found): nothing about a slot.
const SHUT_OUT = [401, 403, 405]

/**
 * An error counts only as the server's own, by its codes. A gateway that has lost the way to it, or a path that this version does
 * not have, is a 404 as well, and would end every booking that we ask for.
 */
function judge(status: number, codes: readonly string[]): ZmsAnswer<never> {
  if (codes.length === 0 && status >= 500) return { outcome: 'lost' }
  const isForeign = codes.length === 0 || codes.includes('notFound') || SHUT_OUT.includes(status)
  if (isForeign || (status === 400 && codes.includes('unknownError'))) return { outcome: 'unreachable', retryAfterMs: null }
  return { outcome: 'error', status, codes }
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
