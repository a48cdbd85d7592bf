import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { Instant } from '../../contract/values.ts'
import { msOf } from '../planning/local-day.ts'
import { sendProblem } from './problem.ts'

const Body = z.object({ now: Instant })
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** `POST /test/clock`: sets central's time, for tests on this machine. Registered only when the environment asks for it. */
export function registerTestClock(app: FastifyInstance, clock: { readonly set: (nowMs: number) => void }): void {
  app.post('/test/clock', (request, reply) => {
    if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) return sendProblem(reply, 'forbidden')
    const body = Body.safeParse(request.body)
    if (!body.success) return sendProblem(reply, 'malformed', 'now: an instant is needed')
    clock.set(msOf(body.data.now))
    return { now: body.data.now }
  })
}
