import type { BookingOp } from '../../contract/booking.ts'
import type { OfflineCaller } from '../../contract/desk-records.ts'
import { maySpeak } from '../../contract/spoken-confirmation.ts'
import { sealNote } from '../booking/booking-note.ts'
import { hashPin } from '../booking/caller-pin.ts'
import type { CallerTerms } from '../booking/new-booking.ts'
import { isAboutToBegin } from '../booking/walk-in.ts'
import type { Actor, CentralContext } from '../context.ts'
import { msOf } from '../planning/local-day.ts'
import { writeAudit } from '../privacy/audit.ts'
import { memberOf, type StaffRow } from '../staff/accounts.ts'
import type { StaffMember } from '../staff/roles.ts'
import type { Tx } from '../store/store.ts'

type Room = { readonly context: Pick<CentralContext, 'keys' | 'random' | 'settings'>; readonly nowMs: number }

/** What was agreed with a caller while central was away, as it is stored with the booking. */
export function termsOf({ context }: Room, op: BookingOp, caller: OfflineCaller): CallerTerms {
  const { keys, random } = context
  return {
    confirmation: caller.confirmation,
    note: sealNote(keys, op.bookingId, caller.note),
    pinHash: hashPin(keys, caller.pin, random),
    heardBy: caller.heardBy,
    overbook: undefined,
    walkIn: caller.walkIn === true && isAboutToBegin(msOf(op.startsAt), msOf(op.bookedAt)),
    hearsAtOnce: false,
  }
}

/** Whether the town's policy of now allows what was agreed. */
export const isAllowed = ({ context }: Room, terms: CallerTerms, hasEmail: boolean): boolean =>
  terms.confirmation !== 'spoken' || terms.walkIn || maySpeak(context.settings.spokenConfirmation, hasEmail)

/** The account that a desk names as its member of staff; null where there is none. */
export async function memberNamed(tx: Tx, staffId: string): Promise<StaffMember | null> {
  const row = await tx.one<StaffRow>('select * from staff where staff_id = $1', [staffId])
  return row ? memberOf(row) : null
}

/**
 * Who booked: the member of staff that the desk names. It has let in nobody but whom central had let in there in the days
 * before; the audit log says that it was without central, so that a stolen desk's word is not taken for a session's. It says
 * too where a spoken yes was taken that the town's policy does not allow: the caller was told that it counts, so it does.
 */
export async function offlineActor(
  tx: Tx,
  room: Room,
  op: BookingOp,
  { staffId, spokenAllowed }: { staffId: string; spokenAllowed: boolean },
): Promise<Actor> {
  const actor = { kind: 'staff', id: staffId } as const
  const { officeId, bookingId } = op
  await writeAudit(
    tx,
    { random: room.context.random, nowMs: room.nowMs },
    {
      actor,
      action: 'booking.book',
      officeId,
      bookingId,
      detail: spokenAllowed ? 'offline' : 'offline: linkNeeded',
    },
  )
  return actor
}

/** The desk had booked with central before, without hearing of it: the PIN that was read out is the one it told by itself. */
export const keepTold = (tx: Tx, { context }: Room, bookingId: string, { pin }: OfflineCaller): Promise<number> =>
  tx.run('update booking set pin_hash = $2 where booking_id = $1', [bookingId, hashPin(context.keys, pin, context.random)])
