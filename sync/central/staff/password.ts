import { scrypt, timingSafeEqual } from 'node:crypto'
import type { Random } from '../ports.ts'

/** scrypt's cost (RFC 7914): memory is 128 · r · 2^ln bytes. */
export type ScryptCost = { readonly ln: number; readonly r: number; readonly p: number }
/** OWASP's recommendation: 128 MiB, about a third of a second. */
export const PASSWORD_COST: ScryptCost = { ln: 17, r: 8, p: 1 }
const HASH_BYTES = 32
const SALT_BYTES = 16

const SHORTEST_PASSWORD = 12
const LONGEST_PASSWORD = 200

/** Why a password cannot be used, in words for the operator, or null. Length is what counts (NIST SP 800-63B §5.1.1.2); no rules about characters. */
export function passwordProblem(password: string, email: string): string | null {
  const plain = normalised(password)
  if ([...plain].length < SHORTEST_PASSWORD) return `the password needs at least ${String(SHORTEST_PASSWORD)} characters`
  if (plain.length > LONGEST_PASSWORD) return `the password may have at most ${String(LONGEST_PASSWORD)} characters`
  const local = (email.split('@')[0] ?? email).toLowerCase()
  // One or two letters are in any password.
  if (local.length > 2 && plain.toLowerCase().includes(local)) return 'the password may not hold the e-mail address'
  if (new Set(plain).size < 5) return 'the password has too few different characters'
  return null
}

/** The hash with its parameters, so that a later program can raise the cost: `$scrypt$ln=17,r=8,p=1$salt$hash`. */
export async function hashPassword(
  password: string,
  { bytes }: Pick<Random, 'bytes'>,
  cost: ScryptCost = PASSWORD_COST,
): Promise<string> {
  const salt = bytes(SALT_BYTES)
  const hash = await derive(password, salt, cost)
  return `$scrypt$ln=${String(cost.ln)},r=${String(cost.r)},p=${String(cost.p)}$${base64(salt)}$${base64(hash)}`
}

/** Compares in constant time. A hash that cannot be read matches nothing. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const read = readHash(stored)
  if (read === null || password.length > LONGEST_PASSWORD * 4) return false
  return timingSafeEqual(await derive(password, read.salt, read.cost), read.hash)
}

export const needsRehash = (stored: string, cost: ScryptCost = PASSWORD_COST): boolean => {
  const read = readHash(stored)
  return read === null || read.cost.ln !== cost.ln || read.cost.r !== cost.r || read.cost.p !== cost.p
}

function readHash(stored: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } | null {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/.exec(stored)
  if (!match) return null
  const [, ln, r, p, salt = '', hash = ''] = match
  const bytes = Buffer.from(hash, 'base64')
  if (bytes.length !== HASH_BYTES) return null
  return { cost: { ln: Number(ln), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, 'base64'), hash: bytes }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
// The same password typed on another keyboard gives the same bytes.
const normalised = (password: string) => password.normalize('NFKC')

function derive(password: string, salt: Uint8Array, { ln, r, p }: ScryptCost): Promise<Buffer> {
  const options = { N: 2 ** ln, r, p, maxmem: 256 * r * 2 ** ln }
  return new Promise((resolve, reject) => {
    scrypt(normalised(password), salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
