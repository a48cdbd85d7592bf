import { type Desk, desk } from '../../sync/contract/desk-api.ts'
import type { BookingDetail, StaffMember } from '../../sync/contract/desk-records.ts'
import { dispatch, type Handlers } from '../../sync/contract/rpc.ts'
import type * as z from 'zod/mini'
import { type DeskBridge, deskBridge, type DeskHome } from '../bridge/contract-desk.ts'
import type { Knowledge } from '../visit/knowledge.ts'
import { presenceAt, type VisitorSession } from '../visit/visitor-session.ts'
import type { DeskWire } from './desk-wire.ts'
import type { KnownStaff } from './known-staff.ts'
import type { OfflineDesk } from './offline-desk.ts'
import type { OfflineSignIns } from './offline-sign-ins.ts'

/** One page of a desk and who sits there. */
export type DeskDoor = {
  readonly call: (method: string, input: unknown) => Promise<unknown>
  /** The page is gone: nobody is signed in here any more. */
  readonly close: () => Promise<void>
}

export type DeskParts = {
  readonly wire: DeskWire
  readonly knowledge: Knowledge
  readonly offline: OfflineDesk
  readonly known: KnownStaff
  readonly signIns: Pick<OfflineSignIns, 'note'>
  /** Central has said that it takes nothing from this device any more. */
  readonly blocked: () => boolean
  readonly lockMinutes: number
  readonly nowMs: () => number
  readonly print: (session: VisitorSession, booking: z.output<typeof BookingDetail>) => Promise<void>
}

/** Who is signed in at a page. Without a token central has not been asked: the account is known from the last days. */
type SignedIn = { readonly staff: StaffMember; readonly token: string | null; readonly offlineUntilMs: number }
type Forwarded = Exclude<keyof Desk, 'signIn' | 'signInByCode' | 'signOut' | 'release' | 'findSlots' | 'hold' | 'book'>

/** The desk's methods for one page; the session of its member stays on this side. */
export function openDeskDoor(parts: DeskParts, visitor: VisitorSession): DeskDoor {
  const { wire, knowledge, offline, known, signIns, nowMs } = parts
  let signedIn: SignedIn | null = null

  async function ask<M extends keyof Desk>(method: M, input: z.output<Desk[M]['input']>) {
    const current = signedIn
    if (current === null) return { outcome: 'signedOut' } as const
    // Signed in without central: its session is missing, so only what the station can do by itself is possible.
    const answer = heard(
      current.token === null ? ({ outcome: 'unreachable' } as const) : await wire(method, input, current.token),
    )
    const outcome = 'outcome' in answer ? answer.outcome : null
    if (outcome === 'signedOut' && signedIn === current) signedIn = null
    else if (outcome !== 'unreachable' && outcome !== 'blocked' && signedIn === current && current.token !== null)
      signedIn = { ...current, offlineUntilMs: offline.untilMs() }
    return answer
  }
  /** Whoever cannot reach central is told what central has said before. What was typed and what waits for central stays. */
  function heard<A extends object>(answer: A): A | { readonly outcome: 'blocked' } {
    const away = 'outcome' in answer && (answer.outcome === 'unreachable' || answer.outcome === 'blocked')
    if (!away || !parts.blocked()) return answer
    known.forgetAll()
    return { outcome: 'blocked' }
  }
  /** Whether the station may answer in central's place, and for whom. */
  const alone = (): StaffMember | null => (signedIn !== null && nowMs() < signedIn.offlineUntilMs ? signedIn.staff : null)
  const signOut = async () => {
    const gone = signedIn
    signedIn = null
    if (gone === null) return {}
    const answer = gone.token === null ? null : await wire('signOut', {}, gone.token)
    if (answer === null || 'outcome' in answer) signIns.note(gone.staff.staffId, 'left')
    return {}
  }
  /** Lets somebody in. False where the page has gone meanwhile: the next one is not theirs. */
  const letIn = async (next: SignedIn, present: () => boolean): Promise<boolean> => {
    if (present()) signedIn = next
    else if (next.token !== null) await wire('signOut', {}, next.token)
    return signedIn === next
  }
  const methods = Object.keys(desk) as (keyof Desk)[]
  const forwarded = Object.fromEntries(
    methods.map((method) => [method, (input: z.output<Desk[typeof method]['input']>) => ask(method, input)]),
  ) as Pick<Handlers<DeskBridge>, Forwarded>

  const handlers: Handlers<DeskBridge> = {
    ...forwarded,
    signIn: async (credentials) => {
      const present = presenceAt(visitor)
      const answer = heard(await wire('signIn', credentials, null))
      const now = nowMs()
      if (answer.outcome === 'signedIn') {
        const { session, staff, expiresAt } = answer
        if (!(await letIn({ staff, token: session, offlineUntilMs: offline.untilMs() }, present))) return { outcome: 'refused' }
        await known.remember(credentials, staff, now)
        return { outcome: 'signedIn', staff, expiresAt, offline: false }
      }
      if (answer.outcome === 'refused') await known.forget(credentials.email)
      if (answer.outcome !== 'unreachable') return answer
      const recalled = await known.recall(credentials, now)
      if ('staffId' in recalled) signIns.note(recalled.staffId, recalled.outcome === 'refused' ? 'failed' : 'locked')
      if (recalled.outcome !== 'known') return { outcome: recalled.outcome }
      const offlineUntilMs = offline.untilMs()
      if (!(await letIn({ staff: recalled.staff, token: null, offlineUntilMs }, present))) return { outcome: 'refused' }
      signIns.note(recalled.staff.staffId, 'cameIn')
      return { outcome: 'signedIn', staff: recalled.staff, expiresAt: new Date(offlineUntilMs).toISOString(), offline: true }
    },
    // A code is good once, so there is nothing to know this person by when central is away.
    signInByCode: async (input) => {
      const present = presenceAt(visitor)
      const answer = heard(await wire('signInByCode', input, null))
      if (answer.outcome !== 'signedIn') return answer
      const { session, staff, expiresAt } = answer
      if (!(await letIn({ staff, token: session, offlineUntilMs: offline.untilMs() }, present))) return { outcome: 'refused' }
      return { outcome: 'signedIn', staff, expiresAt, offline: false }
    },
    signOut,
    release: async (input) => {
      await ask('release', input)
      await offline.release(visitor, input.bookingId)
      return {}
    },
    findSlots: async (wish) => {
      const answer = await ask('findSlots', wish)
      const staff = answer.outcome === 'unreachable' ? alone() : null
      return staff === null ? answer : offline.findSlots(staff, wish)
    },
    hold: async (wish) => {
      const answer = await ask('hold', wish)
      const staff = answer.outcome === 'unreachable' ? alone() : null
      return staff === null ? answer : offline.hold(staff, visitor, wish)
    },
    book: async (booking) => {
      const answer = await ask('book', booking)
      const staff = answer.outcome === 'unreachable' ? alone() : null
      return staff === null ? answer : offline.book(staff, visitor, booking)
    },
    open: () => homeOf(parts),
    searchServices: ({ query, language }) => {
      const all = new Set(knowledge.catalogue()?.services.map(({ id }) => id))
      return knowledge.search(query, language, all)
    },
    printReceipt: async ({ bookingId }) => {
      const answer = await ask('getBooking', { bookingId, forReceipt: true })
      if (answer.outcome !== 'booking') return answer
      await parts.print(visitor, answer.booking)
      return { outcome: 'printing' }
    },
  }
  return {
    call: (method, input) => dispatch(deskBridge, handlers, method, input),
    close: async () => void (await signOut()),
  }
}

function homeOf({ knowledge, lockMinutes }: DeskParts): DeskHome | null {
  const catalogue = knowledge.catalogue()
  if (catalogue === null) return null
  const { town, offices, serviceGroups, services, offers } = catalogue
  return { town, offices, serviceGroups, services, offers, today: knowledge.today(), lockMinutes }
}
