import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CentralContext } from '../context.ts'
import { type KioskRow, kioskOf } from '../fleet/kiosks.ts'
import { isSignedBy, readAuthorization, signedText } from '../fleet/signature.ts'
import { isoOf } from '../planning/local-day.ts'
import { sendProblem } from './problem.ts'

/** How far a kiosk's clock may be off. A replayed request within it does nothing new: ops and holds are idempotent. */
const SKEW_MS = 5 * 60_000

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's bytes as they were signed. */
    rawBody: Buffer | null
    /** Who signed the request; null before that has been checked. */
    kiosk: KioskRow | null
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

/** A preHandler that lets only enrolled kiosks through. */
export function requireKiosk({ store, clock }: CentralContext) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const header = readAuthorization(request.headers.authorization)
    if (!header) return sendProblem(reply, 'unsigned')
    const nowMs = clock.nowMs()
    const kiosk = await store.read((tx) => kioskOf(tx, header.kioskId))
    if (!kiosk) return sendProblem(reply, 'unsigned')
    const text = signedText({
      method: request.method,
      path: request.url,
      atMs: header.atMs,
      body: request.rawBody ?? Buffer.alloc(0),
    })
    if (!isSignedBy(kiosk.public_key, text, header.signature)) return sendProblem(reply, 'unsigned')
    if (kiosk.revoked_at !== null) return sendProblem(reply, 'revoked')
    if (Math.abs(header.atMs - nowMs) > SKEW_MS) return sendProblem(reply, 'clockSkew', undefined, { serverTime: isoOf(nowMs) })
    request.kiosk = kiosk
    return undefined
  }
}

/** The kiosk of a request that has passed `requireKiosk`. */
export function kioskFrom(request: FastifyRequest): KioskRow {
  if (!request.kiosk) throw new Error('the route is not signed')
  return request.kiosk
}
