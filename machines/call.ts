import { assertEvent, assign, fromPromise, setup } from 'xstate'
import type { ServiceCount, Slot } from '../sync/contract/booking.ts'
import type { DeskBook, DeskHold, DeskSlots } from '../sync/contract/desk-api.ts'
import type { DeskBooking, DeskConfirmation } from '../sync/contract/desk-records.ts'
import { failureOf } from './blocked-desk.ts'
import { type CallTrouble, troubleOf } from './call-trouble.ts'
import { EMPTY_FORM, type PersonField, type PersonForm, type PersonIssue } from '../sync/contract/person.ts'

export type OfficeSlot = Slot & { officeId: string }
export type Booked = Extract<DeskBook, { outcome: 'booked' }>

/** How a booking is confirmed; `here`: who is booked stands at the desk, for a time that is about to begin. */
export type CallConfirmation = DeskConfirmation | 'here'

export type CallInput = {
  /** Made when the call begins: a repeated confirmation is the same booking. */
  bookingId: string
  officeIds: readonly string[]
  /** The next booking of the same caller begins with what the one before ended with. */
  again?: CallAgain
}

/** What a caller who books once more need not tell again. Consent is given for each booking. */
export type CallAgain = {
  readonly form: PersonForm
  readonly services: readonly ServiceCount[]
  /** The day on which to look first. */
  readonly from: string | null
  /** What was booked: the next slot follows on from it. */
  readonly after: OfficeSlot | null
}

export type CallContext = Omit<CallInput, 'again'> & {
  services: readonly ServiceCount[]
  from: string | null
  slots: readonly OfficeSlot[]
  /** Whether `slots` are what was asked for last: without an answer nobody knows what is free. */
  slotsKnown: boolean
  slot: OfficeSlot | null
  /** The slot before, where a family comes one after the other. */
  after: OfficeSlot | null
  form: PersonForm
  issues: readonly PersonIssue[]
  /** Of the mails to the caller. */
  language: DeskBooking['language']
  confirmation: CallConfirmation
  /** Of the consent that was read out and given; null before. */
  consentVersion: string | null
  note: string
  overbook: string
  booked: Booked | null
  /** For another booking of the same caller; nothing draws it, and it goes with the call. */
  again: CallAgain | null
  trouble: CallTrouble | null
}

export type CallEvent =
  | { type: 'service.counted'; service: ServiceCount }
  | { type: 'date.chosen'; from: string | null }
  | { type: 'slot.chosen'; slot: OfficeSlot }
  | { type: 'field.entered'; field: PersonField; value: string }
  | { type: 'note.entered'; note: string }
  | { type: 'language.chosen'; language: DeskBooking['language'] }
  | { type: 'overbooking.wanted'; reason: string }
  | { type: 'confirmation.chosen'; confirmation: CallConfirmation }
  /** `version`: of the text that stood on the screen; null takes it back. */
  | { type: 'consent.spoken'; version: string | null }
  | { type: 'confirm' }
  | { type: 'retry' }

const notProvided = (name: string) => () => Promise.reject(new Error(`${name} not provided`))

/**
 * One call at the front desk. Nothing has an order: services, slot and person are entered as the caller tells them; free
 * slots follow the services by themselves; the chosen slot is held at once. Several calls live side by side, one of them
 * on the screen.
 */
export const callMachine = setup({
  types: { context: {} as CallContext, input: {} as CallInput, events: {} as CallEvent },
  actors: {
    findSlots: fromPromise<DeskSlots, { services: ServiceCount[]; officeIds: string[]; from: string | null }>(
      notProvided('findSlots'),
    ),
    hold: fromPromise<DeskHold, { bookingId: string; services: ServiceCount[]; slot: OfficeSlot }>(notProvided('hold')),
    /** The host checks the form by the offers' fields first and answers `invalidPerson` without asking anybody. */
    book: fromPromise<DeskBook, CallContext>(notProvided('book')),
  },
  guards: {
    servicesChosen: ({ context }) => context.services.length > 0,
    overbooking: ({ context }) => context.overbook !== '',
    readyToBook: ({ context }) => context.slot !== null && context.services.length > 0 && context.consentVersion !== null,
  },
  actions: {
    countService: assign(({ context, event }) => {
      assertEvent(event, 'service.counted')
      const others = context.services.filter(({ serviceId }) => serviceId !== event.service.serviceId)
      return { services: event.service.count === 0 ? others : [...others, event.service], slot: null, slots: [], trouble: null }
    }),
    chooseDate: assign(({ event }) => (event.type === 'date.chosen' ? { from: event.from } : {})),
    chooseSlot: assign(({ event }) => (event.type === 'slot.chosen' ? { slot: event.slot, trouble: null } : {})),
    enterField: assign(({ context, event }) => {
      assertEvent(event, 'field.entered')
      return {
        form: { ...context.form, [event.field]: event.value },
        issues: context.issues.filter(({ field }) => field !== event.field),
      }
    }),
    chooseLanguage: assign(({ event }) => (event.type === 'language.chosen' ? { language: event.language } : {})),
    noteText: assign(({ event }) => (event.type === 'note.entered' ? { note: event.note } : {})),
    wantOverbooking: assign(({ event }) => (event.type === 'overbooking.wanted' ? { overbook: event.reason } : {})),
    chooseConfirmation: assign(({ event }) => (event.type === 'confirmation.chosen' ? { confirmation: event.confirmation } : {})),
    noteConsent: assign(({ event }) => (event.type === 'consent.spoken' ? { consentVersion: event.version, trouble: null } : {})),
    sayWhatIsMissing: assign(({ context }) => ({
      trouble: context.services.length === 0 ? 'nothingChosen' : context.slot === null ? 'slotMissing' : 'consentMissing',
    })),
    findNothing: assign((_, { error }: { error: unknown }) => ({ slots: [], slotsKnown: false, trouble: failureOf(error) })),
    sayWhy: assign((_, { error }: { error: unknown }) => ({ trouble: failureOf(error) })),
  },
}).createMachine({
  id: 'call',
  context: ({ input: { again, ...input } }) => ({
    ...input,
    services: again?.services ?? [],
    from: again?.from ?? null,
    slots: [],
    slotsKnown: false,
    slot: null,
    after: again?.after ?? null,
    form: again?.form ?? EMPTY_FORM,
    issues: [],
    language: 'de',
    confirmation: 'link',
    consentVersion: null,
    note: '',
    overbook: '',
    booked: null,
    again: null,
    trouble: null,
  }),
  initial: 'composing',
  states: {
    composing: {
      on: {
        'field.entered': { actions: 'enterField' },
        'note.entered': { actions: 'noteText' },
        'language.chosen': { actions: 'chooseLanguage' },
        'overbooking.wanted': { actions: 'wantOverbooking' },
        'confirmation.chosen': { actions: 'chooseConfirmation' },
        'consent.spoken': { actions: 'noteConsent' },
        'service.counted': [{ target: '.looking', actions: 'countService' }],
        'date.chosen': { target: '.looking', actions: 'chooseDate' },
        'slot.chosen': [
          // Beyond the capacity there is nothing to hold; central decides when it is booked.
          { guard: 'overbooking', target: '.open', actions: 'chooseSlot' },
          { target: '.holding', actions: 'chooseSlot' },
        ],
        confirm: [{ guard: 'readyToBook', target: 'booking' }, { actions: 'sayWhatIsMissing' }],
      },
      // The first look needs services; without any it ends at once.
      initial: 'looking',
      states: {
        open: { on: { retry: 'looking' } },
        looking: {
          always: { guard: ({ context }) => context.services.length === 0, target: 'open' },
          invoke: {
            src: 'findSlots',
            input: ({ context }) => ({ services: [...context.services], officeIds: [...context.officeIds], from: context.from }),
            onDone: {
              target: 'open',
              actions: assign(({ event }) =>
                event.output.outcome === 'slots'
                  ? { slots: event.output.slots, slotsKnown: true }
                  : { slots: [], slotsKnown: false, trouble: 'forbidden' },
              ),
            },
            onError: { target: 'open', actions: { type: 'findNothing', params: ({ event }) => ({ error: event.error }) } },
          },
        },
        holding: {
          invoke: {
            src: 'hold',
            input: ({ context }) => {
              if (context.slot === null) throw new Error('no slot was chosen')
              return { bookingId: context.bookingId, services: [...context.services], slot: context.slot }
            },
            onDone: [
              { guard: ({ event }) => event.output.outcome === 'held', target: 'open' },
              {
                target: 'looking',
                actions: assign(({ event }) => ({
                  slot: null,
                  trouble: troubleOf(event.output),
                })),
              },
            ],
            onError: { target: 'open', actions: { type: 'sayWhy', params: ({ event }) => ({ error: event.error }) } },
          },
        },
      },
    },
    booking: {
      invoke: {
        src: 'book',
        input: ({ context }) => context,
        onDone: [
          {
            guard: ({ event }) => event.output.outcome === 'booked',
            target: 'booked',
            // Once sent, nothing of the caller stays on the screen but what is read out.
            actions: assign(({ context: { form, services, slot }, event }) =>
              event.output.outcome === 'booked'
                ? {
                    booked: event.output,
                    form: EMPTY_FORM,
                    note: '',
                    again: { form, services, from: slot?.day ?? null, after: slot },
                  }
                : {},
            ),
          },
          {
            guard: ({ event }) => event.output.outcome === 'slotTaken',
            target: 'composing.looking',
            actions: assign({ slot: null, trouble: 'slotTaken' }),
          },
          {
            target: 'composing',
            actions: assign(({ event: { output } }) => {
              if (output.outcome === 'invalidPerson') return { issues: output.issues }
              return { trouble: troubleOf(output) }
            }),
          },
        ],
        // The answer was lost: the same id is sent again when the caller's booking is confirmed again.
        onError: { target: 'composing', actions: { type: 'sayWhy', params: ({ event }) => ({ error: event.error }) } },
      },
    },
    booked: { type: 'final' },
  },
  output: ({ context }) => context.booked,
})
