import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CentralContext } from '../context.ts'
import { kioskOf, type SignedKiosk } from '../fleet/kiosk-row.ts'
import { readAuthorization, signedText } from '../fleet/signature.ts'
import { isoOf } from '../planning/local-day.ts'
import { sendProblem } from './problem.ts'

/**
 * How far a kiosk's clock may be off. A request that arrives late or again within it does nothing new: ops and holds are
 * idempotent, and a round signed before the newest one says nothing of the kiosk's log (kiosk-log.ts).
 */
const SKEW_MS = 5 * 60_000

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's bytes as they were signed. */
    rawBody: Buffer | null
    /** Who signed the request; null before that has been checked. */
    kiosk: SignedKiosk | null
  }
}

/** Keeps a JSON body's bytes beside its value, for checking the signature. */
export function keepRawBodies(app: FastifyInstance): void {
  app.decorateRequest('rawBody', null)
  app.decorateRequest('kiosk', null)
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    request.rawBody = bytes
    try {
      done(null, JSON.parse(bytes.toString('utf8')))
    } catch {
      done(Object.assign(new Error('not JSON'), { statusCode: 400 }))
    }
  })
}

export type SignedRequest = {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: Uint8Array
}
export type Signer =
  | { readonly outcome: 'kiosk'; readonly kiosk: SignedKiosk }
  | { readonly outcome: 'unsigned' | 'revoked' | 'clockSkew'; readonly nowMs: number }

/** Which enrolled kiosk signed a request, or why none counts. */
export async function signerOf({ store, clock, isSignedBy }: CentralContext, request: SignedRequest): Promise<Signer> {
  const nowMs = clock.nowMs()
  const header = readAuthorization(request.authorization)
  if (!header) return { outcome: 'unsigned', nowMs }
  const kiosk = await kioskOf(store, header.kioskId)
  if (!kiosk) return { outcome: 'unsigned', nowMs }
  const { method, path, body } = request
  const text = signedText({ method, path, atMs: header.atMs, body })
  if (!(await isSignedBy(kiosk.public_key, text, header.signature))) return { outcome: 'unsigned', nowMs }
  if (kiosk.revoked_at !== null) return { outcome: 'revoked', nowMs }
  return Math.abs(header.atMs - nowMs) > SKEW_MS
    ? { outcome: 'clockSkew', nowMs }
    : { outcome: 'kiosk', kiosk: { ...kiosk, signedAtMs: header.atMs } }
}

/** A preHandler that lets only enrolled kiosks through. */
export function requireKiosk(context: CentralContext) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const signer = await signerOf(context, {
      method: request.method,
      path: request.url,
      authorization: request.headers.authorization,
      body: request.rawBody ?? Buffer.alloc(0),
    })
    if (signer.outcome === 'kiosk') {
      request.kiosk = signer.kiosk
      return undefined
    }
    const more = signer.outcome === 'clockSkew' ? { serverTime: isoOf(signer.nowMs) } : {}
    return sendProblem(reply, signer.outcome, undefined, more)
  }
}

/** The kiosk of a request that has passed `requireKiosk`. */
export function kioskFrom(request: FastifyRequest): SignedKiosk {
  if (!request.kiosk) throw new Error('the route is not signed')
  return request.kiosk
}
