import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import type { CentralContext } from '../../context.ts'
import type { SignIn } from '../../staff/sign-in.ts'
import { beginSession, signOut } from '../../staff/staff-session.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { type Guard, comesFromHere, sessionOf, setSessionCookie } from './guard.ts'
import { signInPage } from './staff-frame.ts'

const REFUSED =
  'Die Anmeldung hat nicht geklappt. Prüfen Sie E-Mail-Adresse und Passwort. Nach fünf falschen Versuchen ist ein Konto 15 Minuten gesperrt.'
const SLOW_DOWN = 'Von hier kamen zu viele Versuche. Bitte warten Sie 15 Minuten.'
const Form = z.object({ email: z.string().check(z.maxLength(254)), password: z.string().check(z.maxLength(800)) })

/** Signing in and out. `extra` is what stands under the form, such as the way to the town's own sign-in. */
export function registerSignIn(
  scope: FastifyInstance,
  guard: Guard,
  context: CentralContext,
  { signIn, extra }: { signIn: SignIn; extra: string },
): void {
  const page = async (problem: string | null, email: string) => {
    const town = await context.store.read((tx) => context.town.current(tx))
    return signInPage(town?.file.town ?? null, { problem, email, extra, withPassword: context.settings.passwordSignIn })
  }
  const sameOrigin = { referrer: 'same-origin' } as const

  scope.get('/staff/sign-in', async (request, reply) => {
    if ((await sessionOf(context, request)) !== null) return seeOther(reply, '/staff')
    return sendPage(reply, 200, await page(null, ''), sameOrigin)
  })
  scope.post('/staff/sign-in', async (request, reply) => {
    // Signing somebody in from a foreign page is an attack too.
    if (!comesFromHere(context, request)) return sendPage(reply, 403, await page(REFUSED, ''), sameOrigin)
    const form = Form.safeParse(request.body)
    if (!form.success) return sendPage(reply, 400, await page(REFUSED, ''), sameOrigin)
    const outcome = await signIn({ ...form.data, address: request.ip })
    if (outcome.outcome === 'slowDown') {
      void reply.header('retry-after', '900')
      return sendPage(reply, 429, await page(SLOW_DOWN, form.data.email), sameOrigin)
    }
    if (outcome.outcome === 'refused') return sendPage(reply, 403, await page(REFUSED, form.data.email), sameOrigin)
    setSessionCookie(context, reply, await beginSession(context, outcome.member.staffId))
    return seeOther(reply, outcome.member.role === 'it' ? '/staff/mails' : '/staff')
  })
  guard.post('/staff/sign-out', null, async ({ session, reply }) => {
    await signOut(context, session)
    setSessionCookie(context, reply, null)
    return seeOther(reply, '/staff/sign-in')
  })
}
