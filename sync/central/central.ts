import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { endUnanswered } from './booking/end-unanswered.ts'
import { expireEverywhere } from './booking/expire-job.ts'
import type { CentralContext } from './context.ts'
import { endPastBlocks } from './escrow/blocks.ts'
import { answerClientError } from './http/client-error.ts'
import { registerEventRoutes } from './http/event-routes.ts'
import { registerKioskRoutes } from './http/kiosk-routes.ts'
import { createMetrics } from './http/metrics.ts'
import { createPokes } from './http/pokes.ts'
import { answerProblems, describe, problemOf, sendProblem } from './http/problem.ts'
import { refuseNul } from './http/refuse-nul.ts'
import { registerReturningRoutes } from './http/returning-routes.ts'
import { registerStaffCallRoute } from './http/staff-call-route.ts'
import { registerServiceRoutes } from './http/service-routes.ts'
import { keepRawBodies } from './http/signed-request.ts'
import { registerSnapshotRoutes } from './http/snapshot-routes.ts'
import { watchRequests } from './http/under-way.ts'
import { farewell } from './farewell.ts'
import { planOffices } from './planning/plan-office.ts'
import { type Job, runJobs } from './run-jobs.ts'

/** A part of central that is built elsewhere: its routes, and its jobs that come back. */
export type Room = {
  readonly routes?: (app: FastifyInstance, context: CentralContext) => void | Promise<void>
  readonly jobs?: readonly Job[]
  /** Answers an address that cannot be decoded, which reaches no route, where it is one of this room's; else null. */
  readonly badAddress?: (request: FastifyRequest, reply: FastifyReply, context: CentralContext) => Promise<unknown> | null
}

const OWN_JOBS: readonly Job[] = [
  { name: 'expire', everyMs: 5_000, work: expireEverywhere },
  { name: 'unanswered', everyMs: 60_000, work: endUnanswered },
  { name: 'escrow', everyMs: 300_000, work: endPastBlocks },
  { name: 'keys', everyMs: 60_000, work: async ({ keys }) => keys.renew() },
  { name: 'plan', everyMs: 60_000, work: (context) => planOffices(context) },
]
const LOOK_MS = 1_000
// What stands left of the proxy's own entry in X-Forwarded-For is the client's claim. A number of hops would say the same,
// but Fastify then believes nobody, since it cannot know who the neighbour is; here the operator has said that it is a proxy.
const isNextHop = (_address: string, hop: number): boolean => hop === 0

export type Central = {
  readonly app: FastifyInstance
  /** Answers the port, which `bound` hears before any job runs. Throws if it is in use. */
  readonly listen: (address: { host: string; port: number; bound?: (port: number) => void }) => Promise<number>
  /** Runs all jobs now, once each. */
  readonly doDueWork: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Central without a host: HTTP and jobs over the given context. Whoever opened the store closes it after `stop`. */
export async function createCentral(context: CentralContext, rooms: readonly Room[] = []): Promise<Central> {
  const requestMs = context.settings.requestSeconds * 1_000
  const app = fastify({
    logger: false,
    bodyLimit: 256_000,
    // A client that sends its request byte by byte is cut off. Node minds the time of the body only where that of the headers is no longer.
    requestTimeout: requestMs,
    http: { headersTimeout: requestMs, requestTimeout: requestMs, connectionsCheckingInterval: requestMs / 4 },
    keepAliveTimeout: 30_000,
    // What is left once all have been answered: idle connections, and requests that are still being sent.
    forceCloseConnections: true,
    trustProxy: context.settings.behindProxy && isNextHop,
    clientErrorHandler: answerClientError,
    frameworkErrors(_error, request, reply) {
      for (const { badAddress } of rooms) {
        const answering = badAddress?.(request, reply, context)
        if (answering) return void answering.catch(() => sendProblem(reply, 'internal'))
      }
      void sendProblem(reply, 'malformed')
    },
  })
  const metrics = createMetrics(context.store)
  const pokes = createPokes(context.store)
  const requests = watchRequests(app)
  keepRawBodies(app)
  refuseNul(app)
  answerProblems(app, context.log)
  await app.register(rateLimit, {
    max: context.settings.requestsPerMinute,
    timeWindow: 60_000,
    enableDraftSpec: true,
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { ...problemOf('tooMany'), statusCode: 429 }),
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.answered({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000)
    if (request.method !== 'GET')
      void pokes.look().catch((error: unknown) => context.log.error('poke.failed', { error: describe(error) }))
    done()
  })
  registerServiceRoutes(app, context, { metrics, pokes })
  registerKioskRoutes(app, context)
  registerReturningRoutes(app, context)
  registerStaffCallRoute(app, context)
  registerEventRoutes(app, context, pokes)
  registerSnapshotRoutes(app, context)
  for (const room of rooms) await room.routes?.(app, context)
  const look = { name: 'poke', everyMs: LOOK_MS, work: () => pokes.look() }
  const jobs = runJobs(context, [...OWN_JOBS, ...rooms.flatMap((room) => room.jobs ?? []), look])
  app.addHook('preClose', () => farewell([requests.answered, jobs.ended]))

  return {
    app,
    async listen({ host, port, bound }) {
      await app.listen({ host, port })
      const address = app.server.address()
      const found = typeof address === 'object' && address ? address.port : port
      bound?.(found)
      jobs.start()
      return found
    },
    doDueWork: jobs.doAll,
    async stop() {
      await app.close()
    },
  }
}
