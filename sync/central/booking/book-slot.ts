import type { Slot, Standing } from '../../contract/booking.ts'
import { type Need, needOf } from '../../contract/wish.ts'
import { findAlternatives } from '../capacity/find-slots.ts'
import { noteMisfit } from '../planning/misfits.ts'
import { followUp, standingBy } from '../provider/first-standing.ts'
import { giveUp } from '../provider/provided-booking.ts'
import { isProvided } from '../provider/provided-calendar.ts'
import type { Tx } from '../store/store.ts'
import { dropHold, seatsFor } from './booking-seats.ts'
import { hadLeft } from './had-left.ts'
import { insertBooking } from './insert-booking.ts'
import { deskDeadline, linkDeadline } from './link-deadline.ts'
import type { Before } from './look-before.ts'
import type { BookingRoom, NewBooking } from './new-booking.ts'
import { tell } from './transition.ts'

export type NewBookingOutcome =
  | { readonly outcome: 'taken'; readonly standing: Standing; readonly confirmBy: number | null }
  | Refused
/** Of what is wished, what a booking goes by; its fields were asked of whoever brings the person. */
type BookingNeed = Omit<Need, 'fields'>
type Refused = {
  readonly outcome: 'refused'
  readonly reason: 'slotTaken' | 'tooMany' | 'notOffered' | 'invalid'
  readonly alternatives: Slot[]
}

/**
 * Books, from the hold of the same id if there is one: seats, booking, history, consent and mail in the caller's
 * transaction, with the office locked. A refused one is kept as such, so that its visitor can be told; not so that of a
 * caller who hears it at once and chooses again under the same id. What was promised from escrow is kept: neither the cap of
 * an address nor an offer that has changed meanwhile takes it back.
 */
export async function bookSlot(tx: Tx, room: BookingRoom, wish: NewBooking, { hold, open }: Before): Promise<NewBookingOutcome> {
  const offered = needOf(room.town.offersOf(wish.officeId), wish.services)
  const promised = room.town.offices.has(wish.officeId) ? (wish.claim?.promised ?? null) : null
  const need = promised ? { ...(offered ?? LOOKED_AT), ...promised } : offered
  if (!need) return refuse(tx, room, wish, { need, reason: 'notOffered' })
  const { emailIndex } = wish.atRest
  const capped = promised === null && (wish.channel === 'kiosk' || wish.caller !== undefined)
  const tooMany = capped && open >= room.context.settings.openBookingsPerEmail
  const refusal = tooMany ? 'tooMany' : wish.provided?.outcome === 'refused' ? wish.provided.reason : null
  const seats = refusal === null ? await seatsFor(tx, room, wish, { need, hold }) : null
  if (!seats) return refuse(tx, room, wish, { need, reason: refusal ?? 'slotTaken' })
  if (room.context.provider && (await isProvided(tx, wish.officeId))) return bookProvided(tx, room, wish, need)
  const { standing, confirmBy } = firstStanding(room, wish, need, emailIndex !== null)
  const row = insertBooking(tx, room, wish, { need, standing, confirmBy, overbooked: seats.beyond !== null })
  if (emailIndex !== null) tell(tx, momentOf(room), row, { kind: FIRST_MAIL[standing] })
  if (seats.beyond && wish.promised) noteMisfit(tx, { ...wish, reason: seats.beyond }, room.nowMs)
  return { outcome: 'taken', standing, confirmBy }
}

/** What the office offers no more: a clerk sees to it before it counts. */
const LOOKED_AT = { confirmation: 'link', review: 'clerk' } as const

/** At an office of the town's existing server that server writes the mails, and its word decides how far the booking is. */
async function bookProvided(tx: Tx, room: BookingRoom, wish: NewBooking, need: BookingNeed): Promise<NewBookingOutcome> {
  const step = wish.provided ?? null
  await followUp(tx, wish, step, room.nowMs)
  const { standing, confirmBy } = standingBy(step)
  // Its deadline is not kept here: a click in time can reach us late, and only that server knows that it came.
  insertBooking(tx, room, wish, { need, standing, confirmBy: null, overbooked: false })
  return { outcome: 'taken', standing, confirmBy }
}

async function refuse(
  tx: Tx,
  room: BookingRoom,
  wish: NewBooking,
  { need, reason }: { need: BookingNeed | null; reason: Refused['reason'] },
): Promise<NewBookingOutcome> {
  const hearsAtOnce = wish.caller?.hearsAtOnce === true
  if (!hearsAtOnce) await dropHold(tx, room.lock, wish.bookingId)
  if (wish.provided) await giveUp(tx, wish.bookingId, { but: '', nowMs: room.nowMs })
  const { officeId, audience, startsAtMs: wishedMs } = wish
  const isSearched = need !== null && reason === 'slotTaken'
  const alternatives = isSearched
    ? await findAlternatives(tx, room.town, { officeId, need, audience, nowMs: room.nowMs, wishedMs })
    : []
  if (hearsAtOnce) return { outcome: 'refused', reason, alternatives }
  const row = insertBooking(tx, room, wish, { need: need ?? NOTHING, standing: 'refused', confirmBy: null, overbooked: false })
  // Who still stands at the screen sees the refusal there; a mail would only confuse.
  const isGone = hadLeft({ ...wish, receivedAtMs: room.nowMs })
  if (row.email_index !== null && isGone) tell(tx, momentOf(room), row, { kind: 'refused', alternatives })
  return { outcome: 'refused', reason, alternatives }
}

const NOTHING = { counterGroupId: '', ticks: 0 }

const momentOf = ({ nowMs, context }: BookingRoom) => ({ nowMs, random: context.random })

type FirstStanding = 'requested' | 'confirmed' | 'accepted'
const FIRST_MAIL = { requested: 'link', confirmed: 'received', accepted: 'accepted' } as const

/** Policies of the offer decide how far a new booking is: a link to click, a clerk to answer, or neither. */
function firstStanding(
  { context, nowMs }: BookingRoom,
  wish: NewBooking,
  need: BookingNeed,
  hasEmail: boolean,
): { standing: FirstStanding; confirmBy: number | null } {
  const { startsAtMs } = wish
  const span = { nowMs, startsAtMs, linkHours: context.settings.linkHours }
  const byLink = { standing: 'requested', confirmBy: linkDeadline(span) } as const
  const binding = need.review === 'clerk' ? 'confirmed' : 'accepted'
  if (wish.caller?.walkIn) return { standing: 'accepted', confirmBy: null }
  if (wish.caller) {
    const asksLink = wish.caller.confirmation === 'link' && hasEmail && wish.startsAtMs > nowMs
    return asksLink ? byLink : { standing: binding, confirmBy: null }
  }
  // A slot that began while the kiosk was offline is nobody's to confirm any more: the visitor is or was there.
  const asksLink = wish.channel === 'kiosk' && wish.startsAtMs > nowMs && need.confirmation !== 'none'
  if (asksLink && need.confirmation === 'desk') return { standing: 'requested', confirmBy: deskDeadline(span) }
  if (asksLink && hasEmail) return byLink
  return { standing: wish.channel === 'kiosk' ? binding : 'accepted', confirmBy: null }
}
