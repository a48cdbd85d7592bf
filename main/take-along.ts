import { createCipheriv, createDecipheriv, hkdfSync, scrypt } from 'node:crypto'
import * as z from 'zod/mini'
import { Person } from '../sync/contract/person.ts'

/** A key that only the kiosks of one town hold. `keyId` 0–255 tells which one a code was made with, so that keys can change. */
export type TownKey = { readonly keyId: number; readonly key: Uint8Array }

export type TakeAlong =
  | { readonly outcome: 'opened'; readonly person: Person }
  /** Not one of our codes, of another town, or torn: nothing can be said about it. */
  | { readonly outcome: 'unreadable' }
  | { readonly outcome: 'wrongPin' }
  | { readonly outcome: 'expired' }

const VERSION = 1
const DAY_MS = 86_400_000
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 4
/** 64 MiB and about 150 ms: whoever has paper and a stolen kiosk's key still pays this for each of ten thousand PINs. */
const PIN_COST = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }

/**
 * A visitor's own fields as digits for a printed QR code (SEED S9, second way). Encrypted and authenticated with
 * AES-256-GCM under a key of the town and the visitor's PIN: lost paper tells nothing without a kiosk, a kiosk nothing
 * without the PIN. Digits only, since a scanner that poses as a keyboard types them alike in every keyboard layout, and a
 * QR code packs them as tightly as bytes. `expiresMs` is rounded down to a day.
 */
export async function sealTakeAlong(
  person: Person,
  { town, pin, expiresMs, random }: { town: TownKey; pin: string; expiresMs: number; random: (bytes: number) => Uint8Array },
): Promise<string> {
  const salt = random(SALT_BYTES)
  const nonce = random(NONCE_BYTES)
  const head = Buffer.from([VERSION, town.keyId, 0, 0])
  head.writeUInt16BE(Math.floor(expiresMs / DAY_MS), 2)
  const cipher = createCipheriv('aes-256-gcm', await keyFor(town, pin, salt), nonce).setAAD(head)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(person), 'utf8'), cipher.final()])
  return digitsOf(Buffer.concat([head, salt, nonce, sealed, cipher.getAuthTag()]))
}

/** Opens a scanned code. Callers count wrong PINs: a four-digit one stands no free guessing. */
export async function openTakeAlong(
  digits: string,
  { keys, pin, nowMs }: { keys: readonly TownKey[]; pin: string; nowMs: number },
): Promise<TakeAlong> {
  const bytes = bytesOf(digits)
  if (bytes === null || bytes.length <= HEAD_BYTES + SALT_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION)
    return { outcome: 'unreadable' }
  const head = bytes.subarray(0, HEAD_BYTES)
  const town = keys.find(({ keyId }) => keyId === bytes[1])
  if (!town) return { outcome: 'unreadable' }
  if (nowMs >= (head.readUInt16BE(2) + 1) * DAY_MS) return { outcome: 'expired' }
  const salt = bytes.subarray(HEAD_BYTES, HEAD_BYTES + SALT_BYTES)
  const nonce = bytes.subarray(HEAD_BYTES + SALT_BYTES, HEAD_BYTES + SALT_BYTES + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', await keyFor(town, pin, salt), nonce)
    .setAAD(head)
    .setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const text = Buffer.concat([
      decipher.update(bytes.subarray(HEAD_BYTES + SALT_BYTES + NONCE_BYTES, -TAG_BYTES)),
      decipher.final(),
    ])
    return { outcome: 'opened', person: z.parse(Person, JSON.parse(text.toString('utf8'))) }
  } catch {
    return { outcome: 'wrongPin' }
  }
}

async function keyFor(town: TownKey, pin: string, salt: Uint8Array): Promise<Buffer> {
  const fromPin = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin, salt, 32, PIN_COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
  return Buffer.from(hkdfSync('sha256', Buffer.concat([town.key, fromPin]), salt, 'foyer take-along', 32))
}

// A leading 1 keeps zero bytes at the front.
const digitsOf = (bytes: Buffer): string => BigInt(`0x01${bytes.toString('hex')}`).toString()

function bytesOf(digits: string): Buffer | null {
  const plain = digits.trim()
  if (!/^\d{60,2000}$/.test(plain)) return null
  const hex = BigInt(plain).toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return even.startsWith('01') ? Buffer.from(even.slice(2), 'hex') : null
}
