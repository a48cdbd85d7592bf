import * as z from 'zod/mini'
import { Language } from './language.ts'
import { Base64, Id, Instant, Uuid } from './values.ts'
import { CODE_LETTERS, readTyped } from './typed-code.ts'

/** What a booking is worth now. Every standing except declined, cancelled, expired and refused occupies capacity. */
export const STANDINGS = [
  'provisional',
  'requested',
  'confirmed',
  'accepted',
  'declined',
  'arrived',
  'missed',
  'cancelled',
  'expired',
  'refused',
] as const
export const Standing = z.enum(STANDINGS)
export type Standing = z.infer<typeof Standing>

/** The one table of transitions; whatever is not named here cannot happen. */
export const TRANSITIONS: Readonly<Record<Standing, readonly Standing[]>> = {
  provisional: ['requested', 'confirmed', 'accepted', 'refused', 'cancelled'],
  requested: ['confirmed', 'accepted', 'expired', 'cancelled'],
  confirmed: ['accepted', 'declined', 'cancelled', 'expired'],
  accepted: ['arrived', 'missed', 'cancelled', 'declined'],
  declined: [],
  arrived: [],
  missed: ['arrived'],
  cancelled: [],
  expired: [],
  refused: [],
}

const FREE: readonly Standing[] = ['declined', 'cancelled', 'expired', 'refused']
export const occupies = (standing: Standing): boolean => !FREE.includes(standing)
export const mayBecome = (from: Standing, to: Standing): boolean => TRANSITIONS[from].includes(to)

const WISHED: readonly Standing[] = ['provisional', 'requested', 'confirmed', 'declined', 'expired', 'refused']
/** A request that no office has agreed to: it is not called an appointment. */
export const isOnlyWished = (standing: Standing): boolean => WISHED.includes(standing)

/** A service and for how many people or matters. */
export const ServiceCount = z.object({ serviceId: Id, count: z.int().check(z.minimum(1), z.maximum(50)) })
export type ServiceCount = z.infer<typeof ServiceCount>
export const ServiceCounts = z.array(ServiceCount).check(z.minLength(1), z.maxLength(20))

/** A wish for a slot: what is booked, where and when. */
export const SlotWish = z.object({ officeId: Id, services: ServiceCounts, startsAt: Instant })
export type SlotWish = z.infer<typeof SlotWish>

/** A start time at which the wished services fit. */
export const Slot = z.object({
  startsAt: Instant,
  /** The same in the office's own calendar. */
  day: z.iso.date(),
  time: z.string(),
})
export type Slot = z.infer<typeof Slot>

/** Names the text that was agreed to; each booking keeps it. */
export const ConsentVersion = z.string().check(z.maxLength(40))
export const Consent = z.object({ version: ConsentVersion, acceptedAt: Instant })
export type Consent = z.infer<typeof Consent>

const Channel = z.enum(['kiosk', 'desk'])

/** A person sealed to central's public key (RFC 9180, X25519 · HKDF-SHA256 · AES-256-GCM; associated data: the op id). */
export const SealedPerson = z.object({ keyId: z.string(), enc: Base64, ciphertext: Base64 })
export type SealedPerson = z.infer<typeof SealedPerson>

/** Consecutive ticks that a booking was cut from an escrow block, counted from the block's start. */
export const EscrowCut = z.object({
  blockId: Uuid,
  fromTick: z.int().check(z.minimum(0)),
  ticks: z.int().check(z.minimum(1)),
})
export type EscrowCut = z.infer<typeof EscrowCut>

/** A booking as the kiosk uploads it. */
export const BookingOp = z.object({
  kind: z.literal('book'),
  /** Unique for ever; a repeated op gets its first answer again. */
  opId: Uuid,
  bookingId: Uuid,
  officeId: Id,
  services: ServiceCounts,
  startsAt: Instant,
  language: Language,
  channel: Channel,
  consent: Consent,
  /** SHA-256 of the secret in the receipt's QR code: whoever holds the paper may see and cancel the booking. */
  receiptKeyHash: Base64,
  /** What the kiosk told the visitor: promised (cut from escrow or a hold) or provisional. */
  promised: z.boolean(),
  /** Escrow blocks that this booking was cut from; empty when online. */
  escrowBlocks: z.array(Uuid),
  /** Which ticks of them, in the order of time: both books then agree on what is left. Earlier terminals do not say. */
  escrowCuts: z.optional(z.array(EscrowCut)),
  bookedAt: Instant,
  person: SealedPerson,
  /** A desk's: what was agreed with the caller (OfflineCaller), sealed as the person is. */
  caller: z.optional(SealedPerson),
})
export type BookingOp = z.infer<typeof BookingOp>

/** What an op's caller is sealed for; its person is for the op id alone. */
export const callerContext = (opId: string): string => `${opId}:caller`

/** A booking withdrawn at the kiosk before or after central has seen it. */
export const CancelOp = z.object({ kind: z.literal('cancel'), opId: Uuid, bookingId: Uuid, cancelledAt: Instant })
export type CancelOp = z.infer<typeof CancelOp>

export const Op = z.discriminatedUnion('kind', [BookingOp, CancelOp])
export type Op = z.infer<typeof Op>

/** Central's answer to an op, stored with it and given again for a repeated one. */
export const Verdict = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('taken'),
    standing: Standing,
    /** Until when the link must be clicked; null where no link is needed. */
    confirmBy: z.nullable(Instant),
  }),
  z.object({
    outcome: z.literal('refused'),
    reason: z.enum(['slotTaken', 'tooMany', 'notOffered', 'invalid']),
    alternatives: z.array(Slot),
  }),
  z.object({ outcome: z.literal('cancelled') }),
  z.object({ outcome: z.literal('unknownBooking') }),
])
export type Verdict = z.infer<typeof Verdict>

/**
 * The number a visitor reads, tells on the phone and types: eight characters of Crockford's base 32 (no I, L, O, U)
 * from 40 random bits of the booking's id, written `XXXX-XXXX`.
 * It names a booking, it does not open one: that needs the receipt's key, the e-mail's link or a member of staff.
 */
export function bookingNumber(bookingId: string): string {
  const digits = bookingId.replaceAll('-', '')
  // Version 7 begins with the time, and its last 12 hex digits are random (RFC 9562 §5.7); version 4, which earlier
  // terminals gave, is random from the first digit on (§5.4), and their receipts go by these. Ten of them are 40 bits.
  let bits = Number.parseInt(digits[12] === '7' ? digits.slice(-10) : digits.slice(0, 10), 16)
  let number = ''
  for (let position = 0; position < 8; position += 1) {
    number = (CODE_LETTERS[bits % 32] ?? '') + number
    bits = Math.floor(bits / 32)
  }
  return `${number.slice(0, 4)}-${number.slice(4)}`
}

/** A typed number as it is stored: see `readTyped`; null if it cannot be one. */
export function readBookingNumber(typed: string): string | null {
  const plain = readTyped(typed)
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4)}` : null
}
