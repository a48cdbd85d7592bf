import { type ActorRefFrom, createActor, fromPromise, SimulatedClock, waitFor } from 'xstate'
import { kioskMachine, type Opening } from '../../machines/kiosk.ts'
import { stepOf, type ShownStep, visitMachine } from '../../machines/visit.ts'
import type { VisitEvent } from '../../machines/visit-events.ts'
import type { BookingCode, CancelOutcome, CheckInOutcome, LookUpOutcome, MoveOutcome } from '../../sync/contract/existing.ts'
import type {
  OpenTakeAlong,
  OpenTakeAlongOutcome,
  ReadTakeAlongOutcome,
  SlipOutcome,
  SlipWish,
} from '../../sync/contract/take-along.ts'
import type { Town } from '../../sync/contract/catalogue.ts'
import type {
  BookingDraft,
  ConfirmOutcome,
  HoldOutcome,
  OfficeChoice,
  ServiceChoices,
  SlotChoices,
  StationReport,
} from '../../sync/contract/visit.ts'
import type { Doing } from '../support/journeys.ts'
import {
  BOOKING_ID,
  CODE,
  ERIKA,
  EXISTING,
  FIRST_SLOT,
  FORM,
  OFFICES,
  PIN,
  receiptOf,
  SECOND_SLOT,
  SERVICES,
  SLIP_ID,
  SLOTS,
} from '../support/visit-fixture.ts'

type Wish = { officeId: string; startsAt: string; bookingId: string }

/** The station as a visit sees it; each part can be replaced to make it fail, refuse or keep silent. */
export type StationStandIn = {
  listOffices: () => Promise<OfficeChoice[]>
  listServices: () => Promise<ServiceChoices>
  listSlots: () => Promise<SlotChoices>
  holdSlot: (wish: Wish) => Promise<HoldOutcome>
  confirmBooking: (draft: BookingDraft) => Promise<ConfirmOutcome>
  lookUp: (code: BookingCode) => Promise<LookUpOutcome>
  checkIn: (code: BookingCode) => Promise<CheckInOutcome>
  cancelBooking: (code: BookingCode) => Promise<CancelOutcome>
  moveBooking: (wish: { code: BookingCode; startsAt: string }) => Promise<MoveOutcome>
  printSlip: (wish: SlipWish) => Promise<SlipOutcome>
  readTakeAlong: (code: { code: string }) => Promise<ReadTakeAlongOutcome>
  openTakeAlong: (wish: OpenTakeAlong) => Promise<OpenTakeAlongOutcome>
  report: () => StationReport
}

export const WILLING: StationStandIn = {
  listOffices: async () => OFFICES,
  listServices: async () => SERVICES,
  listSlots: async () => SLOTS,
  holdSlot: async () => ({ outcome: 'held', expiresAt: '2026-11-23T10:10:00Z', secondsLeft: 600 }),
  confirmBooking: async (draft) => ({ outcome: 'booked', receipt: receiptOf(draft.bookingId) }),
  lookUp: async () => ({ outcome: 'found', booking: EXISTING }),
  checkIn: async () => ({ outcome: 'arrived' }),
  cancelBooking: async () => ({ outcome: 'cancelled' }),
  moveBooking: async () => ({ outcome: 'moved', slot: SECOND_SLOT }),
  printSlip: async () => ({ outcome: 'printing', lastDay: '2027-11-23' }),
  readTakeAlong: async () => ({ outcome: 'pinNeeded' }),
  openTakeAlong: async ({ pin }) => (pin === PIN ? { outcome: 'opened', person: ERIKA } : { outcome: 'wrongPin', triesLeft: 2 }),
  report: () => REPORT,
}

const TOWN: Town = {
  id: 'kleinstadt',
  name: { de: 'Kleinstadt' },
  place: { de: 'Rathaus' },
  land: 'RP',
  zone: 'Europe/Berlin',
  demonstration: true,
  languages: ['de'],
  phone: '0261 129-0',
  otherWays: { de: 'Am Telefon' },
  consent: { version: '1', notice: [], box: { de: 'Ich bin einverstanden' } },
  documents: { help: { de: [] }, imprint: { de: [] }, privacy: { de: [] }, accessibility: { de: [] } },
  theme: { accent: '#003366', onAccent: '#ffffff' },
}

export const DEVICE = {
  profile: 'lobby',
  language: 'de',
  idle: { quietSeconds: 60, countdownSeconds: 60 },
  pixelsPerMm: 4.03,
  reachLimitMm: 250,
  keypad: { preset: 'arrows', keys: {} },
  speech: { on: true, volume: 0.7 },
  headset: false,
  addressParameters: true,
} as const

export const REPORT: StationReport = {
  network: 'online',
  printer: { state: 'ready', trouble: null, nearEnd: false },
  waiting: 0,
  paper: null,
  verdict: null,
  outOfService: null,
}

/** A kiosk page without a page: the machines, a simulated clock and a station that answers at once. */
export async function startKiosk(station: Partial<StationStandIn> = {}) {
  const whole = { ...WILLING, ...station }
  const { listOffices, listServices, listSlots, holdSlot, confirmBooking, lookUp, checkIn, cancelBooking, moveBooking } = whole
  const { printSlip, readTakeAlong, openTakeAlong, report } = whole
  const effects: string[] = []
  const clock = new SimulatedClock()
  const visit = visitMachine.provide({
    actors: {
      listOffices: fromPromise<OfficeChoice[]>(listOffices),
      listServices: fromPromise<ServiceChoices, { officeId: string }>(listServices),
      listSlots: fromPromise(listSlots),
      holdSlot: fromPromise<HoldOutcome, Wish & { services: { serviceId: string; count: number }[] }>(({ input }) =>
        holdSlot(input),
      ),
      confirmBooking: fromPromise<ConfirmOutcome, BookingDraft>(({ input }) => confirmBooking(input)),
      lookUp: fromPromise<LookUpOutcome, BookingCode>(({ input }) => lookUp(input)),
      checkIn: fromPromise<CheckInOutcome, BookingCode>(({ input }) => checkIn(input)),
      cancelBooking: fromPromise<CancelOutcome, BookingCode>(({ input }) => cancelBooking(input)),
      printSlip: fromPromise<SlipOutcome, SlipWish>(({ input }) => printSlip(input)),
      readTakeAlong: fromPromise<ReadTakeAlongOutcome, { code: string }>(({ input }) => readTakeAlong(input)),
      openTakeAlong: fromPromise<OpenTakeAlongOutcome, OpenTakeAlong>(({ input }) => openTakeAlong(input)),
      moveBooking: fromPromise<MoveOutcome, { code: BookingCode; startsAt: string }>(({ input }) => moveBooking(input)),
    },
    actions: {
      releaseHold: (_, { bookingId }) => void (bookingId !== null && effects.push(`released ${bookingId}`)),
      printReceipt: (_, { bookingId }) => void effects.push(`printed ${bookingId}`),
    },
  })
  const kiosk = createActor(
    kioskMachine.provide({
      actors: {
        visit,
        openSession: fromPromise<Opening>(async () => ({ device: DEVICE, town: TOWN, report: report(), longWords: [] })),
        wipe: fromPromise<void>(async () => void effects.push('wiped')),
      },
    }),
    { clock },
  )
  kiosk.start()
  await waitFor(kiosk, (snapshot) => snapshot.matches('serving'))
  return { kiosk, clock, effects }
}

export type Kiosk = Awaited<ReturnType<typeof startKiosk>>

/** The running visit, or nothing while the kiosk wipes. */
export function visitOf({ kiosk }: Pick<Kiosk, 'kiosk'>): ActorRefFrom<typeof visitMachine> {
  const visit = kiosk.getSnapshot().children.visit
  if (!visit) throw new Error('no visit is running')
  return visit
}

/** Lets promises that are already settled be heard; moves no clock. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

export async function send(driven: Kiosk, ...events: VisitEvent[]): Promise<void> {
  for (const event of events) {
    visitOf(driven).send(event)
    await settle()
  }
}

export const shownStep = (driven: Kiosk): ShownStep => stepOf(visitOf(driven).getSnapshot())

/** What each doing of a journey is in events. */
export function eventsFor(doing: Doing): VisitEvent[] {
  const enter = (form: Record<string, string>): VisitEvent[] =>
    Object.entries(form).map(([field, value]) => ({ type: 'field.entered', field: field as keyof typeof FORM, value }))
  const table: Record<Doing, VisitEvent[]> = {
    begin: [{ type: 'start' }],
    chooseOffice: [{ type: 'office.chosen', officeId: 'buergeramt' }],
    chooseOtherOffice: [{ type: 'office.chosen', officeId: 'standesamt' }],
    chooseService: [{ type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } }],
    addSecondService: [{ type: 'service.counted', service: { serviceId: 'pass', count: 2 } }],
    goOn: [{ type: 'next' }],
    takeFirstSlot: [{ type: 'slot.chosen', slot: FIRST_SLOT, bookingId: BOOKING_ID }],
    takeSlotFromCalendar: [
      { type: 'slot.marked', slot: SECOND_SLOT },
      { type: 'slot.chosen', slot: SECOND_SLOT, bookingId: BOOKING_ID },
    ],
    takeSlotFromList: [
      { type: 'view.switched', view: 'list' },
      { type: 'slot.chosen', slot: SECOND_SLOT, bookingId: BOOKING_ID },
    ],
    enterPerson: [...enter(FORM), { type: 'next' }],
    enterPersonWithoutName: [...enter({ ...FORM, familyName: '' }), { type: 'next' }],
    giveConsent: [{ type: 'consent.given', version: '1', at: '2026-11-23T10:01:00Z' }],
    goOnWithoutConsent: [{ type: 'next' }],
    keepPerson: [{ type: 'keep.wanted' }, { type: 'keep.confirmed' }],
    declineKeeping: [{ type: 'keep.wanted' }, { type: 'keep.declined' }],
    wantSlip: [{ type: 'slip.wanted', slipId: SLIP_ID }],
    choosePin: [
      { type: 'pin.entered', pin: PIN },
      { type: 'pin.entered', pin: PIN },
    ],
    choosePinTwoWays: [
      { type: 'pin.entered', pin: PIN },
      { type: 'pin.entered', pin: '4712' },
    ],
    leaveSlip: [{ type: 'next' }],
    scanSlip: [{ type: 'takeAlong.scanned', code: CODE }],
    scanInstead: [{ type: 'filling.wanted' }],
    enterPin: [{ type: 'pin.entered', pin: PIN }],
    enterWrongPin: [{ type: 'pin.entered', pin: '4712' }],
    confirm: [{ type: 'confirm' }],
    printAgain: [{ type: 'print.wanted' }],
    bookAnother: [{ type: 'another.wanted' }],
    finish: [{ type: 'finish' }],
    goBack: [{ type: 'back' }],
    cancel: [{ type: 'cancel' }],
    revisitOffice: [{ type: 'step.revisited', step: 'office' }],
    revisitService: [{ type: 'step.revisited', step: 'service' }],
    revisitSlot: [{ type: 'step.revisited', step: 'slot' }],
    revisitPerson: [{ type: 'step.revisited', step: 'person' }],
  }
  return table[doing]
}

export async function walk(driven: Kiosk, ...doings: Doing[]): Promise<void> {
  for (const doing of doings) await send(driven, ...eventsFor(doing))
}
