import { createHash, scrypt, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'
import { StaffMember } from '../../sync/contract/desk-records.ts'
import { Base64 } from '../../sync/contract/values.ts'
import type { Random } from '../ports.ts'

const DAYS_MS = 5 * 86_400_000
const MOST_PEOPLE = 20
const MOST_FAILURES = 5
const SALT_BYTES = 16
const HASH_BYTES = 32
/** scrypt's cost (RFC 7914), as OWASP recommends: 128 MiB. */
const KNOWN_COST = { ln: 17, r: 8, p: 1 }
export type SignInCost = typeof KNOWN_COST

const Entry = z.object({
  /** SHA-256 of salt and address: the file does not say who works here. */
  who: z.string(),
  salt: Base64,
  hash: Base64,
  staff: StaffMember,
  signedInMs: z.number(),
  failures: z.int(),
})
const Entries = z.array(Entry)
type Entry = z.infer<typeof Entry>

export type Credentials = { readonly email: string; readonly password: string }
export type Recalled =
  | { readonly outcome: 'known'; readonly staff: StaffMember }
  /** Somebody known, with a wrong password or after too many of them. */
  | { readonly outcome: 'refused' | 'slowDown'; readonly staffId: string }
  | { readonly outcome: 'unreachable' }

/** Who has signed in at this desk in the last days, for hours without central. Passwords are kept as scrypt hashes only. */
export type KnownStaff = {
  readonly remember: (credentials: Credentials, staff: StaffMember, nowMs: number) => Promise<void>
  readonly recall: (credentials: Credentials, nowMs: number) => Promise<Recalled>
  /** Central has refused this account: it is not let in without central either. */
  readonly forget: (email: string) => Promise<void>
  /** Central takes nothing from this device any more: nobody is let in without central. */
  readonly forgetAll: () => void
}

/** A place for the list, such as one value of a database; it survives a restart. */
export type Keep = { readonly read: () => unknown; readonly write: (value: unknown) => void }

export function createKnownStaff(keep: Keep, { bytes }: Pick<Random, 'bytes'>, cost: SignInCost = KNOWN_COST): KnownStaff {
  const all = (): Entry[] => Entries.safeParse(keep.read()).data ?? []
  const put = (entries: readonly Entry[]) => keep.write(entries)
  const find = (email: string) => all().find((entry) => entry.who === nameOf(email, entry.salt))
  const without = (email: string) => all().filter((entry) => entry.who !== nameOf(email, entry.salt))
  return {
    remember: async ({ email, password }, staff, nowMs) => {
      const salt = Buffer.from(bytes(SALT_BYTES)).toString('base64')
      const hash = (await derive(password, salt, cost)).toString('base64')
      const entry: Entry = { who: nameOf(email, salt), salt, hash, staff, signedInMs: nowMs, failures: 0 }
      const fresh = without(email).filter(({ signedInMs }) => isFresh(signedInMs, nowMs))
      put([entry, ...fresh].slice(0, MOST_PEOPLE))
    },
    recall: async ({ email, password }, nowMs) => {
      const entry = find(email)
      // Somebody new cannot be checked here; central will say.
      if (!entry || !isFresh(entry.signedInMs, nowMs)) return { outcome: 'unreachable' }
      const { staffId } = entry.staff
      if (entry.failures >= MOST_FAILURES) return { outcome: 'slowDown', staffId }
      const right = timingSafeEqual(await derive(password, entry.salt, cost), Buffer.from(entry.hash, 'base64'))
      const failures = right ? 0 : entry.failures + 1
      put(all().map((one) => (one.who === entry.who ? { ...one, failures } : one)))
      return right ? { outcome: 'known', staff: entry.staff } : { outcome: 'refused', staffId }
    },
    forget: async (email) => {
      if (find(email)) put(without(email))
    },
    forgetAll: () => {
      if (all().length > 0) put([])
    },
  }
}

// A clock that was set back must not make a sign-in of long ago fresh again.
const isFresh = (signedInMs: number, nowMs: number) => nowMs >= signedInMs && nowMs - signedInMs < DAYS_MS

const nameOf = (email: string, salt: string): string =>
  createHash('sha256')
    .update(`${salt}:${email.normalize('NFKC').trim().toLowerCase()}`)
    .digest('base64')

function derive(password: string, salt: string, { ln, r, p }: SignInCost): Promise<Buffer> {
  const options = { N: 2 ** ln, r, p, maxmem: 256 * r * 2 ** ln }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), Buffer.from(salt, 'base64'), HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
