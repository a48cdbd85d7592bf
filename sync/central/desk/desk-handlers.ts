import type * as z from 'zod/mini'
import type { Desk } from '../../contract/desk-api.ts'
import type { Handlers } from '../../contract/rpc.ts'
import type { CentralContext } from '../context.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import { isoOf } from '../planning/local-day.ts'
import { providedIds } from '../provider/provided-calendar.ts'
import { redeemDeskCode } from '../staff/desk-code.ts'
import { may, type StaffMember } from '../staff/roles.ts'
import type { SignIn } from '../staff/sign-in.ts'
import { beginSession, findSession, LONGEST_MS, signOut } from '../staff/staff-session.ts'
import { countAttempt } from '../staff/throttle.ts'
import { townOf } from '../town/town-source.ts'
import { book } from './book-for-caller.ts'
import * as changes from './change-for-caller.ts'
import { closeDay } from './close-day.ts'
import { day, inbox } from './day-view.ts'
import { type DeskMethod, type DeskVisit, type DeskWorks, forbidden } from './desk-visit.ts'
import { earlierList, takeEarlier, wishEarlier } from './earlier-for-caller.ts'
import { findBookings } from './find-for-caller.ts'
import * as corner from './fleet-corner.ts'
import type { Looks } from './looks.ts'
import { mergeBookings } from './merge-for-caller.ts'
import { figures } from './office-figures.ts'
import { tasks } from './open-tasks.ts'
import { getBooking } from './read-booking.ts'
import { findSlots, hold, release } from './slots-for-caller.ts'

const WORKS: DeskWorks = {
  findSlots,
  hold,
  release,
  book,
  findBookings,
  getBooking,
  ...changes,
  mergeBookings,
  wishEarlier,
  takeEarlier,
  earlierList,
  inbox,
  day,
  closeDay,
  tasks,
  figures,
  ...corner,
}

/** One request of a desk: its device, and the session that its station keeps for who sits there. */
export type DeskRequest = {
  readonly context: CentralContext
  readonly kiosk: KioskRow
  readonly session: string | null
  readonly signIn: SignIn
  readonly looks: Looks
}

/** All methods for one request: signed in at this very device, then allowed by role, then done. */
export function deskHandlers(request: DeskRequest): Handlers<Desk> {
  const guarded = Object.entries(WORKS).map(([method, work]) => [
    method,
    async (input: unknown) => {
      const visit = await visitOf(request)
      if (!visit) return { outcome: 'signedOut' }
      if (!may(visit.member.role, method as DeskMethod)) return forbidden(visit, method as DeskMethod, input)
      // The input was parsed by the contract of this very method.
      return (work as (visit: DeskVisit, input: unknown) => Promise<unknown>)(visit, input)
    },
  ])
  return {
    ...(Object.fromEntries(guarded) as Pick<Handlers<Desk>, DeskMethod>),
    signIn: (credentials) => signIn(request, credentials),
    signInByCode: ({ code }) => signInByCode(request, code),
    signOut: () => leave(request),
  }
}

async function visitOf({ context, kiosk, session, looks }: DeskRequest): Promise<DeskVisit | null> {
  if (session === null) return null
  const found = await findSession(context, session, kiosk.kiosk_id)
  if (!found) return null
  const { member } = found
  const town = await context.store.read((tx) => townOf(context.town, tx))
  return { context, kiosk, member, actor: { kind: 'staff', id: member.staffId }, town, nowMs: context.clock.nowMs(), looks }
}

type SignedIn = z.input<Desk['signIn']['output']>

async function signIn(request: DeskRequest, credentials: z.output<Desk['signIn']['input']>): Promise<SignedIn> {
  const { kiosk, signIn } = request
  // Attempts are counted for each device: many desks may share one address.
  const signedIn = await signIn({ ...credentials, address: `desk:${kiosk.kiosk_id}` })
  return signedIn.outcome === 'signedIn' ? enter(request, signedIn.member) : signedIn
}

const CODE_TRIES = 30
const CODE_WINDOW_MS = 15 * 60_000

async function signInByCode(request: DeskRequest, code: string): Promise<SignedIn> {
  const { context, kiosk } = request
  const attempt = { key: `deskCode:${kiosk.kiosk_id}`, limit: CODE_TRIES, windowMs: CODE_WINDOW_MS, nowMs: context.clock.nowMs() }
  if (!(await context.store.transact((tx) => countAttempt(tx, attempt)))) return { outcome: 'slowDown' }
  const member = await redeemDeskCode(context, code)
  return member ? enter(request, member) : { outcome: 'refused' }
}

/** Begins the session of a member at this very desk. */
async function enter({ context, kiosk }: DeskRequest, { staffId, name, role, offices }: StaffMember): Promise<SignedIn> {
  const providedOffices = context.provider ? await context.store.read(providedIds) : []
  const expiresAt = isoOf(context.clock.nowMs() + LONGEST_MS)
  const session = await beginSession(context, staffId, { kioskId: kiosk.kiosk_id })
  const { spokenConfirmation } = context.settings
  const staff = { staffId, name, role, offices: [...offices], spokenConfirmation, providedOffices }
  return { outcome: 'signedIn', staff, session, expiresAt }
}

async function leave(request: DeskRequest): Promise<Record<string, never>> {
  const { context, kiosk, session } = request
  const found = session === null ? null : await findSession(context, session, kiosk.kiosk_id)
  if (found) await signOut(context, found)
  return {}
}
