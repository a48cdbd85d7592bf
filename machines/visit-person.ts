import { assign } from 'xstate'
import { visitSetup } from './visit-setup.ts'
import { fillingForm, makingSlip } from './visit-take-along.ts'
import { wishOf, withLostSlot } from './visitor.ts'

/** Steps 4 and 5: who comes, and the overview; all the while the slot is held. */
export const withSlot = visitSetup.createStateConfig({
  // The hold outlives a slow visitor: when it lapses, the same slot is asked for again before anything is lost.
  after: { holdLapse: '#visit.session.renewingHold' },
  initial: 'enteringPerson',
  states: {
    enteringPerson: {
      tags: 'person',
      exit: 'dropNotice',
      initial: 'details',
      states: {
        details: {
          on: {
            'field.entered': { actions: 'enterField' },
            'filling.wanted': 'fillingForm',
            'takeAlong.scanned': { target: 'fillingForm.reading', actions: 'noteTakeAlong' },
            next: [{ guard: 'personComplete', target: 'consenting', actions: 'clearIssues' }, { actions: 'nameIssues' }],
            back: '#visit.session.choosingSlot',
          },
        },
        consenting: {
          on: {
            'consent.given': { actions: 'noteConsent' },
            'consent.withdrawn': { actions: 'withdrawConsent' },
            'keep.wanted': 'confirmingKeep',
            'slip.wanted': { guard: 'personKept', target: 'makingSlip', actions: 'beginSlip' },
            'keep.declined': { actions: 'dropPersonLater' },
            next: [{ guard: 'consentGiven', target: '#visit.session.withSlot.reviewing' }, { actions: 'askForConsent' }],
            back: 'details',
          },
        },
        fillingForm,
        makingSlip,
        confirmingKeep: {
          on: {
            'keep.confirmed': { target: 'consenting', actions: 'keepPerson' },
            'keep.declined': { target: 'consenting', actions: 'dropPersonLater' },
            back: 'consenting',
          },
        },
      },
    },
    reviewing: {
      tags: 'overview',
      exit: 'dropNotice',
      on: {
        confirm: { guard: 'readyToReview', target: '#visit.session.recording' },
        back: 'enteringPerson.consenting',
        'step.revisited': [{ guard: 'toPerson', target: 'enteringPerson' }],
      },
    },
    before: { type: 'history', history: 'deep' },
  },
  on: {
    'step.revisited': [
      { guard: 'toOffice', target: '#visit.session.choosingOffice' },
      { guard: 'toService', target: '#visit.session.choosingServices' },
      { guard: 'toSlot', target: '#visit.session.choosingSlot' },
    ],
  },
})

/** The hold has lapsed: the same slot is asked for again, and only if it is gone the visitor hears of it. */
export const renewingHold = visitSetup.createStateConfig({
  tags: ['overview', 'busy'],
  initial: 'asking',
  states: {
    asking: {
      invoke: {
        src: 'holdSlot',
        input: ({ context }) => wishOf(context),
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'slotTaken',
            target: '#visit.session.choosingSlot',
            actions: assign(({ event }) => withLostSlot(event.output)),
          },
          {
            target: '#visit.session.withSlot.before',
            actions: assign(({ event }) =>
              event.output.outcome === 'slotTaken' ? {} : { hold: event.output, notice: 'holdRenewed' },
            ),
          },
        ],
        onError: 'silent',
      },
    },
    silent: { tags: 'silent', on: { retry: 'asking', back: '#visit.session.choosingSlot' } },
  },
})
