import type { OfficeLock } from '../capacity/office-lock.ts'
import { freeSeats } from '../capacity/seats.ts'
import type { Tx } from '../store/store.ts'
import type { WishRow } from './earlier-wish.ts'

type Offered = Pick<WishRow, 'booking_id' | 'offered_hold_id'>

/** Ends a wish, and frees the seats that an offer holds for it at the locked office. */
export async function dropOffer(tx: Tx, lock: OfficeLock, wish: Offered, nowMs: number): Promise<void> {
  await freeOffered(tx, lock, wish)
  await tx.run(`update earlier_wish set state = 'ended', ended_at = $2 where booking_id = $1`, [wish.booking_id, nowMs])
}

/** Nobody phoned in time, which is not the caller's doing: the seats go to the next in line, the wish to its end. */
export async function putBack(tx: Tx, lock: OfficeLock, wish: Offered, nowMs: number): Promise<void> {
  await freeOffered(tx, lock, wish)
  await tx.run(
    `update earlier_wish set state = 'waiting', wished_at = $2, offered_starts_at = null, offered_hold_id = null, offered_at = null,
       offer_expires_at = null where booking_id = $1`,
    [wish.booking_id, nowMs],
  )
}

async function freeOffered(tx: Tx, lock: OfficeLock, { offered_hold_id }: Offered): Promise<void> {
  if (offered_hold_id === null) return
  await freeSeats(tx, lock, offered_hold_id)
  await tx.run('delete from hold where booking_id = $1', [offered_hold_id])
}
