import type { Tx } from '../store/store.ts'

/**
 * One office, locked until the transaction ends: every change of its capacity goes through such a lock.
 * Several offices are locked in sorted order, and always before a booking is locked, so that nobody waits in a circle.
 */
export type OfficeLock = {
  readonly officeId: string
  /** The office's next version; the same for all that one lock changes. */
  readonly nextVersion: () => number
  /** Notes that a day's free seats change; the day gets the office's next version. */
  readonly touch: (day: string) => void
}

/** The lock of an office whose counter row this transaction has already written, and then read `version` from. */
export function createLock(tx: Tx, officeId: string, version: number): OfficeLock {
  const next = version + 1
  let isCounted = false
  const touched = new Set<string>()
  const nextVersion = () => {
    // Not `version + 1 … returning`: SQLite builds a table for what is returned, at the price of five such updates.
    if (!isCounted) tx.write('update office_counter set version = $2 where office_id = $1', [officeId, next])
    isCounted = true
    return next
  }
  return {
    officeId,
    nextVersion,
    touch(day) {
      if (touched.has(day)) return
      touched.add(day)
      tx.write('update office_day set version = $3 where office_id = $1 and day = $2', [officeId, day, nextVersion()])
    },
  }
}
