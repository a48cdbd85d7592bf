import formbody from '@fastify/formbody'
import type { Room } from '../../central.ts'
import type { ScryptCost } from '../../staff/password.ts'
import { createSignIn } from '../../staff/sign-in.ts'
import { pageFault } from '../page-fault.ts'
import { sendPage } from '../page-reply.ts'
import { registerClosures } from './closure-routes.ts'
import { registerDeskCode } from './desk-code-routes.ts'
import { registerDetail } from './detail-routes.ts'
import { registerFleetPages } from './fleet-routes.ts'
import { createGuard } from './guard.ts'
import { registerInbox } from './inbox-routes.ts'
import { registerOfficePages } from './office-routes.ts'
import { oidcButton, registerOidc } from './oidc-routes.ts'
import { registerPrivacy } from './privacy-routes.ts'
import { registerSearch } from './search-routes.ts'
import { registerSignIn } from './sign-in-routes.ts'
import { staffMessagePage, staffTroublePage } from './staff-frame.ts'

/** The pages for staff under /staff. `cost` is that of new password hashes; tests use a lower one. */
export function staffRoom({ cost }: { cost?: ScryptCost } = {}): Room {
  return {
    async routes(app, context) {
      await app.register(async (scope) => {
        await scope.register(formbody, { bodyLimit: 32_768 })
        scope.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
          const status = pageFault(context.log, error, request, reply)
          return sendPage(reply, status, staffTroublePage(), { referrer: 'same-origin' })
        })
        const guard = await createGuard(scope, context)
        const { oidc } = context.settings
        registerSignIn(scope, guard, context, { signIn: createSignIn(context, cost), extra: oidc ? oidcButton(oidc) : '' })
        if (oidc) registerOidc(scope, context, oidc)
        registerDeskCode(guard, context)
        registerInbox(guard, context)
        registerSearch(guard, context)
        registerDetail(guard, context)
        registerPrivacy(guard, context)
        registerOfficePages(guard, context)
        registerClosures(guard, context)
        registerFleetPages(guard, context)
        // An old bookmark, or a slip of the keyboard: a page with the menu, where machines get a problem document.
        guard.get('/staff/*', null, (visit) => {
          const page = staffMessagePage(visit, 'Diese Seite gibt es nicht', 'Vielleicht hat sich die Adresse geändert.')
          return sendPage(visit.reply, 404, page, { referrer: 'same-origin' })
        })
      })
    },
  }
}
