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

/**
 * Who booked: the member of staff that the desk names. It has let in nobody but whom central had let in there in the days
 * before; the audit log says that it was without central, so that a stolen desk's word is not taken for a session's. It says
 * too where a spoken yes was taken that the town's policy does not allow: the caller was told that it counts, so it does.
 */
export async function offlineActor(
  tx: Tx,
  room: Room,
  op: BookingOp,
  { heardBy, spokenAllowed }: { heardBy: string; spokenAllowed: boolean },
): Promise<Actor | null> {
  const known = await tx.one<{ staff_id: string }>('select staff_id from staff where staff_id = $1', [heardBy])
  if (!known) return null
  const actor = { kind: 'staff', id: known.staff_id } as const
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
