import type { OfficeLock } from '../capacity/office-lock.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'
import type { BookingRow } from './booking-row.ts'
import { transition } from './transition.ts'

/** Ends the requests of an office whose link was not clicked in time, and tells their visitors. */
export async function expireOverdue(
  tx: Tx,
  lock: OfficeLock,
  { nowMs, random }: { nowMs: number; random: Random },
): Promise<void> {
  const overdue = await tx.all<BookingRow>(
    `select * from booking where office_id = $1 and standing = 'requested' and confirm_by <= $2`,
    [lock.officeId, nowMs],
  )
  for (const booking of overdue) {
    await transition(tx, { lock, nowMs, random }, booking, 'expired', {
      event: 'expired',
      actor: { kind: 'central', id: 'deadline' },
      news: { kind: 'expired' },
    })
  }
}
