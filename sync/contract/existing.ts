import * as z from 'zod/mini'
import { readBookingNumber, ServiceCounts, Slot, Standing } from './booking.ts'
import { Id, Instant } from './values.ts'

/**
 * How a visitor names a booking at the terminal: by its number, typed from the receipt, which is enough to check in, or with
 * the receipt's secret, scanned from its QR code, which also opens cancelling and moving.
 */
export const BookingCode = z.object({
  number: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)),
  key: z.nullable(z.string().check(z.regex(/^[A-Za-z0-9_-]{16,86}$/))),
})
export type BookingCode = z.infer<typeof BookingCode>

/**
 * Reads what was scanned or typed: the address in the receipt's QR code, or a number. Null if it is neither. A receipt that
 * the front desk has printed has no secret, since that went with the first paper: it names its booking as the number does.
 */
export function readBookingCode(text: string): BookingCode | null {
  const scanned = /\/b\/([0-9A-Za-z-]+)(?:\?k=([A-Za-z0-9_-]+))?(?:#\S*)?\s*$/.exec(text.trim())
  const number = readBookingNumber(scanned?.[1] ?? text)
  if (number === null) return null
  const code = BookingCode.safeParse({ number, key: scanned?.[2] ?? null })
  return code.success ? code.data : null
}

/** A booking as the terminal may show it to somebody who knows its number: no name, nothing of the person. */
export const ExistingBooking = z.object({
  officeId: Id,
  services: ServiceCounts,
  startsAt: Instant,
  day: z.iso.date(),
  time: z.string(),
  standing: Standing,
  /** What the code at hand opens now. */
  may: z.object({ checkIn: z.boolean(), cancel: z.boolean(), move: z.boolean() }),
})
export type ExistingBooking = z.infer<typeof ExistingBooking>

const Unknown = z.object({ outcome: z.literal('unknown') })
/** Too many wrong numbers from this terminal. */
const SlowDown = z.object({ outcome: z.literal('slowDown') })
/** Only central knows all bookings; offline there is nothing to look up. */
const Unreachable = z.object({ outcome: z.literal('unreachable') })
const NotPossible = z.object({ outcome: z.literal('notPossible'), standing: Standing })

export const LookUpOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('found'), booking: ExistingBooking }),
  Unknown,
  SlowDown,
  Unreachable,
])
export type LookUpOutcome = z.infer<typeof LookUpOutcome>

export const CheckInOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('arrived') }),
  /** Check-in opens later: `from` says when. */
  z.object({ outcome: z.literal('tooEarly'), from: Instant }),
  z.object({ outcome: z.literal('otherOffice'), officeId: Id }),
  NotPossible,
  Unknown,
  SlowDown,
  Unreachable,
])
export type CheckInOutcome = z.infer<typeof CheckInOutcome>

export const CancelOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('cancelled') }),
  NotPossible,
  Unknown,
  SlowDown,
  Unreachable,
])
export type CancelOutcome = z.infer<typeof CancelOutcome>

export const MoveOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('moved'), slot: Slot }),
  z.object({ outcome: z.literal('slotTaken'), alternatives: z.array(Slot) }),
  NotPossible,
  Unknown,
  SlowDown,
  Unreachable,
])
export type MoveOutcome = z.infer<typeof MoveOutcome>

export const MoveWish = z.object({ code: BookingCode, startsAt: Instant })
