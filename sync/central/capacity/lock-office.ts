import { expireOverdue } from '../booking/expire.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'
import { createLock, type OfficeLock } from './office-lock.ts'

/** The instant that a work counts from, and the randomness for what it makes. */
export type Moment = { readonly nowMs: number; readonly random: Random }

/** Locks several offices, always in the same order. What is asked after the call, without awaiting it, sees them locked. */
export async function lockOffices(tx: Tx, officeIds: Iterable<string>, moment: Moment): Promise<Map<string, OfficeLock>> {
  const locks = [...new Set(officeIds)].toSorted().map((officeId) => lockOffice(tx, officeId, moment))
  return new Map((await Promise.all(locks)).map((lock) => [lock.officeId, lock]))
}

/** Locks one office and ends its expired holds and requests: expiry is exact, whenever the cleaning job runs. */
export async function lockOffice(tx: Tx, officeId: string, moment: Moment): Promise<OfficeLock> {
  tx.write(
    `insert into office_counter (office_id, version) values ($1, 0)
     on conflict (office_id) do update set version = office_counter.version`,
    [officeId],
  )
  const { version, overdue } = await readCounter(tx, officeId, moment.nowMs)
  const lock = createLock(tx, officeId, version)
  if (overdue === 1) {
    await freeExpiredHolds(tx, lock, moment.nowMs)
    await expireOverdue(tx, lock, moment)
  }
  return lock
}

/** The version of an office's newest change, and whether any of its holds or requests is overdue. */
async function readCounter(tx: Tx, officeId: string, nowMs: number): Promise<{ version: number; overdue: number }> {
  const row = await tx.one<{ version: number; overdue: number }>(
    `select version, case when exists (select 1 from hold where office_id = $1 and expires_at <= $2)
       or exists (select 1 from booking where office_id = $1 and standing = 'requested' and confirm_by <= $2)
       then 1 else 0 end as overdue
     from office_counter where office_id = $1`,
    [officeId, nowMs],
  )
  if (!row) throw new Error(`office ${officeId} is not locked`)
  return row
}

async function freeExpiredHolds(tx: Tx, lock: OfficeLock, nowMs: number): Promise<void> {
  const expired = await tx.all<{ booking_id: string; day: string }>(
    'select booking_id, day from hold where office_id = $1 and expires_at <= $2',
    [lock.officeId, nowMs],
  )
  for (const hold of expired) {
    tx.write(`delete from seat where office_id = $1 and holder_kind = 'hold' and holder_id = $2`, [
      lock.officeId,
      hold.booking_id,
    ])
    tx.write('delete from hold where booking_id = $1', [hold.booking_id])
    lock.touch(hold.day)
  }
}
