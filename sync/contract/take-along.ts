import * as z from 'zod/mini'
import { Language } from './language.ts'
import { Person } from './person.ts'
import { Base64, LocalDate, Uuid } from './values.ts'

/** A key that only the terminals of one town hold; `keyId` names it in a code, so that keys can change. */
export const TownKey = z.object({ keyId: z.string().check(z.regex(/^[0-9a-f]{8}$/)), key: Base64 })
export type TownKey = z.infer<typeof TownKey>
/** The first one seals; the others still open what was sealed before. Empty for a device that serves no visitors. */
export const TownKeys = z.object({ keys: z.array(TownKey) })
export type TownKeys = z.infer<typeof TownKeys>

/** Chosen by the visitor and kept in their head alone. */
const Pin = z.string().check(z.regex(/^\d{4}$/))

/** Fewer than this many wrong PINs open a code's lock, this many close it for a day. */
export const PIN_TRIES = 3

/** Longer than any code that fits on paper. */
const LONGEST = 6_000
const TakeAlongCode = z.string().check(z.regex(/^\d+$/), z.maxLength(LONGEST))

/*
 * A take-along code is digits alone: a scanner poses as a keyboard, and digits come out alike whether it or the terminal is
 * set to a German or to an English one, where letters and signs change places. Two bytes are five digits, a last single one three, so
 * that a torn or misread code spoils a part and not the whole, and can still be told for what it is.
 */
const PAIR_DIGITS = 5
const SINGLE_DIGITS = 3
/** `F1` as a pair: every code begins with it. */
const MARK = '17969'
export const MARK_BYTES = [0x46, 0x31] as const
/** A code that has lost its beginning is still no booking's number. */
const SHORTEST_TORN = 60
const SHORTEST = 20
// What a scanner set to an English keyboard types as digits on a terminal set to a French one.
const FRENCH_DIGITS = 'à&é"\'(-è_ç'

/** The digits of what was scanned or typed, if it can be meant as a take-along code, whole or not; else null. */
export function readTakeAlongCode(text: string): string | null {
  const plain = text.replace(/\s/g, '')
  if (plain.length > LONGEST) return null
  const digits = /^\d+$/.test(plain) ? plain : fromFrench(plain)
  if (digits === null) return null
  const meant = digits.startsWith(MARK) ? digits.length >= SHORTEST : digits.length >= SHORTEST_TORN
  return meant ? digits : null
}

function fromFrench(text: string): string | null {
  const digits = [...text].map((sign) => FRENCH_DIGITS.indexOf(sign))
  return digits.includes(-1) ? null : digits.join('')
}

export function digitsOf(bytes: Uint8Array): string {
  let digits = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2)
    digits +=
      second === undefined ? String(first).padStart(SINGLE_DIGITS, '0') : String(first * 256 + second).padStart(PAIR_DIGITS, '0')
  }
  return digits
}

/** Null where the digits are no whole bytes. */
export function bytesOf(digits: string): Uint8Array | null {
  const bytes: number[] = []
  for (let at = 0; at < digits.length; at += PAIR_DIGITS) {
    const group = digits.slice(at, at + PAIR_DIGITS)
    const value = Number(group)
    if (group.length === PAIR_DIGITS && value < 65_536) bytes.push(value >> 8, value & 255)
    else if (group.length === SINGLE_DIGITS && value < 256) bytes.push(value)
    else return null
  }
  return Uint8Array.from(bytes)
}

/** Why a code does not open, each with a screen of its own. */
export const TakeAlongRefusal = z.discriminatedUnion('outcome', [
  /** Torn, misread or changed: the town's own signature on it does not fit. */
  z.object({ outcome: z.literal('damaged') }),
  /** Sealed with a key that this town does not have (any more). */
  z.object({ outcome: z.literal('foreign') }),
  z.object({ outcome: z.literal('expired'), lastDay: LocalDate }),
  /** Too many wrong PINs: closed at this terminal for a day. */
  z.object({ outcome: z.literal('locked') }),
  /** This terminal has not been given the town's key yet. */
  z.object({ outcome: z.literal('unavailable') }),
])
export type TakeAlongRefusal = z.infer<typeof TakeAlongRefusal>

export const ReadTakeAlong = z.object({ code: TakeAlongCode })
export const ReadTakeAlongOutcome = z.union([z.object({ outcome: z.literal('pinNeeded') }), TakeAlongRefusal])
export type ReadTakeAlongOutcome = z.infer<typeof ReadTakeAlongOutcome>

export const OpenTakeAlong = z.object({ code: TakeAlongCode, pin: Pin })
export type OpenTakeAlong = z.infer<typeof OpenTakeAlong>
export const OpenTakeAlongOutcome = z.union([
  z.object({ outcome: z.literal('opened'), person: Person }),
  z.object({ outcome: z.literal('wrongPin'), triesLeft: z.int() }),
  TakeAlongRefusal,
])
export type OpenTakeAlongOutcome = z.infer<typeof OpenTakeAlongOutcome>

/** `slipId` is made in the page: a repeated wish is the same paper. */
export const SlipWish = z.object({ slipId: Uuid, person: Person, pin: Pin, language: Language })
export type SlipWish = z.infer<typeof SlipWish>
export const SlipOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('printing'), lastDay: LocalDate }),
  /** More than a code on this paper can hold. */
  z.object({ outcome: z.literal('tooLong') }),
  z.object({ outcome: z.literal('unavailable') }),
])
export type SlipOutcome = z.infer<typeof SlipOutcome>

/** PINs that a finder tries first: one digit four times, and runs up or down. */
const EASY = /^(\d)\1{3}$|^(?:0123|1234|2345|3456|4567|5678|6789|9876|8765|7654|6543|5432|4321|3210)$/

/** Whether a PIN is guessed easily, also by somebody who knows the birth date; the form may have it as `D.M.YYYY`. */
export function isEasyPin(pin: string, { birthDate }: { readonly birthDate: string }): boolean {
  const parts = birthDate.split(/\D+/).map((part) => part.padStart(2, '0'))
  const pairs = parts.flatMap((one) => parts.map((other) => one + other))
  return EASY.test(pin) || parts.includes(pin) || pairs.includes(pin)
}
