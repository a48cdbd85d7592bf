import type { FastifyInstance } from 'fastify'
import { KIOSK_ROUTES } from '../../contract/kiosk-api.ts'
import type { CentralContext } from '../context.ts'
import { noteStaffCall } from '../fleet/staff-calls.ts'
import { kioskFrom, requireKiosk } from './signed-request.ts'
import { withInput } from './with-input.ts'

/** Somebody at a terminal asks for a person; the desk's list of devices shows it. */
export function registerStaffCallRoute(app: FastifyInstance, context: CentralContext): void {
  const { callStaff } = KIOSK_ROUTES
  app.post(callStaff.path, { preHandler: requireKiosk(context) }, (request, reply) =>
    withInput(callStaff.input, request, reply, async () => {
      await noteStaffCall(context, kioskFrom(request))
      return { outcome: 'called' as const }
    }),
  )
}
