import { type Standing, mayBecome, occupies } from '../../contract/booking.ts'
import { needOf } from '../../contract/wish.ts'
import { type BookingRow, loadBooking } from '../booking/booking-row.ts'
import { changeBooking } from '../booking/change-booking.ts'
import { type Step, transition } from '../booking/transition.ts'
import { findAlternatives } from '../capacity/find-slots.ts'
import type { CentralContext } from '../context.ts'
import { personOf } from '../booking/person-of.ts'
import { keepReference, moveOn, type ProvidedRow, type ProvidedState, referenceOf, servicesIn } from './provided-booking.ts'
import { readSoon } from './provided-calendar.ts'
import type { Provider, Reference } from './provider.ts'
import type { Quiet } from './read-provider.ts'
import { noteGone } from './reserve-live.ts'

const MINUTE_MS = 60_000
// Each row costs a request or two, of the sixty a minute that the provider allows; visitors' own come first.
const AT_ONCE = 6
const CLAIM_MS = 2 * MINUTE_MS
const LOOK_MS = { requested: MINUTE_MS, accepted: 30 * MINUTE_MS } as const
// A reservation whose answer was lost keeps its seat there for so long; asking again before would take a second one.
const ORPHAN_MS = 35 * MINUTE_MS
const BACKOFF_MS = [MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS]
const ACTOR = { kind: 'central', id: 'provider' } as const

/**
 * Brings what is due between central and the provider a step further. Any process may; each row is taken by one. A row
 * that is left for `stopping` comes again when its claim ends.
 */
export async function settleBookings(context: CentralContext, provider: Provider, stopping?: AbortSignal): Promise<Quiet> {
  const nowMs = context.clock.nowMs()
  const rows = await context.store.transact(async (tx) => {
    // Cancelled or declined here, at whichever counter: given up there as well.
    await tx.run(
      `update provided_booking set state = 'toCancel', due_at = $1, attempts = 0 where state in ('toReserve', 'toRequest', 'watched')
         and booking_id in (select booking_id from booking where standing in ('cancelled', 'declined', 'expired', 'refused'))`,
      [nowMs],
    )
    return tx.all<ProvidedRow>(
      `update provided_booking set due_at = $2 where state <> 'ended' and due_at <= $1 and reservation_id in
         (select reservation_id from provided_booking where state <> 'ended' and due_at <= $1 order by due_at limit ${String(AT_ONCE)})
       returning *`,
      [nowMs, nowMs + CLAIM_MS],
    )
  })
  for (const row of rows) {
    if (stopping?.aborted) return null
    const quiet = await settle({ context, provider, row, nowMs })
    if (quiet !== null) return quiet
  }
  return null
}

type Case = { readonly context: CentralContext; readonly provider: Provider; readonly row: ProvidedRow; readonly nowMs: number }

async function settle(one: Case): Promise<Quiet> {
  const { context, row, nowMs } = one
  const { booking, hold } = await context.store.read(async (tx) => ({
    booking: await loadBooking(tx, row.booking_id),
    hold: await tx.one<{ expires_at: number }>('select expires_at from hold where booking_id = $1', [row.booking_id]),
  }))
  const reference = referenceOf(row, context.keys)
  if (row.state === 'toCancel') return reference ? giveBack(one, reference) : next(one, 'ended')
  if (row.state === 'held' && !booking) {
    // The form is still being filled; a moment later than the hold it is nobody's.
    if (hold && hold.expires_at > nowMs) return next(one, 'held', hold.expires_at + MINUTE_MS)
    return next(one, 'toCancel', nowMs)
  }
  if (!booking || !occupies(booking.standing)) return next(one, reference ? 'toCancel' : 'ended', nowMs)
  if (booking.standing === 'provisional' && booking.starts_at <= nowMs) return refuse(one)
  if (row.state === 'watched' && reference) return look(one, reference, booking)
  return reference && row.state !== 'toReserve' ? request(one, reference, booking) : reserve(one)
}

async function next({ context, row }: Case, state: ProvidedState, dueAt = 0): Promise<null> {
  await context.store.transact((tx) => moveOn(tx, row.reservation_id, state, dueAt))
  return null
}

/** Comes back later; answers how long the provider wants to be left alone. */
async function later(one: Case, state: ProvidedState, retryAfterMs: number | null): Promise<Quiet> {
  const waitMs = retryAfterMs ?? BACKOFF_MS[Math.min(one.row.attempts, BACKOFF_MS.length - 1)] ?? MINUTE_MS
  await next(one, state, one.nowMs + waitMs)
  return retryAfterMs
}

async function reserve(one: Case): Promise<Quiet> {
  const { context, provider, row, nowMs } = one
  const wish = { officeId: row.office_id, services: servicesIn(row), startsAt: row.starts_at }
  const answer = await provider.reserve(wish)
  if (answer.outcome === 'reserved') {
    await context.store.transact((tx) =>
      keepReference(tx, context.keys, row.reservation_id, { ...answer, state: 'toRequest', dueAt: nowMs }),
    )
    return null
  }
  if (answer.outcome === 'unreachable') return later(one, 'toReserve', answer.retryAfterMs)
  if (answer.outcome === 'unknown') return next(one, 'toReserve', nowMs + ORPHAN_MS)
  if (answer.outcome === 'slotTaken') await noteGone(context, { ...wish, bookingId: row.booking_id, startsAtMs: row.starts_at })
  return refuse(one)
}

async function request(one: Case, reference: Reference, booking: BookingRow): Promise<Quiet> {
  const { context, provider, nowMs } = one
  const person = personOf(booking, context.keys)
  if (!person) return next(one, 'toCancel', nowMs)
  const answer = await provider.request(reference, person)
  if (answer.outcome === 'unreachable') return later(one, 'toRequest', answer.retryAfterMs)
  // It ran out meanwhile: once more from the beginning, and if the slot is gone the visitor is told.
  if (answer.outcome === 'lapsed') return next(one, 'toReserve', nowMs)
  if (answer.outcome === 'tooMany' || answer.outcome === 'invalidPerson') return refuse(one, nowMs)
  await stepTo(one, answer.outcome === 'requested' ? 'requested' : 'accepted', { event: 'reservedAtProvider', actor: ACTOR })
  return next(one, 'watched', nowMs + LOOK_MS.requested)
}

/** Learns by asking what has become of a booking there: its link clicked, its visitor arrived, or gone. */
async function look(one: Case, reference: Reference, booking: BookingRow): Promise<Quiet> {
  const { provider, nowMs } = one
  const seen = await provider.look(reference)
  if (seen.outcome === 'unreachable') return later(one, 'watched', seen.retryAfterMs)
  const standing = seen.outcome === 'gone' ? 'gone' : seen.standing
  if (standing === 'held') return next(one, 'toRequest', nowMs)
  if (standing === 'requested') return next(one, 'watched', nowMs + LOOK_MS.requested)
  // Who has been served is moved to its archive, often before we ask again: that is no cancellation.
  if (standing === 'gone' && booking.starts_at <= nowMs && booking.standing !== 'requested') return next(one, 'ended')
  if (standing === 'cancelled' || standing === 'gone') {
    // The provider deletes what was not confirmed in time, and does not tell the two apart.
    const ended = await stepTo(one, 'expired', { event: 'expired', actor: ACTOR, news: { kind: 'expired' } }, ['requested'])
    if (!ended) await stepTo(one, 'cancelled', { event: 'cancelled', actor: ACTOR })
    return next(one, 'ended')
  }
  await stepTo(one, 'accepted', { event: 'confirmed', actor: ACTOR })
  if (standing === 'accepted') return next(one, 'watched', nowMs + LOOK_MS.accepted)
  await stepTo(one, standing, { event: standing, actor: ACTOR })
  return next(one, 'ended')
}

async function giveBack(one: Case, reference: Reference): Promise<Quiet> {
  const answer = await one.provider.cancel(reference)
  if (answer.outcome === 'unreachable') return later(one, 'toCancel', answer.retryAfterMs)
  await one.context.store.transact((tx) => readSoon(tx, one.row.office_id))
  if (answer.outcome === 'notCancellable') one.context.log.warn('provider.notCancellable', { bookingId: one.row.booking_id })
  return next(one, 'ended')
}

/** The honest request has come to nothing: its visitor is told, with other slots. */
async function refuse(one: Case, cancelAt: number | null = null): Promise<null> {
  const { context, row } = one
  await changeBooking(context, row.booking_id, async (booking, room) => {
    if (!mayBecome(booking.standing, 'refused')) return
    const services = servicesIn(row)
    const need = needOf(room.town.offersOf(booking.office_id), services)
    const search = { officeId: booking.office_id, audience: 'visitor', nowMs: room.nowMs, wishedMs: booking.starts_at } as const
    const alternatives = need ? await findAlternatives(room.tx, room.town, { ...search, need }) : []
    await transition(room.tx, room, booking, 'refused', {
      event: 'refused',
      actor: ACTOR,
      news: { kind: 'refused', alternatives },
    })
  })
  return cancelAt === null ? next(one, 'ended') : next(one, 'toCancel', cancelAt)
}

/** Takes the booking to a standing, where the table of transitions has that step. Answers whether it did. */
async function stepTo(
  { context, row }: Case,
  to: Standing,
  step: Step,
  from: readonly Standing[] | null = null,
): Promise<boolean> {
  const changed = await changeBooking(context, row.booking_id, async (booking, room) => {
    if (!mayBecome(booking.standing, to) || (from && !from.includes(booking.standing))) return false
    await transition(room.tx, room, booking, to, step)
    return true
  })
  return changed ?? false
}
