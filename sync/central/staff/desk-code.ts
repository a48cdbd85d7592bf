import { lettersOf, readTyped } from '../../contract/typed-code.ts'
import type { CentralContext } from '../context.ts'
import { writeAudit } from '../privacy/audit.ts'
import { beginSession, endSession, findSession } from './staff-session.ts'
import type { StaffMember } from './roles.ts'

/** From one screen to the next. */
const DESK_CODE_MS = 3 * 60_000
/** Stands in a session's row where a desk's device would: such a session opens nothing but the desk's door, once. */
const AT = 'deskCode'

const tokenOf = (code: string): string => `deskCode:${readTyped(code)}`

/**
 * A one-time code with which somebody who has signed in at central's pages, by password or by the town's own sign-in, also
 * signs in at a desk: `XXXX-XXXX`, 40 random bits, good for three minutes. Only its hash is stored.
 */
export async function issueDeskCode(context: CentralContext, staffId: string): Promise<{ code: string; expiresAtMs: number }> {
  const letters = lettersOf(context.random.bytes(8))
  await beginSession(context, staffId, { kioskId: AT, token: tokenOf(letters), longestMs: DESK_CODE_MS })
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAtMs: context.clock.nowMs() + DESK_CODE_MS }
}

/** Whose code it is; null where it is nobody's, too old, or used. Of two who type it at once, one comes in. */
export async function redeemDeskCode(context: CentralContext, code: string): Promise<StaffMember | null> {
  const found = await findSession(context, tokenOf(code), AT)
  const redeemed = found !== null && (await endSession(context, found.tokenHash))
  const { store, random, clock } = context
  const actor = redeemed ? ({ kind: 'staff', id: found.member.staffId } as const) : ({ kind: 'central', id: null } as const)
  const action = redeemed ? 'signIn.done' : 'signIn.unknown'
  await store.transact((tx) => writeAudit(tx, { random, nowMs: clock.nowMs() }, { actor, action, detail: AT }))
  return redeemed ? found.member : null
}
