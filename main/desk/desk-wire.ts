import type * as z from 'zod/mini'
import { type Desk, desk } from '../../sync/contract/desk-api.ts'
import { Problem } from '../../sync/contract/kiosk-api.ts'
import type { CentralClient } from '../central/central-client.ts'
import type { Ports } from '../ports.ts'

// Staff can do without an answer: they see that it is missing, and the caller hears why.
const WAIT_MS = 6_000
// Checking a password is slow on purpose, and slower where many desks open at the same minute.
const SIGN_IN_WAIT_MS = 20_000

/** `blocked`: central has answered that it takes nothing from this device. */
export type Away = { readonly outcome: 'unreachable' | 'blocked' }
export type DeskAnswer<M extends keyof Desk> = z.output<Desk[M]['output']>
export type DeskWire = <M extends keyof Desk>(
  method: M,
  input: z.output<Desk[M]['input']>,
  session: string | null,
) => Promise<DeskAnswer<M> | Away>

/** Central's desk over HTTP, signed by this device. Never rejects for a reason that a network or a server can give. */
export function createDeskWire(
  central: Pick<CentralClient, 'address' | 'signedHeaders'>,
  { clock, fetch, log }: Pick<Ports, 'clock' | 'fetch' | 'log'>,
): DeskWire {
  return async (method, input, session) => {
    const path = `/v1/desk/${method}`
    const body = JSON.stringify(input)
    const signed = central.signedHeaders('POST', path, body)
    if (signed === null) return { outcome: 'unreachable' }
    const abort = new AbortController()
    const cancel = clock.after(method === 'signIn' || method === 'signInByCode' ? SIGN_IN_WAIT_MS : WAIT_MS, () => abort.abort())
    try {
      const response = await fetch(`${central.address}${path}`, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          ...signed,
          ...(session !== null && { 'x-foyer-staff': session }),
        },
        body,
        signal: abort.signal,
        redirect: 'error',
      })
      if (!response.ok) {
        if (response.status < 500) log('warning', 'central refused the desk', { code: response.status, place: method })
        return { outcome: isBlocking(await response.json().catch(() => null)) ? 'blocked' : 'unreachable' }
      }
      const parsed = desk[method].output.safeParse(await response.json())
      return parsed.success ? (parsed.data as DeskAnswer<typeof method>) : { outcome: 'unreachable' }
    } catch {
      return { outcome: 'unreachable' }
    } finally {
      cancel()
    }
  }
}

/**
 * Refused as a device: revoked, unknown to this central, or enrolled as a lobby kiosk. A clock that is off is none of these,
 * and a status without central's own words may come from anything in between, such as a captive portal.
 */
const BLOCKING = ['revoked', 'unsigned', 'forbidden']
function isBlocking(value: unknown): boolean {
  const problem = Problem.safeParse(value)
  return problem.success && BLOCKING.some((kind) => problem.data.type.endsWith(kind))
}
