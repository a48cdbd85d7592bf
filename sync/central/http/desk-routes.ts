import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { desk } from '../../contract/desk-api.ts'
import { KIOSK_ROUTES } from '../../contract/kiosk-api.ts'
import { ContractError, dispatch } from '../../contract/rpc.ts'
import type { CentralContext } from '../context.ts'
import { deskHandlers } from '../desk/desk-handlers.ts'
import { createLooks } from '../desk/looks.ts'
import { noteOfflineSignIns } from '../desk/offline-sign-ins.ts'
import type { ScryptCost } from '../staff/password.ts'
import { createSignIn, type SignIn } from '../staff/sign-in.ts'
import { sendProblem } from './problem.ts'
import { sendJson } from './send-json.ts'
import { kioskFrom, requireKiosk } from './signed-request.ts'
import { withInput } from './with-input.ts'

const LONGEST_TOKEN = 100

/**
 * `POST /v1/desk/<method>`: signed by a device of profile `desk`; `x-foyer-staff` says who sits there. Beside it, what the device
 * tells by itself.
 */
export function registerDeskRoutes(app: FastifyInstance, context: CentralContext, cost?: ScryptCost): void {
  // Made at the first sign-in: it costs a third of a second, which a central without desks need not spend.
  let signIn: SignIn | null = null

  const looks = createLooks()
  const { tellSignIns } = KIOSK_ROUTES
  app.post(tellSignIns.path, { preHandler: [requireKiosk(context), requireDesk] }, (request, reply) =>
    withInput(tellSignIns.input, request, reply, async ({ signIns }) => {
      await noteOfflineSignIns(context, kioskFrom(request), signIns)
      return {}
    }),
  )

  app.post('/v1/desk/:method', { preHandler: [requireKiosk(context), requireDesk] }, async (request, reply) => {
    const { method } = request.params as { method: string }
    if (!Object.hasOwn(desk, method)) return sendProblem(reply, 'notFound')
    signIn ??= createSignIn(context, cost)
    const handlers = deskHandlers({ context, kiosk: kioskFrom(request), session: sessionIn(request), signIn, looks })
    void reply.header('cache-control', 'no-store')
    try {
      return await sendJson(request, reply, await dispatch(desk, handlers, method, request.body ?? {}))
    } catch (error) {
      if (error instanceof ContractError) return sendProblem(reply, 'malformed', error.message)
      throw error
    }
  })
}

async function requireDesk(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  return kioskFrom(request).profile === 'desk' ? undefined : sendProblem(reply, 'forbidden', 'this device is no desk')
}

function sessionIn({ headers }: FastifyRequest): string | null {
  const token = headers['x-foyer-staff']
  return typeof token === 'string' && token !== '' && token.length <= LONGEST_TOKEN ? token : null
}
