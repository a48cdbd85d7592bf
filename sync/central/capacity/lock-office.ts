import { expireOverdue } from '../booking/expire.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'
import { createLock, type OfficeLock } from './office-lock.ts'

/** The instant that a work counts from, and the randomness for what it makes. */
export type Moment = { readonly nowMs: number; readonly random: Random }

/** Locks several offices, always in the same order. */
export async function lockOffices(tx: Tx, officeIds: Iterable<string>, moment: Moment): Promise<Map<string, OfficeLock>> {
  const locks = new Map<string, OfficeLock>()
  for (const officeId of [...new Set(officeIds)].toSorted()) locks.set(officeId, await lockOffice(tx, officeId, moment))
  return locks
}

/** Locks one office and ends its expired holds and requests: expiry is exact, whenever the cleaning job runs. */
export async function lockOffice(tx: Tx, officeId: string, moment: Moment): Promise<OfficeLock> {
  await tx.run(
    `insert into office_counter (office_id, version) values ($1, 0)
     on conflict (office_id) do update set version = office_counter.version`,
    [officeId],
  )
  const lock = createLock(tx, officeId)
  if (await isAnythingOverdue(tx, officeId, moment.nowMs)) {
    await freeExpiredHolds(tx, lock, moment.nowMs)
    await expireOverdue(tx, lock, moment)
  }
  return lock
}

const isAnythingOverdue = (tx: Tx, officeId: string, nowMs: number): Promise<unknown> =>
  tx.one(
    `select 1 as overdue from hold where office_id = $1 and expires_at <= $2
     union all select 1 as overdue from booking where office_id = $1 and standing = 'requested' and confirm_by <= $2 limit 1`,
    [officeId, nowMs],
  )

async function freeExpiredHolds(tx: Tx, lock: OfficeLock, nowMs: number): Promise<void> {
  const expired = await tx.all<{ booking_id: string; day: string }>(
    'select booking_id, day from hold where office_id = $1 and expires_at <= $2',
    [lock.officeId, nowMs],
  )
  for (const hold of expired) {
    await tx.run(`delete from seat where holder_kind = 'hold' and holder_id = $1`, [hold.booking_id])
    await tx.run('delete from hold where booking_id = $1', [hold.booking_id])
    await lock.touch(hold.day)
  }
}
