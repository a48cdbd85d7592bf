import { assign } from 'xstate'
import { visitSetup } from './visit-setup.ts'
import { draftOf, noticeOf, withLostSlot } from './visitor.ts'

/** The booking is being written down; whatever the answer, there is a way on. */
export const recording = visitSetup.createStateConfig({
  tags: ['overview', 'busy'],
  initial: 'sending',
  states: {
    sending: {
      invoke: {
        src: 'confirmBooking',
        input: ({ context }) => draftOf(context),
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'booked',
            target: '#visit.session.done',
            actions: assign(({ event }) => (event.output.outcome === 'booked' ? { receipt: event.output.receipt } : {})),
          },
          {
            guard: ({ event }) => event.output.outcome === 'slotTaken',
            target: '#visit.session.choosingSlot',
            actions: assign(({ event }) => withLostSlot(event.output)),
          },
          {
            guard: ({ event }) => event.output.outcome === 'invalidPerson',
            target: '#visit.session.withSlot.enteringPerson',
            actions: assign(({ event }) => ({
              issues: event.output.outcome === 'invalidPerson' ? event.output.issues : [],
              notice: 'checkPerson',
            })),
          },
          {
            target: '#visit.session.withSlot.reviewing',
            actions: assign(({ event }) => ({
              notice: event.output.outcome === 'notBooked' ? noticeOf(event.output) : 'tooMany',
            })),
          },
        ],
        // The answer was lost, not necessarily the booking: ask again with the same id, never with another.
        onError: 'unanswered',
      },
    },
    unanswered: {
      tags: 'silent',
      after: { recordingRetry: 'sending' },
      on: { retry: 'sending' },
    },
  },
})

/** Booked: number, what happens next, paper; another booking or the end. */
export const done = visitSetup.createStateConfig({
  tags: 'done',
  entry: ['dropPersonUnlessKept', 'hurryOn'],
  exit: 'changePace',
  on: {
    'verdict.arrived': { actions: 'noteVerdict' },
    'print.wanted': {
      actions: { type: 'printReceipt', params: ({ context }) => ({ bookingId: context.receipt?.bookingId ?? null }) },
    },
    'another.wanted': { target: '#visit.session.choosingOffice', actions: 'beginAnother' },
    finish: '#visit.over',
  },
})
