import { assign } from 'xstate'
import { visitSetup } from './visit-setup.ts'

const NOTHING_KNOWN = { code: null, existing: null, existingResult: null } as const

/**
 * "I have a booking" (SEED S24): the number or the receipt's QR code, then check in, cancel or move. Whatever is answered,
 * the booking stands on the screen again or the visitor is told where to ask.
 */
export const visitingAgain = visitSetup.createStateConfig({
  tags: 'existing',
  initial: 'enteringCode',
  entry: assign(NOTHING_KNOWN),
  exit: assign(NOTHING_KNOWN),
  states: {
    enteringCode: {
      on: {
        'code.entered': [
          { guard: 'codeReadable', target: 'lookingUp', actions: ['noteCode', 'dropNotice'] },
          { actions: assign({ notice: 'codeUnreadable' }) },
        ],
        // The other paper of ours that one may hold under the scanner here.
        'takeAlong.scanned': { target: '#visit.session.startingFilled.reading', actions: 'noteTakeAlong' },
        back: [{ guard: 'nothingTold', target: '#visit.start.touched' }, { target: '#visit.over' }],
      },
    },
    lookingUp: {
      tags: 'busy',
      invoke: {
        src: 'lookUp',
        input: ({ context }) => codeOf(context),
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'found',
            target: 'naming',
            actions: assign(({ event }) => (event.output.outcome === 'found' ? { existing: event.output.booking } : {})),
          },
          {
            target: 'enteringCode',
            actions: assign(({ event: { output } }) => (output.outcome === 'found' ? {} : { notice: NOTICES[output.outcome] })),
          },
        ],
        onError: { target: 'enteringCode', actions: assign({ notice: 'existingUnreachable' }) },
      },
    },
    /** Office and services of the booking by their names; without them it is shown by its time alone. */
    naming: {
      tags: 'busy',
      initial: 'office',
      states: {
        office: {
          invoke: {
            src: 'listOffices',
            onDone: { target: 'services', actions: assign({ offices: ({ event }) => event.output }) },
            onError: '#visit.session.visitingAgain.showing',
          },
        },
        services: {
          invoke: {
            src: 'listServices',
            input: ({ context }) => ({ officeId: context.existing?.officeId ?? '' }),
            onDone: {
              target: '#visit.session.visitingAgain.showing',
              actions: assign(({ context: { existing }, event }) => ({
                officeId: existing?.officeId ?? null,
                services: event.output,
                basket: existing?.services ?? [],
              })),
            },
            onError: '#visit.session.visitingAgain.showing',
          },
        },
      },
    },
    showing: {
      exit: 'dropNotice',
      on: {
        'checkIn.wanted': { guard: 'mayCheckIn', target: 'checkingIn' },
        'cancellation.wanted': { guard: 'mayCancel', target: 'confirmingCancellation' },
        'move.wanted': { guard: 'mayMove', target: 'choosingSlot' },
        // Whoever has typed the number is told here that the receipt opens more, and holds it under the scanner.
        'code.entered': [
          { guard: 'codeReadable', target: 'lookingUp', actions: 'noteCode' },
          { actions: assign({ notice: 'codeUnreadable' }) },
        ],
        back: 'enteringCode',
        finish: '#visit.over',
      },
    },
    checkingIn: {
      tags: 'busy',
      invoke: {
        src: 'checkIn',
        input: ({ context }) => codeOf(context),
        onDone: { target: 'told', actions: assign({ existingResult: ({ event }) => event.output }) },
        onError: { target: 'showing', actions: assign({ notice: 'existingUnreachable' }) },
      },
    },
    confirmingCancellation: {
      on: { 'cancellation.confirmed': 'cancelling', 'cancellation.declined': 'showing', back: 'showing' },
    },
    cancelling: {
      tags: 'busy',
      invoke: {
        src: 'cancelBooking',
        input: ({ context }) => codeOf(context),
        onDone: { target: 'told', actions: assign({ existingResult: ({ event }) => event.output }) },
        onError: { target: 'showing', actions: assign({ notice: 'existingUnreachable' }) },
      },
    },
    choosingSlot: {
      initial: 'loading',
      on: { back: 'showing' },
      states: {
        loading: {
          tags: 'busy',
          invoke: {
            src: 'listSlots',
            input: ({ context: { existing } }) => {
              if (existing === null) throw new Error('no booking to move')
              return { officeId: existing.officeId, services: existing.services }
            },
            onDone: { target: 'choosing', actions: assign({ slots: ({ event }) => event.output }) },
            onError: { target: '#visit.session.visitingAgain.showing', actions: assign({ notice: 'existingUnreachable' }) },
          },
        },
        choosing: {
          on: {
            'view.switched': { actions: 'switchView' },
            'slot.marked': { actions: 'markSlot' },
            'slot.chosen': {
              target: '#visit.session.visitingAgain.moving',
              actions: assign({ slot: ({ event }) => event.slot }),
            },
          },
        },
      },
    },
    moving: {
      tags: 'busy',
      invoke: {
        src: 'moveBooking',
        input: ({ context }) => {
          if (context.slot === null) throw new Error('no slot was chosen')
          return { code: codeOf(context), startsAt: context.slot.startsAt }
        },
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'slotTaken',
            target: 'choosingSlot',
            actions: assign(({ event }) => ({
              slot: null,
              marked: null,
              notice: 'slotTaken' as const,
              alternatives: event.output.outcome === 'slotTaken' ? event.output.alternatives : [],
            })),
          },
          { target: 'told', actions: assign({ existingResult: ({ event }) => event.output }) },
        ],
        onError: { target: 'showing', actions: assign({ notice: 'existingUnreachable' }) },
      },
    },
    told: { on: { finish: '#visit.over', back: 'lookingUp' } },
  },
})

const NOTICES = { unknown: 'codeUnknown', slowDown: 'codeSlowDown', unreachable: 'existingUnreachable' } as const

function codeOf<T>({ code }: { code: T | null }): T {
  if (code === null) throw new Error('no code was entered')
  return code
}
