import type * as z from 'zod/mini'
import { bookingNumber } from '../../contract/booking.ts'
import type { DeskBooked, DeskBooking } from '../../contract/desk-records.ts'
import type { Person } from '../../contract/person.ts'
import { maySpeak } from '../../contract/spoken-confirmation.ts'
import { TICK_MS } from '../../contract/values.ts'
import { type Need, needOf } from '../../contract/wish.ts'
import { markArrived } from '../booking/booking-life.ts'
import { sealNote } from '../booking/booking-note.ts'
import { type BookingRow, loadBooking, standingAt } from '../booking/booking-row.ts'
import { dropHold } from '../booking/booking-seats.ts'
import { callerPin, hashPin, pinFits } from '../booking/caller-pin.ts'
import { holdOf } from '../booking/hold-slot.ts'
import { lookBefore } from '../booking/look-before.ts'
import { bookSlot } from '../booking/book-slot.ts'
import type { NewBooking } from '../booking/new-booking.ts'
import { putToRest } from '../booking/person-at-rest.ts'
import { isAboutToBegin } from '../booking/walk-in.ts'
import { findAlternatives } from '../capacity/find-slots.ts'
import { lockOffices } from '../capacity/lock-office.ts'
import { runAt } from '../capacity/seat-terms.ts'
import { isClosed } from '../capacity/seats.ts'
import { isoOf, msOf } from '../planning/local-day.ts'
import { isProvided } from '../provider/provided-calendar.ts'
import { may } from '../staff/roles.ts'
import { Conflict, type Tx } from '../store/store.ts'
import { townOf } from '../town/town-source.ts'
import { callersPerson } from './callers-person.ts'
import {
  type DeskVisit,
  type DeskWork,
  forbidden,
  isOwnOffice,
  noSuchOffice,
  note,
  noteAfter,
  ownOffices,
  UNKNOWN,
} from './desk-visit.ts'

type Wish = DeskBooking
type Answer = Awaited<ReturnType<DeskWork<'book'>>>
// A caller on the phone, or a visitor at the desk, may be booked into a slot that has just begun.
const LATE_MS = 3 * TICK_MS

/**
 * Books for a caller, from the call's hold if there is one. The same id again is the same booking and gets the same
 * answer. A refusal leaves nothing behind: the caller is told at once and chooses again.
 */
export const book: DeskWork<'book'> = async (visit, wish) => {
  const { context, member, town, nowMs } = visit
  if (wish.overbook !== undefined && !may(member.role, 'overbook')) return forbidden(visit, 'book', wish)
  if (!isOwnOffice(visit, wish.officeId)) return noSuchOffice(visit, 'book')
  const need = needOf(town.offersOf(wish.officeId), wish.services)
  if (!need) return refuse(visit, wish, { outcome: 'notOffered' })
  const { confirmation } = wish
  const checked = callersPerson(wish.person, need.fields, { today: town.dayOf(nowMs), confirmation })
  if (checked.outcome === 'invalid') return refuse(visit, wish, { outcome: 'invalidPerson', issues: checked.issues })
  const answer = await context.store.transact((tx) => bookLocked(tx, visit, wish, { need, person: checked.person }))
  if (answer.outcome !== 'booked' || answer.standing !== 'accepted' || !isWalkIn(wish, nowMs)) return answer
  const arrived = await markArrived(context, wish.bookingId, visit.actor)
  return arrived.outcome === 'changed' ? { ...answer, standing: 'arrived' } : answer
}

/** Writes down that nothing came of it, and why. */
async function refuse(visit: DeskVisit, wish: Wish, answer: Answer): Promise<Answer> {
  await noteAfter(visit, entryOf(wish, answer.outcome))
  return answer
}

const entryOf = ({ officeId, bookingId }: Wish, detail: string) => ({ action: 'booking.book', officeId, bookingId, detail })

const isAllowed = ({ context: { settings }, nowMs }: DeskVisit, wish: Wish): boolean =>
  wish.confirmation !== 'spoken' ||
  isWalkIn(wish, nowMs) ||
  maySpeak(settings.spokenConfirmation, (wish.person.email ?? '').trim() !== '')

const isWalkIn = (wish: Wish, nowMs: number): boolean => wish.walkIn === true && isAboutToBegin(msOf(wish.startsAt), nowMs)

async function bookLocked(tx: Tx, visit: DeskVisit, wish: Wish, made: { need: Need; person: Person }): Promise<Answer> {
  const { context, nowMs } = visit
  const seen = await holdOf(tx, wish.bookingId)
  const locks = await lockOffices(tx, [wish.officeId, seen?.office_id ?? wish.officeId], { nowMs, random: context.random })
  // Behind the lock: perhaps an import has just taken the office away.
  const town = await townOf(context.town, tx)
  const held = await holdOf(tx, wish.bookingId)
  const existing = await loadBooking(tx, wish.bookingId)
  if (existing) {
    const again = await answerAgain(tx, visit, existing)
    await note(tx, visit, entryOf(wish, `again: ${again.outcome}`))
    return again
  }
  if (!isAllowed(visit, wish)) {
    await note(tx, visit, entryOf(wish, 'linkNeeded'))
    return { outcome: 'linkNeeded' }
  }
  const lock = locks.get(wish.officeId)
  const heldAt = held && locks.get(held.office_id)
  if (!lock || (held && !heldAt)) throw new Conflict('the hold moved to another office meanwhile')
  // The caller has decided for another office: what was kept elsewhere is free again.
  if (heldAt && heldAt !== lock) await dropHold(tx, heldAt, wish.bookingId)
  const { need } = made
  const fits = msOf(wish.startsAt) >= nowMs - LATE_MS && (wish.overbook === undefined || (await isOpen(tx, visit, wish, need)))
  if (!fits) {
    await note(tx, visit, entryOf(wish, 'slotTaken'))
    const search = { officeId: wish.officeId, need, audience: 'staff', nowMs, wishedMs: msOf(wish.startsAt) } as const
    return { outcome: 'slotTaken', alternatives: await findAlternatives(tx, town, search) }
  }
  const booking = newBooking(visit, wish, made.person)
  const { emailIndex } = booking.atRest
  const before = await lookBefore(tx, { bookingId: wish.bookingId, emailIndex, nowMs, offices: ownOffices(visit) })
  const outcome = await bookSlot(tx, { context, town, lock, nowMs }, booking, before)
  const how = wish.overbook === undefined ? wish.confirmation : 'overbook'
  await note(tx, visit, entryOf(wish, outcome.outcome === 'refused' ? outcome.reason : how))
  if (outcome.outcome === 'taken') return booked(visit, wish.bookingId, outcome)
  if (outcome.reason === 'slotTaken') return { outcome: 'slotTaken', alternatives: outcome.alternatives }
  return { outcome: outcome.reason === 'invalid' ? 'notOffered' : outcome.reason }
}

function newBooking({ context, kiosk, member, actor, nowMs }: DeskVisit, wish: Wish, person: Person): NewBooking {
  const { keys, random } = context
  return {
    bookingId: wish.bookingId,
    officeId: wish.officeId,
    services: wish.services,
    startsAtMs: msOf(wish.startsAt),
    atRest: putToRest(keys, wish.bookingId, person),
    consent: { version: wish.consentVersion, acceptedAt: isoOf(nowMs) },
    language: wish.language,
    channel: 'desk',
    kioskId: kiosk.kiosk_id,
    // There is no paper whose secret could open it.
    receiptKeyHash: '',
    promised: true,
    claim: null,
    mustFit: wish.overbook !== undefined,
    bookedAtMs: nowMs,
    audience: 'staff',
    actor,
    caller: {
      confirmation: wish.confirmation,
      note: sealNote(keys, wish.bookingId, wish.note),
      pinHash: hashPin(keys, callerPin(keys, wish.bookingId), random),
      heardBy: member.staffId,
      overbook: wish.overbook,
      walkIn: isWalkIn(wish, nowMs),
      hearsAtOnce: true,
    },
  }
}

/** Beyond the seats, but never while nobody is there: every tick has to be open, in a calendar of our own. */
async function isOpen(tx: Tx, { context, town }: DeskVisit, wish: Wish, need: Need): Promise<boolean> {
  // The town's existing server gives no more than it offers, and would refuse it once the caller has gone.
  if (context.provider && (await isProvided(tx, wish.officeId))) return false
  return !(await isClosed(tx, wish.officeId, runAt(town, need, msOf(wish.startsAt))))
}

/**
 * The first answer to a call is its answer for ever; an id used elsewhere says nothing. Where the desk has booked it without
 * central meanwhile, the PIN told now is the one that counts; and one that was refused then has to be begun anew.
 */
async function answerAgain(tx: Tx, visit: DeskVisit, booking: BookingRow): Promise<Answer> {
  const same = booking.channel === 'desk' && booking.kiosk_id === visit.kiosk.kiosk_id && booking.person !== null
  if (!same || !isOwnOffice(visit, booking.office_id)) return UNKNOWN
  if (booking.standing === 'refused') return { outcome: 'slotTaken', alternatives: [] }
  const { keys, random } = visit.context
  const pin = callerPin(keys, booking.booking_id)
  if (!pinFits(keys, pin, booking.pin_hash))
    await tx.run('update booking set pin_hash = $2 where booking_id = $1', [booking.booking_id, hashPin(keys, pin, random)])
  return booked(visit, booking.booking_id, { standing: standingAt(booking, visit.nowMs), confirmBy: booking.confirm_by })
}

function booked(
  { context }: DeskVisit,
  bookingId: string,
  { standing, confirmBy }: { standing: BookingRow['standing']; confirmBy: number | null },
): z.input<typeof DeskBooked> {
  return {
    outcome: 'booked',
    bookingId,
    number: bookingNumber(bookingId),
    pin: callerPin(context.keys, bookingId),
    standing,
    confirmBy: confirmBy === null ? null : isoOf(confirmBy),
  }
}
