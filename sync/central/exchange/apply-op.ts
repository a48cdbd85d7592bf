import { hash } from 'node:crypto'
import type { BookingOp, CancelOp, Op, Verdict } from '../../contract/booking.ts'
import { worksAt } from '../../contract/works-at.ts'
import { stepLocked } from '../booking/booking-life.ts'
import { type BookingRow, loadBooking, standingAt } from '../booking/booking-row.ts'
import { lookBefore } from '../booking/look-before.ts'
import { bookSlot } from '../booking/book-slot.ts'
import { readClaim } from '../escrow/claim.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import type { Actor, CentralContext } from '../context.ts'
import type { ReceivePerson } from '../keys/keys.ts'
import type { KioskRow } from '../fleet/kiosk-row.ts'
import { isoOf, msOf } from '../planning/local-day.ts'
import type { ProvidedStep } from '../provider/request-live.ts'
import type { StaffMember } from '../staff/roles.ts'
import { Conflict, type Tx } from '../store/store.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { isAllowed, keepTold, memberNamed, offlineActor, termsOf } from './offline-caller.ts'

export type OpRoom = {
  readonly context: CentralContext
  readonly town: LoadedTown
  readonly kiosk: KioskRow
  readonly frozen: boolean
  readonly locks: ReadonlyMap<string, OfficeLock>
  readonly nowMs: number
}

/** An op whose signature is good and whose person has been opened. */
export type OpenedOp = {
  readonly sequence: number
  readonly op: Op
  readonly received: Awaited<ReturnType<ReceivePerson>>
  readonly provided: ProvidedStep | null
}

/** Of an op's canonical JSON. */
export const payloadHash = (text: string): string => hash('sha256', text, 'base64url')

const INVALID: Verdict = { outcome: 'refused', reason: 'invalid', alternatives: [] }

/** What central makes of an op that it has not seen before. */
export function applyOp(tx: Tx, room: OpRoom, { op, received, provided }: OpenedOp): Promise<Verdict> {
  return op.kind === 'book' ? applyBooking(tx, room, op, { received, provided }) : applyCancel(tx, room, op)
}

async function applyBooking(
  tx: Tx,
  room: OpRoom,
  op: BookingOp,
  { received, provided }: Pick<OpenedOp, 'received' | 'provided'>,
): Promise<Verdict> {
  // A lobby terminal is no desk, whatever it says: its visitors have their own quota, link and clerk.
  const channel = room.kiosk.profile === 'desk' ? op.channel : 'kiosk'
  const caller = channel === 'desk' ? (received?.caller ?? null) : null
  const emailIndex = received?.atRest.emailIndex ?? null
  const member = caller && (await memberNamed(tx, caller.heardBy))
  const offices = caller && officesOf(room, op, member)
  const [existing, before] = await Promise.all([
    loadBooking(tx, op.bookingId),
    lookBefore(tx, { bookingId: op.bookingId, emailIndex, nowMs: room.nowMs, ...(offices && { offices }) }),
  ])
  if (existing && existing.kiosk_id !== room.kiosk.kiosk_id) return INVALID
  if (existing) {
    if (caller && existing.channel === 'desk' && existing.person !== null) await keepTold(tx, room, op.bookingId, caller)
    return answerFor(existing, room.nowMs)
  }
  const lock = room.locks.get(op.officeId)
  if (!lock) throw new Error('the office of a wish is not locked')
  if (!received) return INVALID
  const startsAtMs = msOf(op.startsAt)
  const claim = await readClaim(tx, {
    kiosk: { kioskId: room.kiosk.kiosk_id, frozen: room.frozen },
    op,
    town: room.town,
  })
  const terms = caller && termsOf(room, op, caller)
  const staff = terms && member && { staffId: member.staffId, spokenAllowed: isAllowed(room, terms, emailIndex !== null) }
  const actor = staff ? await offlineActor(tx, room, op, staff) : ({ kind: 'kiosk', id: room.kiosk.kiosk_id } as const)
  const outcome = await bookSlot(
    tx,
    { context: room.context, town: room.town, lock, nowMs: room.nowMs },
    {
      bookingId: op.bookingId,
      officeId: op.officeId,
      services: op.services,
      startsAtMs,
      atRest: received.atRest,
      consent: op.consent,
      language: op.language,
      channel,
      kioskId: room.kiosk.kiosk_id,
      receiptKeyHash: op.receiptKeyHash,
      promised: op.promised,
      claim,
      mustFit: false,
      bookedAtMs: msOf(op.bookedAt),
      audience: channel === 'desk' ? 'staff' : 'visitor',
      actor,
      provided,
      ...(terms && { caller: terms }),
    },
    before,
  )
  if (outcome.outcome === 'refused') return outcome
  if (terms?.walkIn === true && outcome.standing === 'accepted') return arrive(tx, room, { lock, actor, bookingId: op.bookingId })
  return { outcome: 'taken', standing: outcome.standing, confirmBy: outcome.confirmBy === null ? null : isoOf(outcome.confirmBy) }
}

/** Where a caller's other bookings count: the same offices as with central there. */
const officesOf = ({ town }: OpRoom, { officeId }: BookingOp, member: StaffMember | null): string[] =>
  member ? [...town.offices.keys()].filter((id) => worksAt(member, id)) : [officeId]

/** Who stood at the desk when it booked is here already. */
async function arrive(
  tx: Tx,
  { context, town, nowMs }: OpRoom,
  { lock, actor, bookingId }: { lock: OfficeLock; actor: Actor; bookingId: string },
): Promise<Verdict> {
  const booking = await loadBooking(tx, bookingId)
  if (!booking) throw new Error('a booking that was just written is not there')
  await stepLocked(booking, { tx, lock, nowMs, random: context.random, town }, 'arrived', { event: 'arrived', actor })
  return { outcome: 'taken', standing: 'arrived', confirmBy: null }
}

function answerFor(booking: BookingRow, nowMs: number): Verdict {
  if (booking.standing === 'refused') return { outcome: 'refused', reason: 'slotTaken', alternatives: [] }
  const standing = standingAt(booking, nowMs)
  const confirmBy = standing === 'requested' && booking.confirm_by !== null ? isoOf(booking.confirm_by) : null
  return { outcome: 'taken', standing, confirmBy }
}

async function applyCancel(tx: Tx, room: OpRoom, op: CancelOp): Promise<Verdict> {
  const booking = await loadBooking(tx, op.bookingId)
  if (!booking || booking.kiosk_id !== room.kiosk.kiosk_id) return { outcome: 'unknownBooking' }
  const lock = room.locks.get(booking.office_id)
  // The answer is kept for ever: one that is being moved is not to be called unknown.
  if (!lock) throw new Conflict('the booking moved to another office meanwhile')
  const changeRoom = { tx, lock, nowMs: room.nowMs, random: room.context.random, town: room.town }
  const change = await stepLocked(booking, changeRoom, 'cancelled', {
    event: 'cancelled',
    actor: { kind: 'kiosk', id: room.kiosk.kiosk_id },
    news: { kind: 'cancelled' },
  })
  // One that has already ended is as good as cancelled to the visitor; one that has taken place is not.
  return change.outcome === 'impossible' ? answerFor(booking, room.nowMs) : { outcome: 'cancelled' }
}
