import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { Instant } from '../../contract/values.ts'
import { msOf } from '../planning/local-day.ts'
import { sendProblem } from './problem.ts'

const Body = z.object({ now: Instant })
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** `POST /test/clock`: sets central's time, for tests on this machine. Registered only when the environment asks for it. `caughtUp` does what is due by then. */
export function registerTestClock(
  app: FastifyInstance,
  { set, caughtUp }: { readonly set: (nowMs: number) => void; readonly caughtUp: () => Promise<void> },
): void {
  app.post('/test/clock', async (request, reply) => {
    if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) return sendProblem(reply, 'forbidden')
    const body = Body.safeParse(request.body)
    if (!body.success) return sendProblem(reply, 'malformed', 'now: an instant is needed')
    set(msOf(body.data.now))
    await caughtUp()
    return { now: body.data.now }
  })
}
