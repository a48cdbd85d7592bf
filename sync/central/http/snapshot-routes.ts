import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { Id } from '../../contract/values.ts'
import type { CentralContext } from '../context.ts'
import { readOfficeDays, versionOf } from '../exchange/read-changes.ts'
import { planOffices } from '../planning/plan-office.ts'
import { townOf } from '../town/town-source.ts'
import { notModified } from './not-modified.ts'
import { sendProblem } from './problem.ts'
import { sendJson } from './send-json.ts'
import { kioskFrom, requireKiosk } from './signed-request.ts'

const Params = z.object({ officeId: Id, version: z.string().check(z.regex(/^\d{1,15}$/)) })

/** All days of an office at one version. A version is one picture for ever, so it may be kept; only the newest is made. */
export function registerSnapshotRoutes(app: FastifyInstance, context: CentralContext): void {
  app.get('/v1/snapshots/:officeId/:version', { preHandler: requireKiosk(context) }, async (request, reply) => {
    const params = Params.safeParse(request.params)
    if (!params.success) return sendProblem(reply, 'notFound')
    const { officeId, version } = params.data
    const audience = kioskFrom(request).profile === 'desk' ? 'staff' : 'visitor'
    void reply.header('cache-control', 'private, max-age=31536000, immutable')
    if (notModified(request, reply, `${officeId}-${version}-${audience}`)) return reply.code(304).send()
    await planOffices(context, [officeId])
    const nowMs = context.clock.nowMs()
    const snapshot = await context.store.read(async (tx) => {
      const current = await versionOf(tx, officeId)
      if (current === null || String(current) !== version) return { current, days: [] }
      return {
        current,
        days: await readOfficeDays(tx, await townOf(context.town, tx), { officeId, audience, afterVersion: -1, nowMs }),
      }
    })
    if (String(snapshot.current) === version) return sendJson(request, reply, snapshot.days)
    void reply.headers({ 'cache-control': 'no-store' }).removeHeader('etag')
    if (snapshot.current === null) return sendProblem(reply, 'notFound')
    return sendProblem(reply, 'gone', undefined, { current: `/v1/snapshots/${officeId}/${String(snapshot.current)}` })
  })
}
