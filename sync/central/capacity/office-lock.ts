import { expireOverdue } from '../booking/expire.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'

/** The instant that a work counts from, and the randomness for what it makes. */
export type Moment = { readonly nowMs: number; readonly random: Random }

/**
 * One office, locked until the transaction ends: every change of its capacity goes through such a lock.
 * Several offices are locked in sorted order, and always before a booking is locked, so that nobody waits in a circle.
 */
export type OfficeLock = {
  readonly officeId: string
  /** Notes that a day's free seats change; the day gets the office's next version. */
  readonly touch: (day: string) => Promise<void>
}

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
  await freeExpiredHolds(tx, lock, moment.nowMs)
  await expireOverdue(tx, lock, moment)
  return lock
}

function createLock(tx: Tx, officeId: string): OfficeLock {
  let version: number | null = null
  const touched = new Set<string>()
  return {
    officeId,
    async touch(day) {
      if (touched.has(day)) return
      touched.add(day)
      version ??= await nextVersion(tx, officeId)
      await tx.run('update office_day set version = $3 where office_id = $1 and day = $2', [officeId, day, version])
    },
  }
}

/** The office's next version; only for those who hold its lock. */
export async function nextVersion(tx: Tx, officeId: string): Promise<number> {
  const row = await tx.one<{ version: number }>(
    'update office_counter set version = version + 1 where office_id = $1 returning version',
    [officeId],
  )
  if (!row) throw new Error(`office ${officeId} is not locked`)
  return row.version
}

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
