import { type ActorRefFrom, assertEvent, assign, enqueueActions, fromPromise, setup } from 'xstate'
import type { DeskSignIn } from '../sync/contract/desk-api.ts'
import type { StaffMember } from '../sync/contract/desk-records.ts'
import { worksAt } from '../sync/contract/works-at.ts'
import { failureOf } from './blocked-desk.ts'
import { type CallAgain, callMachine } from './call.ts'

export type DeskView = 'calls' | 'find' | 'day' | 'inbox' | 'tasks' | 'figures' | 'fleet'
export type CallRef = ActorRefFrom<typeof callMachine>

export type FrontDeskInput = {
  /** Minutes without a key before the desk locks. */
  lockMinutes: number
  /** The town's offices, for members who work at all of them. */
  officeIds: readonly string[]
}

export type FrontDeskContext = {
  home: FrontDeskInput
  staff: StaffMember | null
  /** How somebody last came in, or tried to: the door after a lock asks the same way, and for no address twice. */
  entry: { by: 'password'; email: string } | { by: 'code' } | null
  refusal: 'refused' | 'slowDown' | 'unreachable' | 'blocked' | null
  view: DeskView
  calls: readonly CallRef[]
  /** The call on the screen; the others are parked. */
  activeCall: string | null
}

export type SignInBy = { email: string; password: string } | { code: string }

export type FrontDeskEvent =
  | { type: 'credentials.entered'; email: string; password: string }
  /** From central's own page, for accounts of the town's sign-in. */
  | { type: 'code.entered'; code: string }
  /** The town's offices are others than they were. */
  | { type: 'offices.changed'; officeIds: readonly string[] }
  | { type: 'activity' }
  | { type: 'lock' }
  | { type: 'sign.out' }
  | { type: 'session.ended' }
  | { type: 'view.chosen'; view: DeskView }
  /** `bookingId` is a fresh UUID made in the page. */
  | { type: 'call.begun'; bookingId: string; again?: CallAgain }
  | { type: 'call.taken'; callId: string }
  | { type: 'call.ended'; callId: string }

/**
 * The front desk: locked until a member of staff signs in, locked again after some minutes without a key. Calls are kept
 * through a lock of the same person and dropped when another one signs in, so nobody reads a colleague's caller.
 */
export const frontDeskMachine = setup({
  types: { context: {} as FrontDeskContext, input: {} as FrontDeskInput, events: {} as FrontDeskEvent },
  actors: {
    call: callMachine,
    signIn: fromPromise<DeskSignIn, SignInBy>(() => Promise.reject(new Error('signIn not provided'))),
    signOut: fromPromise<void>(() => Promise.reject(new Error('signOut not provided'))),
  },
  delays: { idleLock: ({ context }) => context.home.lockMinutes * 60_000 },
  guards: {
    signedIn: (_, answer: DeskSignIn) => answer.outcome === 'signedIn',
  },
  actions: {
    noteStaff: enqueueActions(({ context, enqueue }, answer: DeskSignIn) => {
      if (answer.outcome !== 'signedIn') return
      const samePerson = context.staff?.staffId === answer.staff.staffId
      if (!samePerson) for (const call of context.calls) enqueue.stopChild(call)
      enqueue.assign({
        staff: answer.staff,
        refusal: null,
        ...(!samePerson && { calls: [], activeCall: null, view: answer.staff.role === 'it' ? 'fleet' : 'calls' }),
      })
    }),
    noteEntry: assign(({ event }) => {
      assertEvent(event, ['credentials.entered', 'code.entered'])
      return { entry: event.type === 'code.entered' ? { by: 'code' } : { by: 'password', email: event.email } }
    }),
    noteRefusal: assign((_, answer: DeskSignIn) => ({
      refusal: answer.outcome === 'signedIn' ? null : answer.outcome,
    })),
    noteFailure: assign((_, { error }: { error: unknown }) => ({ refusal: failureOf(error) })),
    forgetStaff: enqueueActions(({ context, enqueue }) => {
      for (const call of context.calls) enqueue.stopChild(call)
      enqueue.assign({ staff: null, entry: null, calls: [], activeCall: null, view: 'calls' })
    }),
    noteOffices: assign(({ context, event }) =>
      event.type === 'offices.changed' ? { home: { ...context.home, officeIds: event.officeIds } } : {},
    ),
    chooseView: assign(({ event }) => (event.type === 'view.chosen' ? { view: event.view } : {})),
    beginCall: assign(({ context, event, spawn }) => {
      assertEvent(event, 'call.begun')
      const { home, staff, calls } = context
      const own = home.officeIds.filter((officeId) => staff !== null && worksAt(staff, officeId))
      const input = {
        bookingId: event.bookingId,
        officeIds: own,
        ...(event.again && { again: event.again }),
      }
      const call = spawn('call', { id: event.bookingId, input })
      return { calls: [...calls, call], activeCall: event.bookingId, view: 'calls' as const }
    }),
    takeCall: assign(({ event }) => (event.type === 'call.taken' ? { activeCall: event.callId, view: 'calls' as const } : {})),
    endCall: enqueueActions(({ context, enqueue, event }) => {
      assertEvent(event, 'call.ended')
      const ended = context.calls.find(({ id }) => id === event.callId)
      if (ended) enqueue.stopChild(ended)
      const calls = context.calls.filter(({ id }) => id !== event.callId)
      const activeCall = context.activeCall === event.callId ? (calls.at(-1)?.id ?? null) : context.activeCall
      enqueue.assign({ calls, activeCall })
    }),
  },
}).createMachine({
  id: 'frontDesk',
  context: ({ input }) => ({ home: input, staff: null, entry: null, refusal: null, view: 'calls', calls: [], activeCall: null }),
  initial: 'locked',
  on: { 'offices.changed': { actions: 'noteOffices' } },
  states: {
    locked: {
      // Behind a lock the station answers nobody: it drops its session.
      invoke: { src: 'signOut', onError: { actions: [] } },
      initial: 'waiting',
      states: {
        waiting: {
          on: {
            'credentials.entered': { target: 'signingIn', actions: 'noteEntry' },
            'code.entered': { target: 'signingIn', actions: 'noteEntry' },
          },
        },
        signingIn: {
          invoke: {
            src: 'signIn',
            input: ({ event }) => {
              assertEvent(event, ['credentials.entered', 'code.entered'])
              if (event.type === 'code.entered') return { code: event.code }
              return { email: event.email, password: event.password }
            },
            onDone: [
              {
                guard: { type: 'signedIn', params: ({ event }) => event.output },
                target: '#frontDesk.unlocked',
                actions: { type: 'noteStaff', params: ({ event }) => event.output },
              },
              { target: 'waiting', actions: { type: 'noteRefusal', params: ({ event }) => event.output } },
            ],
            onError: { target: 'waiting', actions: { type: 'noteFailure', params: ({ event }) => ({ error: event.error }) } },
          },
        },
      },
    },
    unlocked: {
      after: { idleLock: 'locked' },
      on: {
        activity: { target: 'unlocked', reenter: true },
        lock: 'locked',
        'sign.out': 'signingOut',
        'session.ended': { target: 'locked', actions: 'forgetStaff' },
        'view.chosen': { actions: 'chooseView' },
        'call.begun': { actions: 'beginCall' },
        'call.taken': { actions: 'takeCall' },
        'call.ended': { actions: 'endCall' },
      },
    },
    signingOut: {
      entry: 'forgetStaff',
      invoke: { src: 'signOut', onDone: 'locked', onError: 'locked' },
    },
  },
})
