import type { FastifyInstance, FastifyReply } from 'fastify'
import { html } from 'ghtml'
import type { CentralContext } from '../../context.ts'
import { createOidc, JOURNEY_MS } from '../../staff/oidc.ts'
import type { OidcSettings } from '../../staff/oidc-settings.ts'
import { beginSession } from '../../staff/staff-session.ts'
import type { Markup } from '../frame.ts'
import { sendPage } from '../page-reply.ts'
import { setSessionCookie } from './guard.ts'
import { enteredPage, signInPage } from './staff-frame.ts'

const LEAVE = '/staff/oidc'
const RETURN = '/staff/oidc/return'
const COOKIE = 'foyer-oidc'
const REFUSED = 'Für dieses Konto ist hier kein Zugang eingerichtet. Bitte wenden Sie sich an Ihre IT.'
const FAILED = 'Die Anmeldung bei der Verwaltung hat nicht geklappt. Bitte versuchen Sie es noch einmal.'

/** The way to the town's own sign-in, under the form or in its place. */
export const oidcButton = ({ label }: OidcSettings): Markup =>
  html`<p class="actions"><a class="button" href="${LEAVE}">${label}</a></p>`

/** Leaving for the town's own sign-in, and coming back from it. */
export function registerOidc(scope: FastifyInstance, context: CentralContext, settings: OidcSettings): void {
  const oidc = createOidc(context, settings)
  const { publicUrl, passwordSignIn } = context.settings
  const isSecure = publicUrl.startsWith('https:')
  // Lax: the browser comes back from another site. It opens nothing by itself.
  const cookie = { path: LEAVE, httpOnly: true, secure: isSecure, sameSite: 'lax' } as const
  const problem = async (reply: FastifyReply, status: number, text: string) => {
    const town = await context.store.read((tx) => context.town.current(tx))
    const form = { problem: text, email: '', extra: oidcButton(settings), withPassword: passwordSignIn }
    return sendPage(reply, status, signInPage(town?.file.town ?? null, form), { referrer: 'same-origin' })
  }

  const limited = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } }
  scope.get(LEAVE, limited, async (_request, reply) => {
    const left = await oidc.leave(`${context.settings.publicUrl}${RETURN}`)
    if ('outcome' in left) {
      context.log.warn('oidc.failed', { error: left.error })
      return problem(reply, 502, FAILED)
    }
    return reply
      .setCookie(COOKIE, left.journey, { ...cookie, maxAge: JOURNEY_MS / 1_000 })
      .code(303)
      .header('cache-control', 'no-store')
      .header('location', left.url)
      .send()
  })
  scope.get(RETURN, limited, async (request, reply) => {
    const outcome = await oidc.comeBack(new URL(request.url, context.settings.publicUrl), request.cookies[COOKIE])
    void reply.clearCookie(COOKIE, cookie)
    if (outcome.outcome === 'failed') {
      context.log.warn('oidc.failed', { error: outcome.error })
      return problem(reply, 403, FAILED)
    }
    if (outcome.outcome === 'refused') return problem(reply, 403, REFUSED)
    setSessionCookie(context, reply, await beginSession(context, outcome.member.staffId))
    // A redirect would still count as coming from the other site, and the strict cookie would not be sent; a page of ours goes on.
    const next = outcome.member.role === 'it' ? '/staff/mails' : '/staff'
    return sendPage(reply.header('refresh', `0; url=${next}`), 200, enteredPage(next), { referrer: 'same-origin' })
  })
}
