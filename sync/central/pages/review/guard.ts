import { timingSafeEqual } from 'node:crypto'
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { worksAt } from '../../../contract/works-at.ts'
import type { Actor, CentralContext } from '../../context.ts'
import { writeAudit } from '../../privacy/audit.ts'
import type { DeskFunction, Permission, StaffMember } from '../../staff/roles.ts'
import { may } from '../../staff/roles.ts'
import { LONGEST_MS, type StaffSession, findSession } from '../../staff/staff-session.ts'
import type { LoadedTown } from '../../town/town-source.ts'
import { townOf } from '../../town/town-source.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { staffMessagePage } from './staff-frame.ts'

/** One request of a signed-in member. */
export type StaffVisit = {
  readonly member: StaffMember
  readonly session: StaffSession
  readonly town: LoadedTown
  readonly actor: Actor
  readonly nowMs: number
  readonly params: Readonly<Record<string, string>>
  readonly query: unknown
  readonly body: unknown
  readonly reply: FastifyReply
}
export type StaffWork = (visit: StaffVisit) => Promise<FastifyReply> | FastifyReply

/** What somebody must be allowed to do, on the pages or at the desk; null: only be signed in. */
type Needed = Permission | DeskFunction | null

export type Guard = {
  readonly get: (path: string, permission: Needed, work: StaffWork) => void
  readonly post: (path: string, permission: Needed, work: StaffWork) => void
}

const isSecure = ({ settings }: CentralContext) => settings.publicUrl.startsWith('https:')
/** `__Host-` ties the cookie to this host and to https (RFC 6265bis §4.1.3.2); on a loopback demonstration there is no https. */
const cookieName = (context: CentralContext) => (isSecure(context) ? '__Host-foyer-staff' : 'foyer-staff')

export function setSessionCookie(context: CentralContext, reply: FastifyReply, token: string | null): void {
  const options = { path: '/', httpOnly: true, secure: isSecure(context), sameSite: 'strict' } as const
  if (token === null) void reply.clearCookie(cookieName(context), options)
  else void reply.setCookie(cookieName(context), token, { ...options, maxAge: LONGEST_MS / 1_000 })
}

export async function sessionOf(context: CentralContext, request: FastifyRequest): Promise<StaffSession | null> {
  const token = request.cookies[cookieName(context)]
  return token === undefined || token.length > 100 ? null : findSession(context, token)
}

/** Forms come from our own pages alone: the Origin has to be this host or the public address. */
export function comesFromHere({ settings }: CentralContext, request: FastifyRequest): boolean {
  const origin = request.headers.origin
  if (origin === undefined || !URL.canParse(origin)) return false
  return origin === new URL(settings.publicUrl).origin || new URL(origin).host === request.headers.host
}

/** Routes for staff: signed in, allowed, and for changes from our own form. Everything else stops here. */
export async function createGuard(scope: FastifyInstance, context: CentralContext): Promise<Guard> {
  await scope.register(cookie)
  const enter = (permission: Needed, work: StaffWork) => async (request: FastifyRequest, reply: FastifyReply) => {
    const session = await sessionOf(context, request)
    if (session === null) return seeOther(reply, '/staff/sign-in')
    const town = await context.store.read((tx) => townOf(context.town, tx))
    const visit = { session, member: session.member, town }
    const refuse = (status: number, heading: string, text: string) =>
      sendPage(reply, status, staffMessagePage(visit, heading, text), { referrer: 'same-origin' })
    if (permission !== null && !may(session.member.role, permission)) {
      const entry = {
        actor: { kind: 'staff', id: session.member.staffId },
        action: 'page.forbidden',
        detail: permission,
      } as const
      await context.store.transact((tx) => writeAudit(tx, { random: context.random, nowMs: context.clock.nowMs() }, entry))
      return refuse(403, 'Dafür fehlt die Berechtigung', 'Ihr Konto darf diese Seite nicht öffnen.')
    }
    if (request.method === 'POST' && !(comesFromHere(context, request) && carriesToken(request.body, session.csrfToken))) {
      return refuse(403, 'Das Formular ist nicht mehr gültig', 'Es wurde nichts geändert. Öffnen Sie die Seite bitte neu.')
    }
    return work({
      ...visit,
      actor: { kind: 'staff', id: session.member.staffId },
      nowMs: context.clock.nowMs(),
      params: request.params as Record<string, string>,
      query: request.query,
      body: request.body,
      reply,
    })
  }
  return {
    get: (path, permission, work) => void scope.get(path, enter(permission, work)),
    post: (path, permission, work) => void scope.post(path, enter(permission, work)),
  }
}

function carriesToken(body: unknown, token: string): boolean {
  const given = typeof body === 'object' && body !== null && 'csrf' in body ? body.csrf : undefined
  if (typeof given !== 'string') return false
  const [one, other] = [Buffer.from(given), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** The offices whose bookings the member may see. */
export const officesOf = (member: StaffMember, town: LoadedTown) =>
  [...town.offices.values()].filter(({ id }) => worksAt(member, id))
