import { choosingOffice, choosingServices, choosingSlot } from './visit-choosing.ts'
import { visitingAgain } from './visit-existing.ts'
import { STEPS, type Step } from './visit-events.ts'
import { renewingHold, withSlot } from './visit-person.ts'
import { done, recording } from './visit-recording.ts'
import { startingFilled } from './visit-take-along.ts'
import { visitSetup } from './visit-setup.ts'
import { nobody, paceFor } from './visitor.ts'

/** What the idle watch hears, and what is heard of it. */
const WATCHED = {
  activity: { actions: 'passToIdle' },
  'speech.started': { actions: 'passToIdle' },
  'speech.ended': { actions: 'passToIdle' },
  'idle.counting': { actions: 'showCount' },
  'idle.recovered': { actions: 'hideCount' },
} as const

/**
 * THE five-step flow: office, service, slot, person, overview, and the last screen. One actor per visitor.
 * `session` invokes the idle watch, so it runs while somebody is served and only then; leaving it in whatever way
 * forgets the visitor. `over` ends the actor: the page is then wiped and a new visit begins.
 */
export const visitMachine = visitSetup.createMachine({
  id: 'visit',
  context: ({ input }) => ({ ...nobody(input.language), home: input }),
  initial: 'start',
  on: {
    'language.chosen': { actions: 'chooseLanguage' },
    'comfort.changed': { actions: ['changeComfort', 'changePace'] },
  },
  states: {
    start: {
      initial: 'untouched',
      // Nobody has begun: the idle watch is not there to be told.
      on: {
        start: 'session',
        'existing.wanted': 'session.visitingAgain',
        'takeAlong.scanned': { target: 'session.startingFilled.reading', actions: 'noteTakeAlong' },
        'terminal.closed': 'over',
        'language.chosen': { target: '.touched', actions: 'chooseLanguage' },
        'comfort.changed': { target: '.touched', actions: 'changeComfort' },
      },
      states: {
        untouched: {},
        // A language or a type size chosen by somebody who walked away does not stay for the next visitor; who still reads
        // or listens is asked first, as everywhere (WCAG 2.2.1).
        touched: {
          exit: 'hideCount',
          invoke: {
            id: 'idle',
            src: 'idle',
            input: ({ context }) => paceFor(context.home.pace, context.comfort),
            onDone: { target: 'untouched', actions: 'forgetVisitor' },
          },
          on: {
            ...WATCHED,
            cancel: { target: 'untouched', actions: 'forgetVisitor' },
            'language.chosen': { actions: 'chooseLanguage' },
            'comfort.changed': { actions: ['changeComfort', 'changePace'] },
          },
        },
      },
    },
    session: {
      exit: [
        { type: 'releaseHold', params: ({ context }) => ({ bookingId: context.receipt ? null : context.bookingId }) },
        'forgetVisitor',
      ],
      invoke: {
        id: 'idle',
        src: 'idle',
        input: ({ context }) => paceFor(context.home.pace, context.comfort),
        onDone: 'over',
      },
      on: {
        ...WATCHED,
        cancel: 'over',
      },
      initial: 'choosingOffice',
      states: {
        choosingOffice,
        choosingServices,
        choosingSlot,
        withSlot,
        renewingHold,
        recording,
        done,
        visitingAgain,
        startingFilled,
      },
    },
    over: { type: 'final' },
  },
})

/** What the page writes as `data-step`. */
export type ShownStep = 'start' | Step | 'done'

/** The step that a visit stands at. */
export function stepOf(visit: { hasTag: (tag: Step | 'done') => boolean }): ShownStep {
  return STEPS.find((step) => visit.hasTag(step)) ?? (visit.hasTag('done') ? 'done' : 'start')
}
