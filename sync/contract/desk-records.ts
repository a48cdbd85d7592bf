import * as z from 'zod/mini'
import { ConsentVersion, ServiceCounts, SlotWish, Standing } from './booking.ts'
import { Language } from './language.ts'
import { Person } from './person.ts'
import { SpokenConfirmation } from './spoken-confirmation.ts'
import { Id, Instant, LocalDate, LocalTime, Uuid } from './values.ts'

/** What a member of staff may do; the offices say where. */
export const Role = z.enum(['clerk', 'frontDesk', 'officeAdmin', 'it'])
export type Role = z.infer<typeof Role>

/** `*` stands for all offices. */
export const StaffMember = z.object({
  staffId: z.string(),
  name: z.string(),
  role: Role,
  offices: z.array(z.union([Id, z.literal('*')])),
  /** Which callers may confirm to them by word. Missing at a central of an older version: all. */
  spokenConfirmation: z.optional(SpokenConfirmation),
  /** Offices whose slots the town's existing server keeps: nothing is moved there, nor booked beyond what it offers. */
  providedOffices: z.optional(z.array(Id)),
})
export type StaffMember = z.infer<typeof StaffMember>

/** A reason in words, for the history. */
export const Reason = z.string().check(z.minLength(1), z.maxLength(500))

/** How a caller's booking was confirmed: by the e-mail's link, or spoken, noted with who heard it and when. */
export const DeskConfirmation = z.enum(['link', 'spoken'])
export type DeskConfirmation = z.infer<typeof DeskConfirmation>

export const DeskBooking = z.extend(SlotWish, {
  bookingId: Uuid,
  person: Person,
  language: Language,
  confirmation: DeskConfirmation,
  /** Version of the text that was read out; the time is central's. */
  consentVersion: ConsentVersion,
  /** For the clerk; never shown to the caller. */
  note: z.optional(z.string().check(z.maxLength(1_000))),
  /** They stand at the desk: what begins within a quarter of an hour is a visit at once. */
  walkIn: z.optional(z.boolean()),
  /** Beyond capacity, for the role that may, with its reason. */
  overbook: z.optional(Reason),
})
export type DeskBooking = z.infer<typeof DeskBooking>

/** Four digits, read out once with the number. */
const CallersPin = z.string().check(z.regex(/^\d{4}$/))
/** From 32 bits by chance: they leave a bias of less than one in four hundred thousand over ten thousand values. */
export const callersPinOf = (bits: number): string => String(bits % 10_000).padStart(4, '0')

/**
 * What a desk agrees with a caller while central is away. It goes with the booking's op, sealed like the person, with the op
 * id and `:caller` as associated data.
 */
export const OfflineCaller = z.object({
  confirmation: DeskConfirmation,
  /** The member of staff who read the consent's text out and heard the yes. */
  heardBy: z.string().check(z.minLength(1), z.maxLength(80)),
  /** Made by the desk and read out already. */
  pin: CallersPin,
  note: DeskBooking.shape.note,
  walkIn: DeskBooking.shape.walkIn,
})
export type OfflineCaller = z.infer<typeof OfflineCaller>

export const DeskBooked = z.object({
  outcome: z.literal('booked'),
  bookingId: Uuid,
  number: z.string(),
  /** Opens the booking on the phone. */
  pin: CallersPin,
  standing: Standing,
  /** Booked without central from this desk's own share of the capacity: it will be taken. */
  promised: z.optional(z.boolean()),
  confirmBy: z.nullable(Instant),
})

/** One line of a list: enough to find the right one. */
export const BookingLine = z.object({
  bookingId: Uuid,
  number: z.string(),
  officeId: Id,
  services: ServiceCounts,
  startsAt: Instant,
  ticks: z.int(),
  standing: Standing,
  name: z.string(),
  hasEmail: z.boolean(),
  phone: z.nullable(z.string()),
  overbooked: z.boolean(),
  counterGroupId: Id,
  /** Came without a booking: taken at the desk for a time that was about to begin. */
  walkIn: z.boolean(),
})
export type BookingLine = z.infer<typeof BookingLine>

export const HistoryLine = z.object({
  at: Instant,
  event: z.string(),
  from: z.nullable(Standing),
  to: Standing,
  who: z.string(),
  reason: z.nullable(z.string()),
})

/** What a clerk has asked the visitor by e-mail, and what came back; both null while nothing did. */
const AskedBack = z.object({
  askedAt: Instant,
  question: z.string(),
  answer: z.nullable(z.string()),
  answeredAt: z.nullable(Instant),
})

/** A ready-made reason for a no: its title for the clerk, its text for the person. */
const ReadyReason = z.object({ title: z.string(), body: z.string() })
/** A reason for a no: a ready-made one, in words of one's own, or both. */
export const DeclineReason = z.string().check(z.minLength(1), z.maxLength(1_600))

/** The wish for an earlier date. `offer`: a start that is held for it until an instant. */
export const EarlierWish = z.object({
  wishedAt: Instant,
  offer: z.nullable(z.object({ startsAt: Instant, until: Instant })),
})

export const BookingDetail = z.extend(BookingLine, {
  person: z.nullable(Person),
  language: Language,
  channel: z.string(),
  confirmBy: z.nullable(Instant),
  /** It waits to be confirmed at the information desk. A central of the version before says nothing of it. */
  deskConfirms: z._default(z.boolean(), false),
  note: z.nullable(z.string()),
  restricted: z.boolean(),
  /** Null where it is not on the list for earlier dates. */
  earlier: z.nullable(EarlierWish),
  history: z.array(HistoryLine),
  /** Oldest first. A central of the version before says nothing of them. */
  questions: z._default(z.array(AskedBack), []),
  /** What its office can say no with, while it waits for an answer. */
  readyReasons: z._default(z.array(ReadyReason), []),
  mails: z.array(z.object({ kind: z.string(), queuedAt: Instant, sentAt: z.nullable(Instant), failed: z.boolean() })),
})
export type BookingDetail = z.infer<typeof BookingDetail>

/** Search by what a caller can tell. Several fields narrow the search; names match whole words by blind index. */
export const BookingSearch = z.object({
  number: z.optional(z.string().check(z.maxLength(20))),
  /** With the number: finds the booking only if the caller knows its PIN too. */
  pin: z.optional(z.string().check(z.regex(/^\d{4}$/))),
  name: z.optional(z.string().check(z.maxLength(80))),
  phone: z.optional(z.string().check(z.maxLength(40))),
  email: z.optional(z.string().check(z.maxLength(254))),
  day: z.optional(LocalDate),
  officeId: z.optional(Id),
})

const DayTick = z.object({ time: LocalTime, capacity: z.int(), taken: z.int() })
export const DayView = z.object({
  outcome: z.literal('day'),
  /** Names exactly this answer. A central of the version before gives none. */
  mark: z.optional(z.string()),
  officeId: Id,
  day: LocalDate,
  version: z.int(),
  bookings: z.array(BookingLine),
  groups: z.array(z.object({ counterGroupId: Id, ticks: z.array(DayTick) })),
})
export type DayView = z.infer<typeof DayView>

export const DeskTask = z.object({
  bookingId: Uuid,
  kind: z.enum(['refused', 'misfit', 'deadMail', 'earlier']),
  officeId: Id,
  since: Instant,
  reason: z.string(),
})

/** How many days after its first a question for figures may reach. */
export const MOST_FIGURE_DAYS = 366

export const Figures = z.object({
  outcome: z.literal('figures'),
  days: z.array(
    z.object({
      day: LocalDate,
      capacityTicks: z.int(),
      takenTicks: z.int(),
      booked: z.int(),
      arrived: z.int(),
      missed: z.int(),
      cancelled: z.int(),
    }),
  ),
})

/** A text for the start screen of a terminal: one sentence or two. */
export const ScreenText = z.string().check(z.minLength(1), z.maxLength(300))

export const FleetLine = z.object({
  kioskId: Id,
  name: z.string(),
  officeId: z.nullable(Id),
  profile: z.enum(['lobby', 'desk']),
  lastSeenAt: z.nullable(Instant),
  revoked: z.boolean(),
  frozen: z.nullable(z.string()),
  outOfService: z.nullable(z.string()),
  version: z.nullable(z.string()),
  printer: z.nullable(z.string()),
  queue: z.nullable(z.int()),
  clockOffsetMs: z.nullable(z.number()),
  /**
   * What central finds wrong with it, a `KioskAlert` each. Missing from a central that is older than this; a newer one may
   * know kinds that a desk has no words for.
   */
  alerts: z.optional(z.array(z.string())),
  /** Somebody there asks for a person; null when nobody has in the last quarter of an hour. */
  staffCalledAt: z.nullable(Instant),
  /** The text on its start screen; `receivedAt`: since when the device has it, null before. */
  message: z.nullable(z.object({ text: z.string(), receivedAt: z.nullable(Instant) })),
  /** The last test print. `lapsed`: the device did not come for it in time. */
  testPrint: z.nullable(
    z.object({ state: z.enum(['ordered', 'lapsed', 'printed', 'failed', 'maybePrinted']), at: z.nullable(Instant) }),
  ),
})
export type FleetLine = z.infer<typeof FleetLine>
