import type { OfficeLock } from '../capacity/office-lock.ts'
import { freeSeats } from '../capacity/seats.ts'
import type { Tx } from '../store/store.ts'
import type { WishRow } from './earlier-wish.ts'

/** Ends a wish, and frees the seats that an offer holds for it at the locked office. */
export async function dropOffer(
  tx: Tx,
  lock: OfficeLock,
  wish: Pick<WishRow, 'booking_id' | 'offered_hold_id'>,
  nowMs: number,
): Promise<void> {
  if (wish.offered_hold_id !== null) {
    await freeSeats(tx, lock, wish.offered_hold_id)
    await tx.run('delete from hold where booking_id = $1', [wish.offered_hold_id])
  }
  await tx.run(`update earlier_wish set state = 'ended', ended_at = $2 where booking_id = $1`, [wish.booking_id, nowMs])
}
