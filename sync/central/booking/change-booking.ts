import { lockOffice } from '../capacity/lock-office.ts'
import { type OfficeLock } from '../capacity/office-lock.ts'
import type { CentralContext } from '../context.ts'
import type { Tx } from '../store/store.ts'
import { Conflict } from '../store/store.ts'
import { type LoadedTown, townOf } from '../town/town-source.ts'
import { type BookingRow, loadBooking } from './booking-row.ts'

export type ChangeRoom = {
  readonly tx: Tx
  readonly lock: OfficeLock
  readonly nowMs: number
  readonly random: CentralContext['random']
  readonly town: LoadedTown
}

/**
 * Runs a change of a booking with its office locked and what is overdue already expired. Null if there is no such booking.
 */
export function changeBooking<T>(
  { store, clock, random, town }: CentralContext,
  bookingId: string,
  change: (booking: BookingRow, room: ChangeRoom) => Promise<T>,
): Promise<T | null> {
  return store.transact(async (tx) => {
    const seen = await loadBooking(tx, bookingId)
    if (!seen) return null
    const nowMs = clock.nowMs()
    const lock = await lockOffice(tx, seen.office_id, { nowMs, random })
    const booking = await loadBooking(tx, bookingId)
    if (!booking) return null
    if (booking.office_id !== seen.office_id) throw new Conflict('the booking moved to another office meanwhile')
    return change(booking, { tx, lock, nowMs, random, town: await townOf(town, tx) })
  })
}
