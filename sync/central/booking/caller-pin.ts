import { timingSafeEqual } from 'node:crypto'
import { callersPinOf } from '../../contract/desk-records.ts'
import type { Keys } from '../keys/keys.ts'
import type { Random } from '../ports.ts'

/**
 * Four digits for a caller, read out once with the number. They follow from the booking's id under central's key, so that
 * a desk whose answer was lost hears the same ones again; nothing shows them a second time otherwise.
 */
export function callerPin(keys: Keys, bookingId: string): string {
  const bytes = Buffer.from(keys.deriveToken('caller-pin', bookingId), 'base64url')
  return callersPinOf(bytes.readUInt32BE(0))
}

/** Salted, and keyed besides: ten thousand values would be tried in no time by who holds the database alone. */
export function hashPin(keys: Keys, pin: string, random: Random): string {
  const salt = Buffer.from(random.bytes(16)).toString('base64url')
  return `${salt}.${keys.deriveToken('pin', `${salt}:${pin}`)}`
}

/** Whether the PIN is the booking's. Takes as long where there is none. */
export function pinFits(keys: Keys, pin: string, stored: string | null): boolean {
  const [salt = '', hash = ''] = (stored ?? '.').split('.')
  const given = Buffer.from(keys.deriveToken('pin', `${salt}:${pin}`))
  const known = Buffer.from(hash)
  return known.length === given.length && timingSafeEqual(known, given)
}
