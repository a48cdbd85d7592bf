import * as z from 'zod/mini'
import { Consent, ServiceCounts, Slot, SlotWish, Standing } from './booking.ts'
import { Office, Offer, Service, ServiceGroup } from './catalogue.ts'
import { Language } from './language.ts'
import { Pairing } from './pairing.ts'
import { Person, PersonIssue } from './person.ts'
import { Id, Instant, LocalDate, Uuid } from './values.ts'

/** An office as the first step shows it. */
export const OfficeChoice = z.object({
  office: Office,
  /** Opening times today in local time, empty when closed. */
  openToday: z.array(z.object({ from: z.string(), until: z.string() })),
  firstFree: z.nullable(Slot),
  /** In the building that the terminal stands in. */
  here: z.boolean(),
})
export type OfficeChoice = z.infer<typeof OfficeChoice>

/** A service of an office as the second step shows it. */
export const ServiceChoice = z.object({ service: Service, offer: Offer })
export type ServiceChoice = z.infer<typeof ServiceChoice>
export const ServiceChoices = z.object({ groups: z.array(ServiceGroup), choices: z.array(ServiceChoice) })
export type ServiceChoices = z.infer<typeof ServiceChoices>

/** `few`: at most three start times left. */
const DayStatus = z.enum(['free', 'few', 'none', 'closed', 'past'])
export const DayChoice = z.object({ day: LocalDate, status: DayStatus, slots: z.readonly(z.array(Slot)) })
export type DayChoice = z.infer<typeof DayChoice>

/** The days that can be booked, from today to the horizon. */
export const SlotChoices = z.object({
  today: LocalDate,
  lastDay: LocalDate,
  days: z.array(DayChoice),
  first: z.nullable(Slot),
  /** Seconds since the cache last heard from central; null while it is live. */
  ageSeconds: z.nullable(z.int()),
  /** When that was, by the station's corrected clock; absent while it is live. */
  heardAt: z.optional(z.iso.datetime()),
})
export type SlotChoices = z.infer<typeof SlotChoices>

/** What became of the wish to keep a slot while the form is filled. */
export const HoldOutcome = z.discriminatedUnion('outcome', [
  /** Central holds it until `expiresAt` by its own clock; `secondsLeft` is the same for a page whose clock may be wrong. */
  z.object({ outcome: z.literal('held'), expiresAt: Instant, secondsLeft: z.number() }),
  /** Cut from this kiosk's escrow: promised although central cannot be reached. */
  z.object({ outcome: z.literal('promised') }),
  /** Central cannot be reached: the booking will be an honest request. */
  z.object({ outcome: z.literal('provisional') }),
  z.object({ outcome: z.literal('slotTaken'), alternatives: z.array(Slot) }),
])
export type HoldOutcome = z.infer<typeof HoldOutcome>

/** A booking as the page hands it over. The page made `bookingId` when the slot was chosen. */
export const BookingDraft = z.extend(SlotWish, {
  bookingId: Uuid,
  person: Person,
  consent: Consent,
  language: Language,
})
export type BookingDraft = z.infer<typeof BookingDraft>

/** A QR code as rows of `0` and `1`, without its quiet zone. */
const QrMatrix = z.array(z.string().check(z.regex(/^[01]+$/)))

export const BookedReceipt = z.object({
  bookingId: Uuid,
  number: z.string(),
  standing: Standing,
  promised: z.boolean(),
  /** Central holds the seat and was sent the booking; what it has made of it is not known yet. */
  beingConfirmed: z.boolean(),
  startsAt: Instant,
  /** Until when the e-mail's link must be clicked; null where none is needed. */
  confirmBy: z.nullable(Instant),
  qr: QrMatrix,
})
export type BookedReceipt = z.infer<typeof BookedReceipt>

export const ConfirmOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('booked'), receipt: BookedReceipt }),
  z.object({ outcome: z.literal('slotTaken'), alternatives: z.array(Slot) }),
  /** Too many open bookings with this e-mail address. */
  z.object({ outcome: z.literal('tooMany') }),
  z.object({ outcome: z.literal('invalidPerson'), issues: z.array(PersonIssue) }),
  /** The kiosk could not write it down: nothing was booked. */
  z.object({ outcome: z.literal('notBooked'), reason: z.enum(['diskFull', 'readOnly', 'busy']) }),
])
export type ConfirmOutcome = z.infer<typeof ConfirmOutcome>

/** How printing a receipt went. */
export const PaperState = z.enum(['queued', 'printing', 'printed', 'failed', 'maybePrinted'])
export type PaperState = z.infer<typeof PaperState>
export const PrinterTrouble = z.enum(['paperOut', 'coverOpen', 'offline', 'jammed', 'silent'])
export type PrinterTrouble = z.infer<typeof PrinterTrouble>

/** What the station tells the page, whenever something of it changes. Holds no personal data. */
export const StationReport = z.object({
  network: z.enum(['online', 'offline', 'starting']),
  printer: z.object({
    state: z.enum(['checking', 'ready', 'printing', 'troubled']),
    trouble: z.nullable(PrinterTrouble),
    nearEnd: z.boolean(),
  }),
  /** Bookings that central has not answered yet. */
  waiting: z.int(),
  /** The receipt printed last in this session, by booking. */
  paper: z.nullable(z.object({ bookingId: Uuid, state: PaperState })),
  /** A verdict that came after the done screen was shown. */
  verdict: z.nullable(z.object({ bookingId: Uuid, standing: Standing, confirmBy: z.nullable(Instant) })),
  outOfService: z.nullable(z.object({ code: z.string(), reason: z.string() })),
  /** What IT wants everybody to read before they begin. */
  message: z.optional(z.nullable(z.string())),
  /** The version of the town's settings: another one than at the opening is applied at the start screen. */
  settingsVersion: z.optional(z.int()),
  /** There while this device has no identity: it shows how to enrol it. */
  pairing: z.optional(Pairing),
  /** At a desk: the version of each office, which tells a list on the screen that it is old. */
  versions: z.optional(z.record(Id, z.int())),
})
export type StationReport = z.infer<typeof StationReport>

export const SlotQuery = z.object({ officeId: Id, services: ServiceCounts })
