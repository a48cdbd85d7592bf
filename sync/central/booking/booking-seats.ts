import { TICK_MS } from '../../contract/values.ts'
import type { Need } from '../../contract/wish.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import { runAt, termsAt } from '../capacity/seat-terms.ts'
import { freeSeats, isClosed, type SeatRun, takeSeats, takeSeatsBeyond } from '../capacity/seats.ts'
import type { Tx } from '../store/store.ts'
import type { Misfit } from '../planning/misfits.ts'
import { type HoldRow, holdOf } from './hold-slot.ts'
import type { BookingRoom, NewBooking } from './new-booking.ts'

/**
 * Finds a new booking's seats: those of its hold, those of its escrow, or free ones. Null where there are none. `beyond` says
 * why there were none in truth for one that must fit.
 */
export async function seatsFor(
  tx: Tx,
  room: BookingRoom,
  wish: NewBooking,
  { need, hold }: { need: Pick<Need, 'counterGroupId' | 'ticks'>; hold: HoldRow | undefined },
): Promise<{ beyond: Misfit['reason'] | null } | null> {
  const { town, lock, nowMs } = room
  const run = runAt(town, need, wish.startsAtMs)
  if (hold && isFor(hold, lock.officeId, run)) {
    tx.write(`update seat set holder_kind = 'booking' where office_id = $1 and holder_id = $2`, [lock.officeId, wish.bookingId])
    tx.write('delete from hold where booking_id = $1', [wish.bookingId])
    return { beyond: null }
  }
  // A hold at another office is not ours to give up, its office is not locked here: it ends by itself.
  const instead = hold?.office_id === lock.officeId ? [wish.bookingId] : []
  const holder = { kind: 'booking', id: wish.bookingId } as const
  if (await takeFromEscrow(tx, lock, run, wish)) {
    await dropHold(tx, lock, wish.bookingId)
    return { beyond: (await isClosed(tx, lock.officeId, run)) ? 'closed' : null }
  }
  const terms = termsAt(town, wish.officeId, run, { audience: wish.audience, nowMs })
  const mustFit = wish.mustFit || wish.claim?.promised != null
  const kept = mustFit ? 0 : (terms?.kept ?? 0)
  if (terms && (await takeSeats(tx, lock, run, { ...terms, kept, holder, instead }))) {
    if (instead.length > 0) tx.write('delete from hold where booking_id = $1', [wish.bookingId])
    return { beyond: null }
  }
  if (!mustFit) return null
  await dropHold(tx, lock, wish.bookingId)
  return { beyond: await takeSeatsBeyond(tx, lock, run, holder) }
}

/** Gives up the hold of this id at the locked office, if there is one. */
export async function dropHold(tx: Tx, lock: OfficeLock, bookingId: string): Promise<void> {
  const hold = await holdOf(tx, bookingId)
  if (hold?.office_id !== lock.officeId) return
  await freeSeats(tx, lock, bookingId)
  tx.write('delete from hold where booking_id = $1', [bookingId])
}

const isFor = (hold: HoldRow, officeId: string, run: SeatRun): boolean =>
  hold.office_id === officeId &&
  hold.starts_at === run.startsAtMs &&
  hold.ticks === run.ticks &&
  hold.counter_group === run.counterGroupId

/** Hands the seats of a run over from the kiosk's blocks to the booking; the rest of the blocks stays the kiosk's. */
async function takeFromEscrow(tx: Tx, lock: OfficeLock, run: SeatRun, { claim, bookingId }: NewBooking): Promise<boolean> {
  if (!claim) return false
  const marks = claim.blockIds.map((_, index) => `$${String(index + 5)}`).join(', ')
  const rows = await tx.all<{ starts_at: number; seat: number; holder_id: string }>(
    `select starts_at, seat, holder_id from seat where office_id = $1 and counter_group = $2 and starts_at >= $3 and starts_at < $4
       and holder_kind = 'escrow' and holder_id in (${marks}) order by starts_at, seat`,
    [lock.officeId, run.counterGroupId, run.startsAtMs, run.startsAtMs + run.ticks * TICK_MS, ...claim.blockIds],
  )
  const own = rows.filter((row) => claim.isOf(row.holder_id, row.starts_at))
  const seats = new Map(own.map((row) => [row.starts_at, row.seat]))
  if (seats.size !== run.ticks) return false
  for (const [startsAtMs, seat] of seats) {
    tx.write(
      `update seat set holder_kind = 'booking', holder_id = $5
       where office_id = $1 and counter_group = $2 and starts_at = $3 and seat = $4`,
      [lock.officeId, run.counterGroupId, startsAtMs, seat, bookingId],
    )
  }
  return true
}
