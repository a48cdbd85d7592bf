import type { Consent, ServiceCount, Slot } from '../sync/contract/booking.ts'
import type { BookingCode, CancelOutcome, CheckInOutcome, ExistingBooking, MoveOutcome } from '../sync/contract/existing.ts'
import type { Language } from '../sync/contract/language.ts'
import type { SlipOutcome, TakeAlongRefusal } from '../sync/contract/take-along.ts'
import { checkPerson, EMPTY_FORM, type Person, type PersonForm, type PersonIssue } from '../sync/contract/person.ts'
import type {
  BookedReceipt,
  BookingDraft,
  ConfirmOutcome,
  HoldOutcome,
  OfficeChoice,
  ServiceChoices,
  SlotChoices,
} from '../sync/contract/visit.ts'
import { fieldsFor } from './basket.ts'
import type { Pace } from './idle.ts'

/** How the visitor wants the screen; back to the defaults after each visitor. */
export type Comfort = {
  textScale: 1 | 1.5 | 2
  contrast: 'normal' | 'high'
  seatedReach: boolean
  /** Times the quiet time and the countdown (WCAG 2.2.1: adjustable to ten times). */
  moreTime: 1 | 2 | 10
}
export const DEFAULT_COMFORT: Comfort = { textScale: 1, contrast: 'normal', seatedReach: false, moreTime: 1 }

/** Something that the next screen says above its question, once. */
export type Notice =
  | 'slotTaken'
  | 'holdRenewed'
  | 'tooMany'
  | 'checkPerson'
  | 'consentMissing'
  | 'notBookedDiskFull'
  | 'notBookedReadOnly'
  | 'notBookedBusy'
  | 'codeUnreadable'
  | 'codeUnknown'
  | 'codeSlowDown'
  | 'existingUnreachable'

/** Everything the terminal knows of a visitor. It lives here and nowhere else, and is dropped as one. */
export type Visitor = {
  language: Language
  comfort: Comfort
  offices: readonly OfficeChoice[]
  officeId: string | null
  services: ServiceChoices | null
  basket: readonly ServiceCount[]
  slots: SlotChoices | null
  slotView: 'calendar' | 'list'
  /** Tapped in the calendar, not yet taken. */
  marked: Slot | null
  slot: Slot | null
  bookingId: string | null
  hold: Extract<HoldOutcome, { outcome: 'held' | 'promised' | 'provisional' }> | null
  alternatives: readonly Slot[]
  form: PersonForm
  issues: readonly PersonIssue[]
  consent: Consent | null
  /** Kept for further bookings of this visit, after the second confirmation. */
  personKept: boolean
  /** The slip that is made; `answer` once the station has spoken, or has not (`silent`). */
  slip: { readonly slipId: string; readonly answer: SlipOutcome | { readonly outcome: 'silent' } | null } | null
  /** A PIN between two screens, never longer. */
  pin: string | null
  pinTrouble: 'easy' | 'differs' | null
  /** A code under the scanner, still closed. */
  takeAlong: TakeAlongInHand | null
  /** The form was filled from a code. */
  filledFromCode: boolean
  receipt: BookedReceipt | null
  /** A booking made before, named by its number or its receipt. */
  code: BookingCode | null
  existing: ExistingBooking | null
  existingResult: CheckInOutcome | CancelOutcome | MoveOutcome | null
  notice: Notice | null
  secondsLeft: number | null
}

/** `refusal`: why it does not open; `silent`: the station did not answer. */
export type TakeAlongInHand = {
  readonly code: string
  readonly triesLeft: number | null
  readonly refusal: TakeAlongRefusal | { readonly outcome: 'silent' } | null
}

/** A visitor of whom nothing is known yet. */
export const nobody = (language: Language): Visitor => ({
  language,
  comfort: DEFAULT_COMFORT,
  offices: [],
  officeId: null,
  services: null,
  basket: [],
  slots: null,
  slotView: 'calendar',
  marked: null,
  slot: null,
  bookingId: null,
  hold: null,
  alternatives: [],
  form: EMPTY_FORM,
  issues: [],
  consent: null,
  personKept: false,
  slip: null,
  pin: null,
  pinTrouble: null,
  takeAlong: null,
  filledFromCode: false,
  receipt: null,
  code: null,
  existing: null,
  existingResult: null,
  notice: null,
  secondsLeft: null,
})

/** Nothing personal has been typed, scanned or agreed to yet. */
export const toldNothing = ({ form, consent, hold, code, takeAlong, receipt }: Visitor): boolean =>
  [consent, hold, code, takeAlong, receipt].every((told) => told === null) && Object.values(form).every((value) => value === '')

/** The pace of a visitor who may have asked for more time. */
export const paceFor = (pace: Pace, comfort: Comfort): Pace => ({
  quietSeconds: pace.quietSeconds * comfort.moreTime,
  countdownSeconds: pace.countdownSeconds * comfort.moreTime,
})

/** Without the chosen slot and what hangs on it. */
export const WITHOUT_SLOT = { slots: null, marked: null, slot: null, bookingId: null, hold: null, alternatives: [] } as const

/** The slot was given to somebody else: everything but the slot is kept, and other times are shown. */
export const withLostSlot = (output: { outcome: string } | { outcome: 'slotTaken'; alternatives: Slot[] }) => ({
  ...WITHOUT_SLOT,
  alternatives: 'alternatives' in output ? output.alternatives : [],
  notice: 'slotTaken' as const,
})

/** The person as checked for the basket's offers. */
export function checkVisitor(visitor: Visitor): ReturnType<typeof checkPerson> {
  return checkPerson(visitor.form, fieldsFor(visitor.services, visitor.basket), visitor.slots?.today ?? '9999-12-31')
}

/** Everything needed for the overview is there. */
export const readyToReview = (visitor: Visitor): boolean =>
  visitor.slot !== null && visitor.consent !== null && checkVisitor(visitor).outcome === 'valid'

/** The wish for a slot, as the station wants it. A missing part is a bug of the flow. */
export function wishOf(visitor: Visitor): { officeId: string; services: ServiceCount[]; startsAt: string; bookingId: string } {
  const { officeId, basket, slot, bookingId } = visitor
  if (officeId === null || slot === null || bookingId === null) throw new Error('no slot was chosen')
  return { officeId, services: [...basket], startsAt: slot.startsAt, bookingId }
}

/** The person as the form has them. A form that is not complete is a bug of the flow. */
export function personOf(visitor: Visitor): Person {
  const checked = checkVisitor(visitor)
  if (checked.outcome !== 'valid') throw new Error('the form was left too early')
  return checked.person
}

/** The form as a code has filled it; what the code does not say stays as it was typed. */
export function filledForm(form: PersonForm, { address, ...fields }: Person): PersonForm {
  const given = Object.entries({ ...fields, ...address }).filter(([, value]) => value !== undefined)
  return { ...form, ...Object.fromEntries(given) }
}

/** The booking to be confirmed. A missing part is a bug of the flow. */
export function draftOf(visitor: Visitor): BookingDraft {
  const checked = checkVisitor(visitor)
  if (checked.outcome !== 'valid' || visitor.consent === null) throw new Error('the overview was reached too early')
  return { ...wishOf(visitor), person: checked.person, consent: visitor.consent, language: visitor.language }
}

const NOT_BOOKED = { diskFull: 'notBookedDiskFull', readOnly: 'notBookedReadOnly', busy: 'notBookedBusy' } as const

/** What the screen says when the kiosk could not write the booking down. */
export const noticeOf = ({ reason }: Extract<ConfirmOutcome, { outcome: 'notBooked' }>): Notice => NOT_BOOKED[reason]
