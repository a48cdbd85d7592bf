import type { FastifyInstance } from 'fastify'
import { KIOSK_ROUTES } from '../../contract/kiosk-api.ts'
import type { CentralContext } from '../context.ts'
import { cancelByCode, checkIn, lookUp, moveByCode } from '../returning/returning-visitor.ts'
import { requireKiosk, kioskFrom } from './signed-request.ts'
import { withInput } from './with-input.ts'

/** Visitors who come back with a number or a receipt. */
export function registerReturningRoutes(app: FastifyInstance, context: CentralContext): void {
  const signed = { preHandler: requireKiosk(context) }
  const { lookUp: look, checkIn: arrive, cancelBooking, moveBooking } = KIOSK_ROUTES

  app.post(look.path, signed, (request, reply) =>
    withInput(look.input, request, reply, (code) => lookUp(context, { kiosk: kioskFrom(request), code })),
  )
  app.post(arrive.path, signed, (request, reply) =>
    withInput(arrive.input, request, reply, (code) => checkIn(context, { kiosk: kioskFrom(request), code })),
  )
  app.post(cancelBooking.path, signed, (request, reply) =>
    withInput(cancelBooking.input, request, reply, (code) => cancelByCode(context, { kiosk: kioskFrom(request), code })),
  )
  app.post(moveBooking.path, signed, (request, reply) =>
    withInput(moveBooking.input, request, reply, ({ code, startsAt }) =>
      moveByCode(context, { kiosk: kioskFrom(request), code, startsAt }),
    ),
  )
}
