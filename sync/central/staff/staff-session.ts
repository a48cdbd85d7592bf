import { createHash } from 'node:crypto'
import type { CentralContext } from '../context.ts'
import { writeAudit } from '../privacy/audit.ts'
import { type StaffRow, memberOf } from './accounts.ts'
import type { StaffMember } from './roles.ts'

const MINUTE_MS = 60_000
export const IDLE_MS = 30 * MINUTE_MS
export const LONGEST_MS = 10 * 60 * MINUTE_MS

/** One signed-in member. `csrfToken` goes into every form. */
export type StaffSession = { readonly member: StaffMember; readonly csrfToken: string; readonly tokenHash: string }

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

export type SessionKind = {
  /** The desk at which alone it is good; null: the pages. */
  readonly kioskId?: string | null
  /** Default: 32 random bytes. */
  readonly token?: string
  readonly longestMs?: number
}

/** Begins a session, of the pages or of one desk; only the hash of the token answered is stored. */
export async function beginSession(
  { store, clock, random }: CentralContext,
  staffId: string,
  { kioskId = null, token = Buffer.from(random.bytes(32)).toString('base64url'), longestMs = LONGEST_MS }: SessionKind = {},
): Promise<string> {
  const csrfToken = Buffer.from(random.bytes(32)).toString('base64url')
  const nowMs = clock.nowMs()
  await store.transact((tx) =>
    tx.run(
      `insert into staff_session (token_hash, staff_id, csrf_token, created_at, last_used_at, expires_at, kiosk_id)
       values ($1, $2, $3, $4, $4, $5, $6)`,
      [hashOf(token), staffId, csrfToken, nowMs, nowMs + longestMs, kioskId],
    ),
  )
  return token
}

type SessionRow = StaffRow & { csrf_token: string; last_used_at: number; expires_at: number; kiosk_id: string | null }

/**
 * The session of a token, unless it has been idle too long, is too old, its account was disabled, or it was begun
 * elsewhere: a desk's session opens no page, and nothing at another desk.
 */
export async function findSession(
  { store, clock }: CentralContext,
  token: string,
  kioskId: string | null = null,
): Promise<StaffSession | null> {
  const tokenHash = hashOf(token)
  const nowMs = clock.nowMs()
  const row = await store.read((tx) =>
    tx.one<SessionRow>(
      `select staff.*, session.csrf_token, session.last_used_at, session.expires_at, session.kiosk_id
       from staff_session session join staff on staff.staff_id = session.staff_id where session.token_hash = $1`,
      [tokenHash],
    ),
  )
  if (
    !row ||
    row.kiosk_id !== kioskId ||
    row.disabled_at !== null ||
    row.expires_at <= nowMs ||
    row.last_used_at + IDLE_MS <= nowMs
  )
    return null
  if (row.last_used_at + MINUTE_MS <= nowMs) {
    await store.transact((tx) => tx.run('update staff_session set last_used_at = $2 where token_hash = $1', [tokenHash, nowMs]))
  }
  return { member: memberOf(row), csrfToken: row.csrf_token, tokenHash }
}

/** Answers whether it was there: of two who end it at once, one has. */
export async function endSession({ store }: CentralContext, tokenHash: string): Promise<boolean> {
  return (await store.transact((tx) => tx.run('delete from staff_session where token_hash = $1', [tokenHash]))) === 1
}

/** Who goes ends the session; a desk that locks itself does so too. Written down once, by whoever was first. */
export async function signOut(
  { store, clock, random }: CentralContext,
  { member, tokenHash }: Pick<StaffSession, 'member' | 'tokenHash'>,
): Promise<void> {
  await store.transact(async (tx) => {
    if ((await tx.run('delete from staff_session where token_hash = $1', [tokenHash])) === 0) return
    const actor = { kind: 'staff', id: member.staffId } as const
    await writeAudit(tx, { random, nowMs: clock.nowMs() }, { actor, action: 'signOut.done' })
  })
}
