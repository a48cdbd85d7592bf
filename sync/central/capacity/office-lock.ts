import type { Tx } from '../store/store.ts'

/**
 * One office, locked until the transaction ends: every change of its capacity goes through such a lock.
 * Several offices are locked in sorted order, and always before a booking is locked, so that nobody waits in a circle.
 */
export type OfficeLock = {
  readonly officeId: string
  /** Notes that a day's free seats change; the day gets the office's next version. */
  readonly touch: (day: string) => Promise<void>
}

/** The lock of an office whose counter row this transaction has already written. */
export function createLock(tx: Tx, officeId: string): OfficeLock {
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
