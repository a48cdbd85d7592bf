import type { OfficeLock } from '../capacity/office-lock.ts'
import { lockOffice } from '../capacity/office-lock.ts'
import type { CentralContext } from '../context.ts'
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

/** The job: frees what has expired, so that kiosks hear of it without anybody asking for the seats. */
export async function expireEverywhere({ store, clock, random }: CentralContext): Promise<void> {
  const nowMs = clock.nowMs()
  const offices = await store.read((tx) =>
    tx.all<{ office_id: string }>(
      `select office_id from hold where expires_at <= $1
       union select office_id from booking where standing = 'requested' and confirm_by <= $1`,
      [nowMs],
    ),
  )
  for (const { office_id } of offices) await store.transact((tx) => lockOffice(tx, office_id, { nowMs, random }))
}
