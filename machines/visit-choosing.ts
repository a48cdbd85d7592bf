import { assign } from 'xstate'
import { type VisitContext, visitSetup } from './visit-setup.ts'
import { wishOf, withLostSlot } from './visitor.ts'

const DROP_HOLD = {
  type: 'releaseHold',
  params: ({ context }: { context: VisitContext }) => ({ bookingId: context.bookingId }),
} as const

/** Step 1: where to. */
export const choosingOffice = visitSetup.createStateConfig({
  tags: 'office',
  initial: 'loading',
  states: {
    loading: {
      tags: 'busy',
      invoke: {
        src: 'listOffices',
        onDone: { target: 'choosing', actions: assign({ offices: ({ event }) => event.output }) },
        onError: 'silent',
      },
    },
    silent: { tags: 'silent', on: { retry: 'loading' } },
    choosing: {
      on: {
        'office.chosen': [
          { guard: 'sameOffice', target: '#visit.session.choosingServices' },
          { target: '#visit.session.choosingServices', actions: [DROP_HOLD, 'chooseOffice'] },
        ],
        next: { guard: 'officeKnown', target: '#visit.session.choosingServices' },
      },
    },
  },
  on: {
    back: [{ guard: 'nothingTold', target: '#visit.start.touched' }, { target: '#visit.over' }],
    'step.revisited': [
      { guard: 'toService', target: '#visit.session.choosingServices' },
      { guard: 'toSlot', target: '#visit.session.choosingSlot' },
    ],
  },
})

/** Step 2: what for; one service or several that the office offers together. */
export const choosingServices = visitSetup.createStateConfig({
  tags: 'service',
  initial: 'loading',
  states: {
    loading: {
      tags: 'busy',
      invoke: {
        src: 'listServices',
        input: ({ context }) => ({ officeId: context.officeId ?? '' }),
        onDone: { target: 'choosing', actions: assign({ services: ({ event }) => event.output }) },
        onError: 'silent',
      },
    },
    silent: { tags: 'silent', on: { retry: 'loading' } },
    choosing: {
      on: {
        'service.counted': { actions: [DROP_HOLD, 'countService'] },
        next: { guard: 'basketFilled', target: '#visit.session.choosingSlot' },
      },
    },
  },
  on: {
    back: '#visit.session.choosingOffice',
    'step.revisited': [{ guard: 'toOffice', target: '#visit.session.choosingOffice' }],
  },
})

/** Step 3: when; the chosen slot is held before anything is asked. */
export const choosingSlot = visitSetup.createStateConfig({
  tags: 'slot',
  initial: 'loading',
  states: {
    loading: {
      tags: 'busy',
      invoke: {
        src: 'listSlots',
        input: ({ context }) => ({ officeId: context.officeId ?? '', services: [...context.basket] }),
        onDone: { target: 'choosing', actions: assign({ slots: ({ event }) => event.output }) },
        onError: 'silent',
      },
    },
    silent: { tags: 'silent', on: { retry: 'loading' } },
    choosing: {
      exit: 'dropNotice',
      on: {
        'view.switched': { actions: 'switchView' },
        'slot.marked': { actions: 'markSlot' },
        'slot.chosen': { target: 'holding', actions: 'chooseSlot' },
        // Asked for again: the hold may have lapsed while the visitor looked around.
        next: { guard: 'slotHeld', target: 'holding' },
      },
    },
    holding: {
      tags: 'busy',
      invoke: {
        src: 'holdSlot',
        input: ({ context }) => wishOf(context),
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'slotTaken',
            target: 'loading',
            actions: assign(({ event }) => withLostSlot(event.output)),
          },
          {
            target: 'held',
            actions: assign(({ event }) => (event.output.outcome === 'slotTaken' ? {} : { hold: event.output })),
          },
        ],
        onError: 'holdSilent',
      },
    },
    holdSilent: { tags: 'silent', on: { retry: 'holding' } },
    held: {
      always: [
        { guard: 'readyToReview', target: '#visit.session.withSlot.reviewing' },
        { target: '#visit.session.withSlot.enteringPerson' },
      ],
    },
  },
  on: {
    back: '#visit.session.choosingServices',
    'step.revisited': [
      { guard: 'toOffice', target: '#visit.session.choosingOffice' },
      { guard: 'toService', target: '#visit.session.choosingServices' },
      { guard: 'toPerson', target: '.holding' },
    ],
  },
})
