import { createHash } from 'node:crypto'
import type { CentralContext } from '../context.ts'
import { writeAudit } from '../privacy/audit.ts'
import { findStaffByEmail, memberOf, normalisedEmail } from './accounts.ts'
import { type ScryptCost, PASSWORD_COST, hashPassword, needsRehash, passwordMatches } from './password.ts'
import type { StaffMember } from './roles.ts'
import { countAttempt } from './throttle.ts'

const MINUTE_MS = 60_000
export const FAILURES_BEFORE_LOCK = 5
export const LOCK_MS = 15 * MINUTE_MS
const ATTEMPTS_PER_ADDRESS = 30
const WINDOW_MS = 15 * MINUTE_MS

export type SignInOutcome =
  | { readonly outcome: 'signedIn'; readonly member: StaffMember }
  /** Wrong, unknown, disabled or locked: the same answer for all, so that nobody learns which accounts exist. */
  | { readonly outcome: 'refused' }
  /** Too many attempts from this address. */
  | { readonly outcome: 'slowDown' }

export type SignIn = (attempt: { email: string; password: string; address: string }) => Promise<SignInOutcome>

/**
 * Checks passwords. An unknown account costs the same time as a wrong password: then a hash that nothing matches is
 * checked. After five failures an account is locked for fifteen minutes; a right password meanwhile is refused too.
 */
export function createSignIn(context: CentralContext, cost: ScryptCost = PASSWORD_COST): SignIn {
  const { store, clock, random, settings } = context
  // Made once, of a password that nobody knows.
  const nobody = hashPassword(Buffer.from(random.bytes(24)).toString('base64'), random, cost)

  return async ({ email, password, address }) => {
    if (!settings.passwordSignIn) return { outcome: 'refused' }
    const startedMs = clock.nowMs()
    const addressKey = `signIn:${createHash('sha256').update(address).digest('base64url').slice(0, 22)}`
    const { allowed, row } = await store.transact(async (tx) => ({
      allowed: await countAttempt(tx, { key: addressKey, limit: ATTEMPTS_PER_ADDRESS, windowMs: WINDOW_MS, nowMs: startedMs }),
      row: await findStaffByEmail(tx, email),
    }))
    if (!allowed) return { outcome: 'slowDown' }
    const matches = await passwordMatches(password, row?.password_hash ?? (await nobody))
    const rehashed =
      matches && row?.password_hash && needsRehash(row.password_hash, cost) ? await hashPassword(password, random, cost) : null
    return store.transact(async (tx): Promise<SignInOutcome> => {
      const nowMs = clock.nowMs()
      // Written before it is read, so that attempts at once stand in line: none of them slips past the lock.
      await tx.run('update staff set failed_attempts = failed_attempts where email = $1', [normalisedEmail(email)])
      const account = await findStaffByEmail(tx, normalisedEmail(email))
      const scope = { random, nowMs }
      // Nobody's, so the log names nobody; and it costs what a wrong password costs.
      if (!account) {
        await writeAudit(tx, scope, { actor: { kind: 'central', id: null }, action: 'signIn.unknown' })
        return { outcome: 'refused' }
      }
      const actor = { kind: 'staff', id: account.staff_id } as const
      const locked = account.locked_until !== null && account.locked_until > nowMs
      if (locked || account.disabled_at !== null) {
        await writeAudit(tx, scope, { actor, action: locked ? 'signIn.locked' : 'signIn.disabled' })
        return { outcome: 'refused' }
      }
      if (!matches || account.password_hash !== row?.password_hash) {
        // The database counts, so that parallel attempts are all counted.
        await tx.run(
          `update staff set failed_attempts = failed_attempts + 1,
             locked_until = case when (failed_attempts + 1) >= $2 then cast($3 as bigint) else null end where staff_id = $1`,
          [account.staff_id, FAILURES_BEFORE_LOCK, nowMs + LOCK_MS],
        )
        // Once the lock is over, counting begins anew.
        await tx.run('update staff set failed_attempts = 0 where staff_id = $1 and failed_attempts >= $2', [
          account.staff_id,
          FAILURES_BEFORE_LOCK,
        ])
        await writeAudit(tx, scope, { actor, action: 'signIn.failed' })
        return { outcome: 'refused' }
      }
      await tx.run(
        'update staff set failed_attempts = 0, locked_until = null, password_hash = coalesce($2, password_hash) where staff_id = $1',
        [account.staff_id, rehashed],
      )
      await writeAudit(tx, scope, { actor, action: 'signIn.done' })
      return { outcome: 'signedIn', member: memberOf(account) }
    })
  }
}
