import type { Slot } from '../../contract/booking.ts'
import { isoOf } from '../planning/local-day.ts'
import { type Need, needOf } from '../../contract/wish.ts'
import type { Audience } from '../capacity/audience.ts'
import { findAlternatives } from '../capacity/find-slots.ts'
import { runAt, termsAt } from '../capacity/seat-terms.ts'
import { takeSeats } from '../capacity/seats.ts'
import type { Actor, CentralContext } from '../context.ts'
import { type BookingRow, servicesOf } from './booking-row.ts'
import { type ChangeRoom, changeBooking } from './change-booking.ts'
import { record, tell } from './transition.ts'
import { isProvided } from '../provider/provided-calendar.ts'
import type { Tx } from '../store/store.ts'
import type { LoadedTown } from '../town/town-source.ts'

export type MoveOutcome =
  | { readonly outcome: 'moved'; readonly booking: BookingRow }
  | { readonly outcome: 'slotTaken'; readonly alternatives: Slot[] }
  /** Only bookings that still lie ahead can be moved. */
  | { readonly outcome: 'impossible'; readonly standing: BookingRow['standing'] }
  | { readonly outcome: 'unknown' }

export type Move = { readonly startsAtMs: number; readonly audience: Audience; readonly actor: Actor; readonly reason?: string }

/** Only bookings that still lie ahead can be moved. */
export const MOVABLE: readonly BookingRow['standing'][] = ['requested', 'confirmed', 'accepted']

/** Whether a booking can be moved at all; what offers a move asks the same as what does it. */
export async function isMovable(
  tx: Tx,
  { provider }: Pick<CentralContext, 'provider'>,
  { standing, office_id }: Pick<BookingRow, 'standing' | 'office_id'>,
): Promise<boolean> {
  // The town's existing server knows no move: its bookings are cancelled and booked anew.
  return MOVABLE.includes(standing) && !(provider && (await isProvided(tx, office_id)))
}

/** What a booking needs when it is moved within its office: as the catalogue has it now, or as it was booked if that is gone. */
export const needToMove = (town: LoadedTown, booking: BookingRow): Pick<Need, 'counterGroupId' | 'ticks'> =>
  needOf(town.offersOf(booking.office_id), servicesOf(booking)) ?? {
    counterGroupId: booking.counter_group,
    ticks: booking.ticks,
  }

/** Moves a booking to another start at its office: the new seats are taken and the old ones freed in one transaction. */
export async function moveBooking(context: CentralContext, bookingId: string, move: Move): Promise<MoveOutcome> {
  const moved = await changeBooking(context, bookingId, (booking, room) => moveWithin(context, booking, room, move))
  return moved ?? { outcome: 'unknown' }
}

/** The same inside a transaction that has already locked the booking's office. */
export async function moveWithin(
  context: Pick<CentralContext, 'provider'>,
  booking: BookingRow,
  room: ChangeRoom,
  move: Move,
): Promise<MoveOutcome> {
  if (!(await isMovable(room.tx, context, booking))) return { outcome: 'impossible', standing: booking.standing }
  if (booking.starts_at === move.startsAtMs) return { outcome: 'moved', booking }
  const place = needToMove(room.town, booking)
  if (await takeNew(booking, room, place, move)) return { outcome: 'moved', booking: await writeMove(booking, room, place, move) }
  const search = {
    officeId: booking.office_id,
    need: place,
    audience: move.audience,
    nowMs: room.nowMs,
    wishedMs: move.startsAtMs,
  }
  return { outcome: 'slotTaken', alternatives: await findAlternatives(room.tx, room.town, search) }
}

/** Where a booking is moved to; `officeId` absent: within its office. */
export type Place = { readonly counterGroupId: string; readonly ticks: number; readonly officeId?: string }

/** Takes the seats of the new place at the locked office, in exchange for those that the booking has there. */
export async function takeNew(
  booking: BookingRow,
  { tx, lock, town, nowMs }: ChangeRoom,
  place: Place,
  move: Move,
): Promise<boolean> {
  const run = runAt(town, place, move.startsAtMs)
  const terms = termsAt(town, lock.officeId, run, { audience: move.audience, nowMs })
  if (!terms || run.startsAtMs < terms.soonestMs) return false
  const holder = { kind: 'booking', id: booking.booking_id } as const
  return takeSeats(tx, lock, run, { ...terms, holder, instead: [booking.booking_id] })
}

/** Writes down where the booking is now, in its row, its history and a mail. */
export async function writeMove(booking: BookingRow, room: ChangeRoom, place: Place, move: Move): Promise<BookingRow> {
  const next: BookingRow = {
    ...booking,
    office_id: place.officeId ?? booking.office_id,
    counter_group: place.counterGroupId,
    day: room.town.dayOf(move.startsAtMs),
    starts_at: move.startsAtMs,
    ticks: place.ticks,
    overbooked: 0,
    // The deadline of the link never lies behind the slot.
    confirm_by: booking.confirm_by === null ? null : Math.min(booking.confirm_by, move.startsAtMs),
    changed_at: room.nowMs,
    revision: booking.revision + 1,
  }
  await room.tx.run(
    `update booking set counter_group = $2, day = $3, starts_at = $4, ticks = $5, overbooked = 0, confirm_by = $6,
       changed_at = $7, revision = revision + 1, office_id = $8 where booking_id = $1`,
    [booking.booking_id, next.counter_group, next.day, next.starts_at, next.ticks, next.confirm_by, room.nowMs, next.office_id],
  )
  await room.tx.run('update misfit set resolved_at = $2 where booking_id = $1 and resolved_at is null', [
    booking.booking_id,
    room.nowMs,
  ])
  const reason = move.reason ?? `${isoOf(booking.starts_at)} -> ${isoOf(move.startsAtMs)}`
  record(room.tx, room, booking.booking_id, {
    event: 'moved',
    actor: move.actor,
    reason,
    from: booking.standing,
    to: booking.standing,
  })
  if (booking.email_index !== null) tell(room.tx, room, next, { kind: 'moved', oldStartsAt: isoOf(booking.starts_at) })
  return next
}
