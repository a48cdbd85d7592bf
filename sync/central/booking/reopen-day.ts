import type { CentralContext } from '../context.ts'
import type { BookingRow } from './booking-row.ts'
import { lockOffice } from '../capacity/lock-office.ts'
import { planOffice } from '../planning/plan-office.ts'
import type { Tx } from '../store/store.ts'
import { townOf } from '../town/town-source.ts'

/** A time that staff have closed, in the office's own calendar; without `from` and `until` whole days. */
export type EnteredClosure = {
  readonly closure_id: string
  readonly office_id: string
  readonly first_day: string
  readonly last_day: string
  readonly from_time: string | null
  readonly until_time: string | null
  readonly reason: string | null
  readonly created_at: number
}

const CLOSURE = 'select closure_id, office_id, first_day, last_day, from_time, until_time, reason, created_at from closure'
const OPEN = `${CLOSURE} where withdrawn_at is null`

/** What staff have closed from a day on (`YYYY-MM-DD`) at these offices, the soonest first. Closures of the town file are not among them. */
export async function findClosures(tx: Tx, officeIds: readonly string[], fromDay: string): Promise<EnteredClosure[]> {
  const rows = await tx.all<EnteredClosure>(`${OPEN} and last_day >= $1 order by first_day, from_time, closure_id`, [fromDay])
  return rows.filter(({ office_id }) => officeIds.includes(office_id))
}

/** One of these offices' closures, also after it was withdrawn. */
export async function findClosure(tx: Tx, closureId: string, officeIds: readonly string[]): Promise<EnteredClosure | null> {
  const row = await tx.one<EnteredClosure>(`${CLOSURE} where closure_id = $1`, [closureId])
  return row && officeIds.includes(row.office_id) ? row : null
}

/** The bookings that a closing has cancelled, the soonest first: those of its day whose history says so for its instant. */
export const cancelledWith = (tx: Tx, { office_id, first_day, created_at }: EnteredClosure): Promise<BookingRow[]> =>
  tx.all<BookingRow>(
    `select booking.* from booking join history on history.booking_id = booking.booking_id
     where booking.office_id = $1 and booking.day = $2 and history.event = 'dayCancelled' and history.at = $3
     order by booking.starts_at, booking.booking_id`,
    [office_id, first_day, created_at],
  )

/**
 * Opens again what was closed, at one of these offices: from now on it can be booked as the rules say. Bookings that the closing
 * has cancelled stay so: their visitors were told. Null if there is no such closure, or no more.
 */
export function reopenDay(
  { store, clock, random, town }: CentralContext,
  { closureId, officeIds }: { closureId: string; officeIds: readonly string[] },
): Promise<EnteredClosure | null> {
  return store.transact(async (tx) => {
    const seen = await tx.one<EnteredClosure>(`${OPEN} and closure_id = $1`, [closureId])
    if (!seen || !officeIds.includes(seen.office_id)) return null
    const moment = { nowMs: clock.nowMs(), random }
    await lockOffice(tx, seen.office_id, moment)
    const withdrawn = await tx.run('update closure set withdrawn_at = $2 where closure_id = $1 and withdrawn_at is null', [
      closureId,
      moment.nowMs,
    ])
    if (withdrawn === 0) return null
    await planOffice(tx, await townOf(town, tx), seen.office_id, moment)
    return seen
  })
}
