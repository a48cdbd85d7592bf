import type { FastifyInstance } from 'fastify'
import type { CentralContext } from '../context.ts'
import type { Metrics } from './metrics.ts'
import { openApiOf } from './openapi.ts'
import type { Pokes } from './pokes.ts'
import { sendProblem } from './problem.ts'
import { sendJson } from './send-json.ts'

/** What operators' tools ask: is it alive, can it work, how much, and how is it spoken to. */
export function registerServiceRoutes(
  app: FastifyInstance,
  context: CentralContext,
  { metrics, pokes }: { metrics: Metrics; pokes: Pokes },
): void {
  const unlimited = { config: { rateLimit: false } }

  app.get('/healthz', unlimited, () => ({ alive: true }))

  app.get('/readyz', unlimited, async (_request, reply) => {
    const town = await context.store.read((tx) => context.town.current(tx)).catch(() => undefined)
    if (town === undefined) return sendProblem(reply, 'notReady', 'the store does not answer')
    if (town === null) return sendProblem(reply, 'notReady', 'no catalogue has been imported')
    return { ready: true, catalogueVersion: town.version }
  })

  app.get('/metrics', unlimited, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text(pokes.listeners())),
  )

  app.get('/v1/openapi.json', (request, reply) => sendJson(request, reply, openApiOf(context.settings.publicUrl)))
}
