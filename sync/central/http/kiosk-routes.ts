import type { FastifyInstance } from 'fastify'
import { KIOSK_ROUTES } from '../../contract/kiosk-api.ts'
import type { CentralContext } from '../context.ts'
import { syncKiosk } from '../exchange/sync-kiosk.ts'
import { enrol } from '../fleet/kiosks.ts'
import { isoOf } from '../planning/local-day.ts'
import { createPlanWatch } from '../planning/plan-watch.ts'
import { holdAnywhere, releaseAnywhere } from '../provider/reserve-live.ts'
import { catalogueOf } from '../town/load-catalogue.ts'
import { announceWork, withdrawWork } from './announce-work.ts'
import { notModified } from './not-modified.ts'
import { sendProblem } from './problem.ts'
import { sendJson } from './send-json.ts'
import { kioskFrom, requireKiosk } from './signed-request.ts'
import { withInput } from './with-input.ts'

/** The kiosks' side of central, as sync/contract/kiosk-api.ts describes it. */
export function registerKioskRoutes(app: FastifyInstance, context: CentralContext): void {
  const signed = { preHandler: requireKiosk(context) }
  const plans = createPlanWatch(context)
  app.decorateRequest('withdrawWork', null)
  const { info, enrol: enrolment, catalogue, townKeys, hold, release, sync } = KIOSK_ROUTES

  app.get(info.path, () => ({
    serverTime: isoOf(context.clock.nowMs()),
    publicUrl: context.settings.publicUrl,
    sealingKey: context.keys.sealingKey,
    settingsKey: context.keys.settingsKey,
  }))

  // Ten tries a minute and address make a code of 60 bits unguessable.
  app.post(enrolment.path, { config: { rateLimit: { max: 10, timeWindow: 60_000 } } }, (request, reply) =>
    withInput(enrolment.input, request, reply, async (ask) => {
      const answer = await enrol(context, ask)
      return answer.outcome === 'enrolled' ? { ...answer, settingsKey: context.keys.settingsKey } : answer
    }),
  )

  app.get(catalogue.path, signed, async (request, reply) => {
    const town = await context.store.read((tx) => context.town.current(tx))
    if (!town) return sendProblem(reply, 'notReady', 'no catalogue has been imported')
    void reply.header('cache-control', 'no-cache')
    if (notModified(request, reply, town.version)) return reply.code(304).send()
    return sendJson(request, reply, { version: town.version, catalogue: catalogueOf(town) })
  })

  app.get(townKeys.path, signed, (request, reply) => {
    void reply.header('cache-control', 'no-store')
    return { keys: kioskFrom(request).profile === 'lobby' ? context.keys.townKeys : [] }
  })

  app.post(hold.path, signed, (request, reply) =>
    withInput(hold.input, request, reply, async (wish) => {
      const kiosk = kioskFrom(request)
      return holdAnywhere(context, { ...wish, kioskId: kiosk.kiosk_id, audience: kiosk.profile === 'desk' ? 'staff' : 'visitor' })
    }),
  )

  app.post(release.path, signed, (request, reply) =>
    withInput(release.input, request, reply, async ({ bookingId }) => {
      await releaseAnywhere(context, { bookingId, kioskId: kioskFrom(request).kiosk_id })
      return {}
    }),
  )

  // A hundred ops with a sealed person each stay far below this.
  const arrivals = { preHandler: [announceWork(context.store), signed.preHandler], onResponse: withdrawWork }
  app.post(sync.path, { ...arrivals, bodyLimit: 2_000_000 }, (request, reply) =>
    withInput(sync.input, request, reply, (ask) =>
      syncKiosk(context, kioskFrom(request), ask, { plans, handedOver: () => void withdrawWork(request) }),
    ),
  )
}
