import * as z from 'zod/mini'
import { Op, Slot, SlotWish, Verdict } from './booking.ts'
import { Catalogue } from './catalogue.ts'
import { BookingCode, CancelOutcome, CheckInOutcome, LookUpOutcome, MoveOutcome, MoveWish } from './existing.ts'
import { OfficeDay } from './office-day.ts'
import { MOST_OFFLINE_SIGN_INS, OfflineSignIn } from './offline-sign-in.ts'
import { TownKeys } from './take-along.ts'
import { SETTINGS_FAULTS } from './town-settings.ts'
import { Base64, Id, Instant, Uuid } from './values.ts'

/** Capacity that a kiosk may sell while it cannot reach central: one seat of a counter group for a run of ticks. */
export const EscrowBlock = z.object({
  blockId: Uuid,
  officeId: Id,
  counterGroupId: Id,
  startsAt: Instant,
  ticks: z.int().check(z.minimum(1)),
})
export type EscrowBlock = z.infer<typeof EscrowBlock>

export const HoldRequest = z.extend(SlotWish, { bookingId: Uuid })
export const HoldAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('held'), expiresAt: Instant }),
  z.object({ outcome: z.literal('slotTaken'), alternatives: z.array(Slot) }),
  z.object({ outcome: z.literal('notOffered') }),
])
export type HoldAnswer = z.infer<typeof HoldAnswer>

/** One op of the kiosk's log, in order; signed with the device's Ed25519 key over the canonical JSON of `op`. */
export const SequencedOp = z.object({ sequence: z.int().check(z.minimum(1)), op: Op, signature: Base64 })
export type SequencedOp = z.infer<typeof SequencedOp>

/** How the kiosk is: no personal data, for the fleet page and the alerts. */
export const KioskHealth = z.object({
  version: z.string(),
  state: z.enum(['start', 'inSession', 'outOfService']),
  printer: z.enum(['ready', 'nearEnd', 'paperOut', 'coverOpen', 'offline', 'jammed', 'unknown']),
  queue: z.int(),
  clockOffsetMs: z.nullable(z.number()),
  diskFreeBytes: z.nullable(z.number()),
  uptimeSeconds: z.number(),
  /** The version of the town's settings in force, and why newer ones were refused. */
  settingsVersion: z.optional(z.int()),
  settingsFault: z.optional(z.enum(SETTINGS_FAULTS)),
})
export type KioskHealth = z.infer<typeof KioskHealth>

/** What IT asks of one device. It comes with every answer of central until it is withdrawn, answered or too late. */
export const KioskOrder = z.discriminatedUnion('kind', [
  /** A text for the start screen. */
  z.object({ kind: z.literal('message'), orderId: Uuid, text: z.string().check(z.maxLength(300)) }),
  z.object({ kind: z.literal('testPrint'), orderId: Uuid }),
])
export type KioskOrder = z.infer<typeof KioskOrder>
/** What came of an order; the device says it until central has answered. */
export const OrderAnswer = z.object({
  orderId: Uuid,
  result: z.enum(['received', 'printed', 'failed', 'maybePrinted']),
})
export type OrderAnswer = z.infer<typeof OrderAnswer>

export const SyncRequest = z.object({
  /** Names one life of the kiosk's database; a new database is a new epoch. */
  epoch: Uuid,
  /** Counter kept outside the database: a smaller one than central has seen is a restored disk. */
  generation: z.int(),
  /** The highest sequence this database has ever given an op: a smaller one than central has seen is an older image of it. */
  lastSequence: z.optional(z.int()),
  /** Last office version applied, per office the kiosk follows; 0 for nothing yet. */
  cursors: z.record(Id, z.int()),
  /** The blocks the kiosk holds now, after the ops in this request. */
  escrow: z.array(Uuid),
  /** Blocks given back: already deleted durably on the kiosk. */
  returned: z.array(Uuid),
  ops: z.array(SequencedOp).check(z.maxLength(100)),
  catalogueVersion: z.nullable(z.string()),
  health: z.nullable(KioskHealth),
  orderAnswers: z.optional(z.array(OrderAnswer).check(z.maxLength(20))),
  /** The town's settings that the kiosk has; 0 for none. Absent from a kiosk that knows no such thing. */
  settingsVersion: z.optional(z.int()),
})
export type SyncRequest = z.infer<typeof SyncRequest>

export const SyncAnswer = z.object({
  serverTime: Instant,
  /** Central accepts nothing from escrow of this kiosk before an operator has looked: its log has forked or gone back. */
  frozen: z.boolean(),
  verdicts: z.array(z.object({ sequence: z.int(), opId: Uuid, verdict: Verdict })),
  /** Days changed since the cursors, whole images; apply after own ops. */
  days: z.array(OfficeDay),
  cursors: z.record(Id, z.int()),
  granted: z.array(EscrowBlock),
  withdrawn: z.array(Uuid),
  /** The current version; fetch the catalogue when it is not the one held. */
  catalogueVersion: z.string(),
  outOfService: z.nullable(z.string()),
  orders: z.optional(z.array(KioskOrder)),
  /** The town key in use; fetch the keys when it is not the first of those held. */
  townKeyId: z.optional(z.string()),
  /** Newer settings of the town (SignedSettings). Not parsed here: a fault in them must not cost the round. */
  settings: z.optional(z.unknown()),
})
export type SyncAnswer = z.infer<typeof SyncAnswer>

export const CentralInfo = z.object({
  serverTime: Instant,
  publicUrl: z.string(),
  /** Central's public sealing key (X25519, raw 32 bytes) and its id. */
  sealingKey: z.object({ keyId: z.string(), publicKey: Base64 }),
  /** Central's public key for the town's settings (Ed25519, raw 32 bytes). */
  settingsKey: z.optional(Base64),
})
export type CentralInfo = z.infer<typeof CentralInfo>

export const EnrolRequest = z.object({
  /** The one-time code that an operator was given. */
  code: z.string().check(z.maxLength(40)),
  /** The device's Ed25519 public key, raw 32 bytes. */
  publicKey: Base64,
  deviceName: z.string().check(z.maxLength(80)),
})
export const EnrolAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('enrolled'), kioskId: Id, homeOfficeId: z.nullable(Id), settingsKey: z.optional(Base64) }),
  z.object({ outcome: z.literal('codeRefused') }),
])

export const CatalogueAnswer = z.object({ version: z.string(), catalogue: Catalogue })
export type CatalogueAnswer = z.infer<typeof CatalogueAnswer>

/**
 * Central's HTTP for kiosks. Requests are JSON; `signed` ones carry `authorization: Foyer <kioskId>:<unix ms>:<base64>`,
 * an Ed25519 signature over `METHOD\npath\nunix ms\nbase64(SHA-256(body))`. Errors are RFC 9457 problem documents.
 */
export const KIOSK_ROUTES = {
  info: { method: 'GET', path: '/v1/info', signed: false, output: CentralInfo },
  enrol: { method: 'POST', path: '/v1/enrolments', signed: false, input: EnrolRequest, output: EnrolAnswer },
  catalogue: { method: 'GET', path: '/v1/catalogue', signed: true, output: CatalogueAnswer },
  /** For terminals that serve visitors; a desk gets none. */
  townKeys: { method: 'GET', path: '/v1/town-keys', signed: true, output: TownKeys },
  hold: { method: 'POST', path: '/v1/holds', signed: true, input: HoldRequest, output: HoldAnswer },
  release: {
    method: 'POST',
    path: '/v1/holds/release',
    signed: true,
    input: z.object({ bookingId: Uuid }),
    output: z.object({}),
  },
  lookUp: { method: 'POST', path: '/v1/bookings/look-up', signed: true, input: BookingCode, output: LookUpOutcome },
  checkIn: { method: 'POST', path: '/v1/bookings/check-in', signed: true, input: BookingCode, output: CheckInOutcome },
  cancelBooking: { method: 'POST', path: '/v1/bookings/cancel', signed: true, input: BookingCode, output: CancelOutcome },
  moveBooking: { method: 'POST', path: '/v1/bookings/move', signed: true, input: MoveWish, output: MoveOutcome },
  /** Somebody at the terminal asks for a person. */
  callStaff: {
    method: 'POST',
    path: '/v1/staff-calls',
    signed: true,
    input: z.object({}),
    output: z.object({ outcome: z.literal('called') }),
  },
  /** What happened at a desk while central was away. */
  tellSignIns: {
    method: 'POST',
    path: '/v1/desk-sign-ins',
    signed: true,
    input: z.object({ signIns: z.array(OfflineSignIn).check(z.maxLength(MOST_OFFLINE_SIGN_INS)) }),
    output: z.object({}),
  },
  sync: { method: 'POST', path: '/v1/sync', signed: true, input: SyncRequest, output: SyncAnswer },
} as const

/** Server-sent events at `GET /v1/events` (signed): `event: poke`, data as below; a comment line every 15 s is the heartbeat. */
export const Poke = z.object({ officeId: z.nullable(Id), version: z.int() })
export type Poke = z.infer<typeof Poke>
/** `GET /v1/events/next` (signed), where a proxy holds streams back: the next poke, or null when there is none for 25 s. */
export const NextPoke = z.object({ poke: z.nullable(Poke) })

/** RFC 9457. `type` is stable: scripts may rely on it. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  instance: z.optional(z.string()),
})
export type Problem = z.infer<typeof Problem>
