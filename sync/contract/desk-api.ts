import * as z from 'zod/mini'
import { ServiceCounts, Slot, SlotWish, Standing } from './booking.ts'
import {
  StaffMember,
  DeskBooking,
  DeskBooked,
  BookingLine,
  BookingDetail,
  BookingSearch,
  DayView,
  DeclineReason,
  DeskTask,
  EarlierWish,
  Figures,
  FleetLine,
  Reason,
  ScreenText,
} from './desk-records.ts'
import { Person, PersonIssue } from './person.ts'
import { Id, Instant, LocalDate, LocalTime, Uuid } from './values.ts'

const Nothing = z.object({})

/** Somebody else's office, an unknown booking and one that was erased are told apart by nobody. */
const Unknown = z.object({ outcome: z.literal('unknown') })
/** The role or the offices do not allow it. */
const Forbidden = z.object({ outcome: z.literal('forbidden') })
const SignedOut = z.object({ outcome: z.literal('signedOut') })
const NotPossible = z.object({ outcome: z.literal('notPossible'), standing: Standing })
const Done = z.object({ outcome: z.literal('done') })
const Denials = [Unknown, Forbidden, SignedOut] as const

const either = <T extends z.ZodMiniObject<{ outcome: z.ZodMiniLiteral<string> }>>(success: T) =>
  z.discriminatedUnion('outcome', [success, ...Denials])
const change = z.discriminatedUnion('outcome', [Done, NotPossible, ...Denials])

const SignedIn = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signedIn'), staff: StaffMember, session: z.string(), expiresAt: Instant }),
  /** Wrong, unknown or locked: the same answer for all. */
  z.object({ outcome: z.literal('refused') }),
  z.object({ outcome: z.literal('slowDown') }),
])

/**
 * The front desk's wire, the same from page to station and from station to central (`POST /v1/desk/<method>`, signed by the
 * device, `x-foyer-staff: <session>`). The session is the station's to keep; the page never holds it. Every change is audited
 * with who did it. `officeIds` beyond the member's own are answered as if they did not exist.
 */
export const desk = {
  signIn: {
    input: z.object({ email: z.string().check(z.maxLength(254)), password: z.string().check(z.maxLength(1_000)) }),
    output: SignedIn,
  },
  /** With the one-time code that central's own page shows to whoever has signed in there, for accounts of the town's sign-in. */
  signInByCode: { input: z.object({ code: z.string().check(z.maxLength(20)) }), output: SignedIn },
  signOut: { input: Nothing, output: Nothing },
  findSlots: {
    input: z.object({ services: ServiceCounts, officeIds: z.array(Id), from: z.optional(LocalDate), count: z.int() }),
    output: either(z.object({ outcome: z.literal('slots'), slots: z.array(z.extend(Slot, { officeId: Id })) })),
  },
  /** Keeps a slot while the caller thinks; staff seats count. Another wish of the same booking replaces it. */
  hold: {
    input: z.extend(SlotWish, { bookingId: Uuid }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('held'), expiresAt: Instant, secondsLeft: z.number() }),
      z.object({ outcome: z.literal('slotTaken'), alternatives: z.array(Slot) }),
      z.object({ outcome: z.literal('notOffered') }),
      ...Denials,
    ]),
  },
  release: { input: z.object({ bookingId: Uuid }), output: Nothing },
  book: {
    input: DeskBooking,
    output: z.discriminatedUnion('outcome', [
      DeskBooked,
      z.object({ outcome: z.literal('slotTaken'), alternatives: z.array(Slot) }),
      z.object({ outcome: z.literal('notOffered') }),
      z.object({ outcome: z.literal('tooMany') }),
      /** The town's policy wants the e-mail's link of this caller. */
      z.object({ outcome: z.literal('linkNeeded') }),
      z.object({ outcome: z.literal('invalidPerson'), issues: z.array(PersonIssue) }),
      ...Denials,
    ]),
  },
  findBookings: {
    input: BookingSearch,
    output: either(z.object({ outcome: z.literal('found'), bookings: z.array(BookingLine), more: z.boolean() })),
  },
  getBooking: {
    /** `forReceipt`: the station prints it. Central writes that down as what it is. */
    input: z.object({ bookingId: Uuid, forReceipt: z.optional(z.boolean()) }),
    output: either(z.object({ outcome: z.literal('booking'), booking: BookingDetail })),
  },
  moveBooking: {
    input: z.object({ bookingId: Uuid, startsAt: Instant, officeId: Id }),
    output: z.discriminatedUnion('outcome', [
      Done,
      NotPossible,
      z.object({ outcome: z.literal('slotTaken'), alternatives: z.array(Slot) }),
      ...Denials,
    ]),
  },
  cancelBooking: { input: z.object({ bookingId: Uuid, reason: Reason }), output: change },
  correctPerson: {
    input: z.object({ bookingId: Uuid, person: Person }),
    output: z.discriminatedUnion('outcome', [
      Done,
      NotPossible,
      z.object({ outcome: z.literal('invalidPerson'), issues: z.array(PersonIssue) }),
      ...Denials,
    ]),
  },
  resendMail: { input: z.object({ bookingId: Uuid }), output: change },
  /** Keeps one of two requests of the same person and cancels the other, with both histories pointing at each other. */
  mergeBookings: { input: z.object({ keep: Uuid, drop: Uuid }), output: change },
  /** Puts a booking on the list for earlier dates, or takes it off; what is held for it is free again. */
  wishEarlier: { input: z.object({ bookingId: Uuid, wanted: z.boolean() }), output: change },
  /** Takes the earlier start that is held for a booking. `gone`: nothing is held for it any more. */
  takeEarlier: {
    input: z.object({ bookingId: Uuid }),
    output: z.discriminatedUnion('outcome', [Done, NotPossible, z.object({ outcome: z.literal('gone') }), ...Denials]),
  },
  /** Who waits for an earlier date at own offices, longest first. */
  earlierList: {
    input: Nothing,
    output: either(
      z.object({ outcome: z.literal('earlier'), bookings: z.array(z.extend(BookingLine, { earlier: EarlierWish })) }),
    ),
  },
  /** Confirms a request whose offer wants that at the information desk (`deskConfirms`). */
  confirmAtDesk: { input: z.object({ bookingId: Uuid }), output: change },
  accept: { input: z.object({ bookingId: Uuid, documents: z.array(z.string().check(z.maxLength(300))) }), output: change },
  decline: { input: z.object({ bookingId: Uuid, reason: DeclineReason }), output: change },
  askBack: { input: z.object({ bookingId: Uuid, question: Reason }), output: change },
  markArrived: { input: z.object({ bookingId: Uuid }), output: change },
  markMissed: { input: z.object({ bookingId: Uuid }), output: change },
  inbox: {
    input: z.object({ officeId: z.optional(Id), day: z.optional(LocalDate), serviceId: z.optional(Id) }),
    output: either(z.object({ outcome: z.literal('inbox'), bookings: z.array(BookingLine) })),
  },
  /** `known`: the mark of what the screen shows already; nothing else is `unchanged`. */
  day: {
    input: z.object({ officeId: Id, day: LocalDate, known: z.optional(z.string().check(z.maxLength(60))) }),
    output: z.discriminatedUnion('outcome', [DayView, z.object({ outcome: z.literal('unchanged') }), ...Denials]),
  },
  /** Closes a day or a part of it, cancels what lies in it and tells everybody; those without e-mail are to be phoned. */
  closeDay: {
    input: z.object({
      officeId: Id,
      day: LocalDate,
      from: z.optional(LocalTime),
      until: z.optional(LocalTime),
      reason: Reason,
    }),
    output: either(z.object({ outcome: z.literal('closed'), cancelled: z.int(), toPhone: z.array(BookingLine) })),
  },
  tasks: { input: Nothing, output: either(z.object({ outcome: z.literal('tasks'), tasks: z.array(DeskTask) })) },
  figures: { input: z.object({ officeId: Id, firstDay: LocalDate, lastDay: LocalDate }), output: either(Figures) },
  fleet: { input: Nothing, output: either(z.object({ outcome: z.literal('fleet'), kiosks: z.array(FleetLine) })) },
  enrolKiosk: {
    input: z.object({ name: z.string().check(z.maxLength(80)), officeId: z.nullable(Id), profile: z.enum(['lobby', 'desk']) }),
    output: either(z.object({ outcome: z.literal('code'), code: z.string(), expiresAt: Instant })),
  },
  revokeKiosk: { input: z.object({ kioskId: Id }), output: change },
  /** Null opens it again. */
  setOutOfService: { input: z.object({ kioskId: Id, reason: z.nullable(Reason) }), output: change },
  /** A text for a lobby terminal's start screen; null takes it away. */
  setMessage: { input: z.object({ kioskId: Id, text: z.nullable(ScreenText) }), output: change },
  /** The device prints a test slip as soon as nobody stands there, within ten minutes or not at all. */
  orderTestPrint: { input: z.object({ kioskId: Id }), output: change },
} as const
export type Desk = typeof desk

export type DeskSignIn = z.output<Desk['signIn']['output']>
export type DeskSlots = z.output<Desk['findSlots']['output']>
export type DeskHold = z.output<Desk['hold']['output']>
export type DeskBook = z.output<Desk['book']['output']>
