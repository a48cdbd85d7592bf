import { assertEvent, assign, fromPromise, sendTo, setup } from 'xstate'
import type {
  BookingDraft,
  ConfirmOutcome,
  HoldOutcome,
  OfficeChoice,
  ServiceChoices,
  SlotChoices,
} from '../sync/contract/visit.ts'
import {
  type BookingCode,
  type CancelOutcome,
  type CheckInOutcome,
  type LookUpOutcome,
  type MoveOutcome,
  readBookingCode,
} from '../sync/contract/existing.ts'
import type { Language } from '../sync/contract/language.ts'
import { EMPTY_FORM } from '../sync/contract/person.ts'
import {
  isEasyPin,
  type OpenTakeAlong,
  type OpenTakeAlongOutcome,
  type ReadTakeAlongOutcome,
  type SlipOutcome,
  type SlipWish,
} from '../sync/contract/take-along.ts'
import type { ServiceCount } from '../sync/contract/booking.ts'
import { withCount } from './basket.ts'
import { QUIET_AFTER_BOOKING_SECONDS, RECORDING_RETRY_MS } from './delays.ts'
import { idleMachine, type Pace } from './idle.ts'
import type { Step, VisitEvent } from './visit-events.ts'
import { checkVisitor, nobody, paceFor, readyToReview, toldNothing, type Visitor, WITHOUT_SLOT } from './visitor.ts'

export type VisitInput = { language: Language; pace: Pace }
export type VisitContext = Visitor & { home: VisitInput }
export type SlotWishInput = { officeId: string; services: ServiceCount[]; startsAt: string; bookingId: string }

const notProvided = (name: string) => () => Promise.reject(new Error(`${name} not provided`))

/** The names the visit is written in; the page provides the actors and the effects. */
export const visitSetup = setup({
  types: {
    context: {} as VisitContext,
    input: {} as VisitInput,
    events: {} as VisitEvent,
    children: {} as { idle: 'idle' },
    tags: {} as Step | 'done' | 'existing' | 'takingAlong' | 'busy' | 'silent',
  },
  actors: {
    idle: idleMachine,
    listOffices: fromPromise<OfficeChoice[]>(notProvided('listOffices')),
    listServices: fromPromise<ServiceChoices, { officeId: string }>(notProvided('listServices')),
    listSlots: fromPromise<SlotChoices, { officeId: string; services: ServiceCount[] }>(notProvided('listSlots')),
    holdSlot: fromPromise<HoldOutcome, SlotWishInput>(notProvided('holdSlot')),
    confirmBooking: fromPromise<ConfirmOutcome, BookingDraft>(notProvided('confirmBooking')),
    lookUp: fromPromise<LookUpOutcome, BookingCode>(notProvided('lookUp')),
    checkIn: fromPromise<CheckInOutcome, BookingCode>(notProvided('checkIn')),
    cancelBooking: fromPromise<CancelOutcome, BookingCode>(notProvided('cancelBooking')),
    printSlip: fromPromise<SlipOutcome, SlipWish>(notProvided('printSlip')),
    readTakeAlong: fromPromise<ReadTakeAlongOutcome, { code: string }>(notProvided('readTakeAlong')),
    openTakeAlong: fromPromise<OpenTakeAlongOutcome, OpenTakeAlong>(notProvided('openTakeAlong')),
    moveBooking: fromPromise<MoveOutcome, { code: BookingCode; startsAt: string }>(notProvided('moveBooking')),
  },
  delays: {
    holdLapse: ({ context }) => (context.hold?.outcome === 'held' ? Math.max(0, context.hold.secondsLeft) * 1_000 : 2 ** 31 - 1),
    recordingRetry: RECORDING_RETRY_MS,
  },
  guards: {
    nothingTold: ({ context }) => toldNothing(context),
    basketFilled: ({ context }) => context.basket.length > 0,
    slotHeld: ({ context }) => context.hold !== null && context.slot !== null,
    personComplete: ({ context }) => checkVisitor(context).outcome === 'valid',
    consentGiven: ({ context }) => context.consent !== null,
    readyToReview: ({ context }) => readyToReview(context),
    sameOffice: ({ context, event }) => event.type === 'office.chosen' && event.officeId === context.officeId,
    officeKnown: ({ context }) => context.officeId !== null,
    codeReadable: ({ event }) => event.type === 'code.entered' && readBookingCode(event.text) !== null,
    personKept: ({ context }) => context.personKept,
    pinEasy: ({ context, event }) => event.type === 'pin.entered' && isEasyPin(event.pin, context.form),
    pinRepeated: ({ context, event }) => event.type === 'pin.entered' && event.pin === context.pin,
    mayCheckIn: ({ context }) => context.existing?.may.checkIn === true,
    mayCancel: ({ context }) => context.existing?.may.cancel === true,
    mayMove: ({ context }) => context.existing?.may.move === true,
    toOffice: ({ event }) => wants(event, 'office'),
    toService: ({ context, event }) => wants(event, 'service') && context.officeId !== null,
    toSlot: ({ context, event }) => wants(event, 'slot') && context.basket.length > 0,
    toPerson: ({ context, event }) => wants(event, 'person') && context.hold !== null,
  },
  actions: {
    /** Effects outside the machine; the page provides them. */
    releaseHold: (_, _params: { bookingId: string | null }) => {},
    printReceipt: (_, _params: { bookingId: string | null }) => {},

    /** Who only turns round at the door is still the same person: language and type size stay. */
    forgetVisitor: assign(({ context, event }) => {
      const { language, comfort, home } = context
      return { ...nobody(home.language), ...(event.type === 'back' && toldNothing(context) && { language, comfort }) }
    }),
    chooseLanguage: assign(({ event }) => (event.type === 'language.chosen' ? { language: event.language } : {})),
    changeComfort: assign(({ context, event }) =>
      event.type === 'comfort.changed' ? { comfort: { ...context.comfort, ...event.comfort } } : {},
    ),
    changePace: sendTo('idle', ({ context }) => ({ type: 'pace.changed', pace: paceFor(context.home.pace, context.comfort) })),
    hurryOn: sendTo('idle', ({ context }) => ({
      type: 'pace.changed',
      pace: {
        ...paceFor(context.home.pace, context.comfort),
        quietSeconds: Math.min(context.home.pace.quietSeconds, QUIET_AFTER_BOOKING_SECONDS) * context.comfort.moreTime,
      },
    })),
    passToIdle: sendTo('idle', ({ event }) => {
      assertEvent(event, ['activity', 'speech.started', 'speech.ended'])
      return event
    }),
    showCount: assign(({ event }) => (event.type === 'idle.counting' ? { secondsLeft: event.secondsLeft } : {})),
    hideCount: assign({ secondsLeft: null }),
    dropNotice: assign({ notice: null }),

    chooseOffice: assign(({ event }) => {
      assertEvent(event, 'office.chosen')
      return { ...WITHOUT_SLOT, officeId: event.officeId, services: null, basket: [] }
    }),
    countService: assign(({ context, event }) => {
      assertEvent(event, 'service.counted')
      const { services, basket } = context
      return services === null ? {} : { ...WITHOUT_SLOT, basket: withCount(services, basket, event.service) }
    }),
    switchView: assign(({ event }) => (event.type === 'view.switched' ? { slotView: event.view } : {})),
    markSlot: assign(({ event }) => (event.type === 'slot.marked' ? { marked: event.slot } : {})),
    chooseSlot: assign(({ context, event }) => {
      assertEvent(event, 'slot.chosen')
      return { marked: event.slot, slot: event.slot, bookingId: context.bookingId ?? event.bookingId, hold: null }
    }),
    enterField: assign(({ context, event }) => {
      assertEvent(event, 'field.entered')
      return {
        form: { ...context.form, [event.field]: event.value },
        issues: context.issues.filter((issue) => issue.field !== event.field),
      }
    }),
    nameIssues: assign(({ context }) => {
      const checked = checkVisitor(context)
      return { issues: checked.outcome === 'invalid' ? checked.issues : [] }
    }),
    clearIssues: assign({ issues: [] }),
    noteConsent: assign(({ event }) =>
      event.type === 'consent.given' ? { consent: { version: event.version, acceptedAt: event.at }, notice: null } : {},
    ),
    withdrawConsent: assign({ consent: null }),
    askForConsent: assign({ notice: 'consentMissing' }),
    keepPerson: assign({ personKept: true }),
    dropPersonLater: assign({ personKept: false }),
    /** Sent and not kept: the form is empty before the last screen is drawn. */
    dropPersonUnlessKept: assign(({ context }) =>
      context.personKept ? {} : { form: EMPTY_FORM, consent: null, issues: [], filledFromCode: false, slip: null },
    ),
    beginSlip: assign(({ event }) => {
      assertEvent(event, 'slip.wanted')
      return { slip: { slipId: event.slipId, answer: null }, pin: null, pinTrouble: null }
    }),
    notePin: assign(({ event }) => (event.type === 'pin.entered' ? { pin: event.pin, pinTrouble: null } : {})),
    forgetPin: assign({ pin: null, pinTrouble: null }),
    noteTakeAlong: assign(({ event }) =>
      event.type === 'takeAlong.scanned' ? { takeAlong: { code: event.code, triesLeft: null, refusal: null } } : {},
    ),
    forgetTakeAlong: assign({ takeAlong: null, pin: null }),
    noteVerdict: assign(({ context, event }) => {
      assertEvent(event, 'verdict.arrived')
      if (context.receipt === null || context.receipt.bookingId !== event.bookingId) return {}
      return { receipt: { ...context.receipt, standing: event.standing, confirmBy: event.confirmBy } }
    }),
    noteCode: assign(({ event }) => (event.type === 'code.entered' ? { code: readBookingCode(event.text) } : {})),
    beginAnother: assign({
      ...WITHOUT_SLOT,
      officeId: null,
      services: null,
      basket: [],
      receipt: null,
      consent: null,
      notice: null,
    }),
  },
})

const wants = (event: VisitEvent, step: Step): boolean => event.type === 'step.revisited' && event.step === step
