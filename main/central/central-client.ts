import type * as z from 'zod/mini'
import type {
  BookingCode,
  CancelOutcome,
  CheckInOutcome,
  LookUpOutcome,
  MoveOutcome,
  MoveWish,
} from '../../sync/contract/existing.ts'
import { KIOSK_ROUTES, Problem } from '../../sync/contract/kiosk-api.ts'
import type { OfflineSignIn } from '../../sync/contract/offline-sign-in.ts'
import type { Central, Reply } from '../../sync/kiosk/parts.ts'
import type { CorrectedClock } from './corrected-clock.ts'
import type { DeviceKey } from './device-key.ts'
import { retryAfterMs } from './retry-after.ts'
import { type CentralTrouble, troubleOf, troubleOfRefusal } from '../health/central-trouble.ts'
import type { Ports } from '../ports.ts'

/** How long a visitor waits for central before the offline path is taken (the screen never blocks longer). */
export const VISITOR_WAIT_MS = 1_500
const ROUND_WAIT_MS = 10_000
// There is no offline path for a booking made before: the visitor waits a little longer, then is told where to ask.
const RETURNING_WAIT_MS = 5_000

export type CentralClient = Central & {
  /** Headers that prove who asks, for requests outside the routes (the event stream). Null before enrolment. */
  readonly signedHeaders: (method: string, path: string, body: string) => Record<string, string> | null
  readonly address: string
  /** Why the last request failed, where that can be told; null after one that did not. */
  readonly trouble: () => CentralTrouble | null
  /** What happened at this desk while central was away. Answers whether central has it. */
  readonly tellSignIns: (signIns: readonly OfflineSignIn[]) => Promise<boolean>
  /** What a visitor asks that only central can answer: a booking made before, or a person to come. */
  readonly returning: {
    readonly lookUp: (code: BookingCode) => Promise<LookUpOutcome>
    readonly checkIn: (code: BookingCode) => Promise<CheckInOutcome>
    readonly cancelBooking: (code: BookingCode) => Promise<CancelOutcome>
    readonly moveBooking: (wish: z.output<typeof MoveWish>) => Promise<MoveOutcome>
    readonly callStaff: () => Promise<{ outcome: 'called' | 'unreachable' }>
  }
}

type Route = (typeof KIOSK_ROUTES)[keyof typeof KIOSK_ROUTES]

/** Central over HTTP, for a kiosk. Never rejects for a reason that a network or a server can give. */
export function createCentralClient(
  address: string,
  { key, kioskId, clock, fetch }: { key: DeviceKey; kioskId: () => string | null; clock: CorrectedClock; fetch: Ports['fetch'] },
): CentralClient {
  const base = address.replace(/\/+$/, '')
  let trouble: CentralTrouble | null = null

  const signedHeaders = (method: string, path: string, body: string) => {
    const kiosk = kioskId()
    if (kiosk === null) return null
    // Signed with central's time: a device whose clock is wrong is still who it is.
    return { authorization: key.authorize({ kioskId: kiosk, method, path, body, nowMs: clock.atCentral() }) }
  }

  async function ask<R extends Route>(route: R, input: unknown, waitMs: number): Promise<Reply<z.output<R['output']>>> {
    const { method, path } = route
    const body = method === 'POST' ? JSON.stringify(input) : ''
    const signed = route.signed ? signedHeaders(method, path, body) : {}
    if (signed === null) return { outcome: 'rejected', status: 401, code: 'notEnrolled' }
    const abort = new AbortController()
    const cancel = clock.after(waitMs, () => abort.abort())
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: { accept: 'application/json', ...(method === 'POST' && { 'content-type': 'application/json' }), ...signed },
        ...(method === 'POST' && { body }),
        signal: abort.signal,
        redirect: 'error',
      })
      const value: unknown = await response.json().catch(() => null)
      if (!response.ok) {
        const refusal = refusalOf(response, value, clock.now())
        trouble = refusal.outcome === 'rejected' ? troubleOfRefusal(refusal.code) : null
        return refusal
      }
      trouble = null
      const parsed = route.output.safeParse(value)
      // Something else answers in central's place, such as a captive portal.
      return parsed.success
        ? { outcome: 'answered', answer: parsed.data as z.output<R['output']> }
        : { outcome: 'away', retryAfterMs: null }
    } catch (error) {
      trouble = troubleOf(error)
      return { outcome: 'away', retryAfterMs: null }
    } finally {
      cancel()
    }
  }
  const heard = <T extends { serverTime: string }>(reply: Reply<T>): Reply<T> => {
    if (reply.outcome === 'answered') clock.heard(Date.parse(reply.answer.serverTime))
    return reply
  }

  return {
    address: base,
    signedHeaders,
    trouble: () => trouble,
    info: async () => heard(await ask(KIOSK_ROUTES.info, null, ROUND_WAIT_MS)),
    enrol: async (code, deviceName) => {
      const reply = await ask(KIOSK_ROUTES.enrol, { code, publicKey: key.publicKey, deviceName }, ROUND_WAIT_MS)
      if (reply.outcome !== 'answered') return reply
      const { answer } = reply
      return { outcome: 'answered', answer: answer.outcome === 'enrolled' ? answer : { kioskId: null } }
    },
    catalogue: () => ask(KIOSK_ROUTES.catalogue, null, ROUND_WAIT_MS),
    townKeys: () => ask(KIOSK_ROUTES.townKeys, null, ROUND_WAIT_MS),
    hold: (wish) => ask(KIOSK_ROUTES.hold, wish, VISITOR_WAIT_MS),
    release: (bookingId) => ask(KIOSK_ROUTES.release, { bookingId }, ROUND_WAIT_MS),
    returning: {
      lookUp: async (code) => answerOf(await ask(KIOSK_ROUTES.lookUp, code, RETURNING_WAIT_MS)),
      checkIn: async (code) => answerOf(await ask(KIOSK_ROUTES.checkIn, code, RETURNING_WAIT_MS)),
      cancelBooking: async (code) => answerOf(await ask(KIOSK_ROUTES.cancelBooking, code, RETURNING_WAIT_MS)),
      callStaff: async () => answerOf(await ask(KIOSK_ROUTES.callStaff, {}, RETURNING_WAIT_MS)),
      moveBooking: async (wish) => answerOf(await ask(KIOSK_ROUTES.moveBooking, wish, RETURNING_WAIT_MS)),
    },
    tellSignIns: async (signIns) => (await ask(KIOSK_ROUTES.tellSignIns, { signIns }, ROUND_WAIT_MS)).outcome === 'answered',
    sync: async (request) => heard(await ask(KIOSK_ROUTES.sync, request, ROUND_WAIT_MS)),
  }
}

const answerOf = <T>(reply: Reply<T>): T | { outcome: 'unreachable' } =>
  reply.outcome === 'answered' ? reply.answer : { outcome: 'unreachable' }

function refusalOf(response: Response, value: unknown, nowMs: number): Reply<never> {
  const { status } = response
  const busy = status === 429 || status === 408 || status >= 500
  if (busy) return { outcome: 'away', retryAfterMs: retryAfterMs(response, nowMs) }
  const problem = Problem.safeParse(value)
  return { outcome: 'rejected', status, code: problem.success ? problem.data.type : 'unknown' }
}
