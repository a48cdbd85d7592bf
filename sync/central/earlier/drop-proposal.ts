import { dropHold } from '../booking/booking-seats.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import type { Tx } from '../store/store.ts'
import type { WishRow } from './wish-row.ts'

type Proposed = Pick<WishRow, 'booking_id' | 'offered_hold_id'>

/** Ends a wish, and frees the seats that a proposal holds for it at the locked office. */
export async function dropProposal(tx: Tx, lock: OfficeLock, wish: Proposed, nowMs: number): Promise<void> {
  await freeProposed(tx, lock, wish)
  await tx.run(`update earlier_wish set state = 'ended', ended_at = $2 where booking_id = $1`, [wish.booking_id, nowMs])
}

/** Nobody phoned in time, which is not the caller's doing: the seats go to the next in line, the wish to its end. */
export async function putBack(tx: Tx, lock: OfficeLock, wish: Proposed, nowMs: number): Promise<void> {
  await freeProposed(tx, lock, wish)
  await tx.run(
    `update earlier_wish set state = 'waiting', wished_at = $2, offered_starts_at = null, offered_hold_id = null, offered_at = null,
       offer_expires_at = null where booking_id = $1`,
    [wish.booking_id, nowMs],
  )
}

async function freeProposed(tx: Tx, lock: OfficeLock, { offered_hold_id }: Proposed): Promise<void> {
  if (offered_hold_id !== null) await dropHold(tx, lock, offered_hold_id)
}
