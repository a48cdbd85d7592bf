import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt)

/** RFC 7914. A PIN has few digits: each guess at a stolen file shall cost, a right one at the device shall not be felt. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 } as const
const [SALT_BYTES, HASH_BYTES] = [16, 32]

export const PIN = /^\d{6,12}$/
/** How `servicePins` in device.json writes a PIN down. */
export const PIN_HASH = /^scrypt\$15\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/

/** Hashes a PIN for one device: the same PIN has another hash on each. */
export async function hashPin(pin: string, bytes: (count: number) => Uint8Array): Promise<string> {
  const salt = Buffer.from(bytes(SALT_BYTES))
  const hash = await derive(pin, salt, HASH_BYTES, COST)
  return `scrypt$15$${salt.toString('base64')}$${hash.toString('base64')}`
}

export async function isPin(pin: string, stored: string): Promise<boolean> {
  const [, , salt = '', hash = ''] = stored.split('$')
  const wanted = Buffer.from(hash, 'base64')
  const found = await derive(pin, Buffer.from(salt, 'base64'), HASH_BYTES, COST)
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}

/** Which PINs a device has, without what could be guessed from. */
export const pinsSet = ({ it, staff }: { readonly it: string | null; readonly staff: string | null }) => ({
  it: it === null ? null : 'set',
  staff: staff === null ? null : 'set',
})
