import * as z from 'zod/mini'
import { Town } from '../../sync/contract/catalogue.ts'
import { DeviceSettings } from '../../sync/contract/device.ts'
import { BookingCode, CancelOutcome, CheckInOutcome, LookUpOutcome, MoveOutcome, MoveWish } from '../../sync/contract/existing.ts'
import { PairOutcome } from '../../sync/contract/pairing.ts'
import { Language } from '../../sync/contract/language.ts'
import { ServiceAction, ServiceCheck, ServiceOutcome, ServiceOverview, UnlockOutcome } from '../../sync/contract/service-menu.ts'
import {
  OpenTakeAlong,
  OpenTakeAlongOutcome,
  ReadTakeAlong,
  ReadTakeAlongOutcome,
  SlipOutcome,
  SlipWish,
} from '../../sync/contract/take-along.ts'
import { Base64, Id, Uuid } from '../../sync/contract/values.ts'
import {
  BookingDraft,
  ConfirmOutcome,
  HoldOutcome,
  OfficeChoice,
  ServiceChoices,
  SlotChoices,
  SlotQuery,
  StationReport,
} from '../../sync/contract/visit.ts'
import { SlotWish } from '../../sync/contract/booking.ts'

const Nothing = z.object({})

/**
 * The wire between page and station. A new method is one line here and one handler; the compiler names whatever is missing.
 * Transports: `POST /bridge/<method>` on the loopback host, one fixed IPC channel in Electron. Reports go the other way.
 */
export const bridge = {
  /** The town, its languages and this device. `town` is `null` while the first catalogue has not arrived. */
  openSession: {
    input: Nothing,
    output: z.object({
      device: DeviceSettings,
      town: z.nullable(Town),
      report: StationReport,
      /** Of the catalogue's names, with soft hyphens (U+00AD) where they may be divided. */
      longWords: z.array(z.string()),
    }),
  },
  listOffices: { input: Nothing, output: z.array(OfficeChoice) },
  listServices: { input: z.object({ officeId: Id }), output: ServiceChoices },
  /** Service ids of an office, best match first; typo-tolerant, everyday words, in the visitor's language and in German. */
  searchServices: {
    input: z.object({ officeId: Id, query: z.string().check(z.maxLength(200)), language: Language }),
    output: z.array(Id),
  },
  listSlots: { input: SlotQuery, output: SlotChoices },
  /** Repeating a hold with the same `bookingId` and wish is the same hold; another wish replaces it, new seats first. */
  holdSlot: { input: z.extend(SlotWish, { bookingId: Uuid }), output: HoldOutcome },
  releaseHold: { input: z.object({ bookingId: Uuid }), output: Nothing },
  /** Idempotent by `bookingId`: a double tap, a retry or a replay is the same booking and prints nothing twice. */
  confirmBooking: { input: BookingDraft, output: ConfirmOutcome },
  /** „I have a booking“: what a number or a scanned receipt opens. Needs central. */
  lookUp: { input: BookingCode, output: LookUpOutcome },
  checkIn: { input: BookingCode, output: CheckInOutcome },
  cancelBooking: { input: BookingCode, output: CancelOutcome },
  moveBooking: { input: MoveWish, output: MoveOutcome },
  /** Tells the staff that somebody at this terminal wants a person. */
  callStaff: { input: Nothing, output: z.object({ outcome: z.enum(['called', 'unreachable']) }) },
  /** Prints the receipt of a booking of this session again. */
  printReceipt: { input: z.object({ bookingId: Uuid }), output: Nothing },
  /** Prints the visitor's own fields as a code to take along (SEED S9). Nothing of it stays at the terminal. */
  printSlip: { input: SlipWish, output: SlipOutcome },
  /** Whether a scanned code is this town's and still good; then its PIN is asked for. */
  readTakeAlong: { input: ReadTakeAlong, output: ReadTakeAlongOutcome },
  openTakeAlong: { input: OpenTakeAlong, output: OpenTakeAlongOutcome },
  /** The offline voice, for a page whose browser has none: mono WAV in base64, or null where no voice is installed. */
  synthesize: {
    input: z.object({
      text: z.string().check(z.maxLength(2_000)),
      lang: z.string().check(z.maxLength(20)),
      rate: z.number().check(z.minimum(0.5), z.maximum(2)),
    }),
    output: z.object({ wav: z.nullable(Base64) }),
  },
  /** The keypad's jack has reported: the next visitor's page is told the same. */
  noteHeadset: { input: z.object({ plugged: z.boolean() }), output: Nothing },
  /** Makes this device one of central's, with the one-time code an operator was given; only while it is not enrolled. */
  enrol: { input: z.object({ code: z.string().check(z.maxLength(40)) }), output: PairOutcome },
  /** The terminal's own service menu. What it lets do hangs on the PIN that this page has given; see main/service. */
  serviceUnlock: { input: z.object({ pin: z.string().check(z.maxLength(12)) }), output: UnlockOutcome },
  serviceOverview: { input: Nothing, output: z.nullable(ServiceOverview) },
  serviceCheck: { input: Nothing, output: z.array(ServiceCheck) },
  serviceAct: { input: z.object({ action: ServiceAction }), output: ServiceOutcome },
  /** The visitor has gone: drop pending print jobs' text, holds that were not confirmed and everything kept for the session. */
  endSession: { input: Nothing, output: Nothing },
  /** Sent every two seconds; the station's watchdog replaces a page that stops. */
  heartbeat: { input: z.object({ step: z.string().check(z.maxLength(40)) }), output: Nothing },
  /** The browser has lost its graphics: what stands on the screen may be torn or old, and the page is replaced. */
  graphicsLost: { input: Nothing, output: Nothing },
  /** A bug in the page: code and place only, never values. */
  reportFault: { input: z.object({ where: z.string().check(z.maxLength(200)) }), output: Nothing },
} as const
export type Bridge = typeof bridge
export { DeviceSettings, StationReport }
