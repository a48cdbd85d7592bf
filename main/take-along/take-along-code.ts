import { createCipheriv, createDecipheriv, createHmac, hkdfSync, scrypt, timingSafeEqual } from 'node:crypto'
import { type Address, PERSON_FIELDS, Person } from '../../sync/contract/person.ts'
import { bytesOf, digitsOf, MARK_BYTES, type TownKey } from '../../sync/contract/take-along.ts'

/*
 * A visitor's own fields as digits for a printed code (SEED S9, second way):
 *
 *   2 bytes   mark and version: `F1`
 *   4 bytes   id of the town's key
 *   2 bytes   last day on which it is good, days since 1970-01-01 UTC, big-endian
 *  16 bytes   salt
 *   n bytes   the fields of PERSON_FIELDS in their order, a line each, under AES-256-GCM with a key from the town's key and the PIN
 *  16 bytes   its tag: the PIN was right
 *  16 bytes   signature: HMAC-SHA-256, cut, with a key from the town's key, over all bytes before it
 *
 * The signature tells a damaged or a foreign code from a wrong PIN before anybody is asked for one. Whoever could check a
 * signature with a public key would be no terminal of this town, so a keyed hash says all that a signature could.
 */
const KEY_ID_BYTES = 4
const HEAD_BYTES = MARK_BYTES.length + KEY_ID_BYTES + 2
const SALT_BYTES = 16
const TAG_BYTES = 16
const SIGNATURE_BYTES = 16
const DAY_MS = 86_400_000
/** 32 MiB and about 100 ms: whoever has paper and a stolen terminal's key still pays this for each of ten thousand PINs. */
const PIN_COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

export type SealParts = {
  readonly townKey: TownKey
  readonly pin: string
  /** Any instant of the last good day. */
  readonly lastDayMs: number
  readonly random: (bytes: number) => Uint8Array
}

/** Lost paper tells nothing without a terminal of the town, a terminal nothing without the PIN. */
export async function sealTakeAlong(person: Person, { townKey, pin, lastDayMs, random }: SealParts): Promise<string> {
  const salt = random(SALT_BYTES)
  const head = Buffer.concat([Buffer.from(MARK_BYTES), Buffer.from(townKey.keyId, 'hex'), Buffer.alloc(2)])
  head.writeUInt16BE(Math.floor(lastDayMs / DAY_MS), HEAD_BYTES - 2)
  const { key, nonce } = await secretsFor(townKey, pin, salt)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(head)
  const sealed = Buffer.concat([cipher.update(linesOf(person), 'utf8'), cipher.final()])
  const signed = Buffer.concat([head, salt, sealed, cipher.getAuthTag()])
  return digitsOf(Buffer.concat([signed, signatureOver(signed, townKey)]))
}

/** A code that this town has made and nobody has changed; still closed. */
export type GenuineCode = {
  readonly outcome: 'genuine'
  /** Midnight UTC of the last good day. */
  readonly lastDayMs: number
  /** Names the code without telling anything of it. */
  readonly name: string
  /** The person, or null where the PIN is wrong. */
  readonly open: (pin: string) => Promise<Person | null>
}

/** Checks a scanned code against the town's keys, without its PIN. Whether it is still good is for the caller to say. */
export function readSealed(
  digits: string,
  keys: readonly TownKey[],
): GenuineCode | { readonly outcome: 'damaged' } | { readonly outcome: 'foreign' } {
  const all = Buffer.from(bytesOf(digits) ?? [])
  if (all.length < HEAD_BYTES || !MARK_BYTES.every((byte, at) => all[at] === byte)) return { outcome: 'damaged' }
  const keyId = all.toString('hex', MARK_BYTES.length, MARK_BYTES.length + KEY_ID_BYTES)
  const townKey = keys.find((key) => key.keyId === keyId)
  if (!townKey) return { outcome: 'foreign' }
  const signed = all.subarray(0, -SIGNATURE_BYTES)
  const signature = all.subarray(-SIGNATURE_BYTES)
  if (signed.length < HEAD_BYTES + SALT_BYTES + TAG_BYTES || !timingSafeEqual(signature, signatureOver(signed, townKey)))
    return { outcome: 'damaged' }
  return {
    outcome: 'genuine',
    lastDayMs: signed.readUInt16BE(HEAD_BYTES - 2) * DAY_MS,
    name: signature.toString('hex'),
    open: (pin) => open(signed, townKey, pin),
  }
}

async function open(signed: Buffer, townKey: TownKey, pin: string): Promise<Person | null> {
  const head = signed.subarray(0, HEAD_BYTES)
  const { key, nonce } = await secretsFor(townKey, pin, signed.subarray(HEAD_BYTES, HEAD_BYTES + SALT_BYTES))
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(head).setAuthTag(signed.subarray(-TAG_BYTES))
  const opened = decipher.update(signed.subarray(HEAD_BYTES + SALT_BYTES, -TAG_BYTES))
  try {
    decipher.final()
  } catch {
    return null
  }
  return personOf(opened.toString('utf8'))
}

/** One key and nonce per salt, and each salt is used once. */
async function secretsFor(townKey: TownKey, pin: string, salt: Uint8Array): Promise<{ key: Buffer; nonce: Buffer }> {
  const fromPin = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin, salt, 32, PIN_COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
  const secret = Buffer.concat([Buffer.from(townKey.key, 'base64'), fromPin])
  const bytes = Buffer.from(hkdfSync('sha256', secret, salt, 'foyer take-along seal', 44))
  return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) }
}

function signatureOver(signed: Uint8Array, townKey: TownKey): Buffer {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(townKey.key, 'base64'), '', 'foyer take-along sign', 32))
  return createHmac('sha256', key).update(signed).digest().subarray(0, SIGNATURE_BYTES)
}

/** No field can hold a line break (sync/contract/person.ts). */
function linesOf({ address, ...fields }: Person): string {
  const values: Partial<Record<string, string | undefined>> = { ...fields, ...address }
  return PERSON_FIELDS.map((field) => values[field] ?? '').join('\n')
}

function personOf(lines: string): Person | null {
  const values = lines.split('\n')
  const given = PERSON_FIELDS.flatMap((field, at) => (values[at] ? [[field, values[at]] as const] : []))
  const { street, postalCode, city, ...fields } = Object.fromEntries(given) as Partial<Record<string, string>>
  const address = street !== undefined && { address: { street, postalCode, city } as Address }
  return Person.safeParse({ ...fields, ...address }).data ?? null
}
