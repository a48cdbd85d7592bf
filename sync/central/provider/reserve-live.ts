import type { HoldAnswer } from '../../contract/kiosk-api.ts'
import { type HoldWish, holdSlot, refuseHold, releaseHold } from '../booking/hold-slot.ts'
import type { CentralContext } from '../context.ts'
import { planOffice } from '../planning/plan-office.ts'
import { isoOf, msOf } from '../planning/local-day.ts'
import { Unavailable } from '../unavailable.ts'
import { townOf } from '../town/town-source.ts'
import { forgetStart, isProvided, readSoon } from './provided-calendar.ts'
import {
  giveUp,
  keepReference,
  moveOn,
  noteReservation,
  type ProvidedWish,
  reservationIdOf,
  reservationOf,
} from './provided-booking.ts'
import type { Provider } from './provider.ts'

// A reservation whose answer is awaited for longer than any request lasts belongs to a process that has died.
const ABANDONED_MS = 120_000

/** Keeps a slot while the form is filled: with our own seats, and at an office of the provider's with its reservation as well. */
export async function holdAnywhere(context: CentralContext, wish: HoldWish): Promise<HoldAnswer> {
  const { provider } = context
  if (!provider || !(await context.store.read((tx) => isProvided(tx, wish.officeId)))) return holdSlot(context, wish)
  const answer = await holdSlot(context, wish)
  return answer.outcome === 'held' ? reserveFor(context, provider, wish, answer) : answer
}

async function reserveFor(
  context: CentralContext,
  provider: Provider,
  wish: HoldWish,
  held: Extract<HoldAnswer, { outcome: 'held' }>,
): Promise<HoldAnswer> {
  const { store, clock, keys } = context
  const wished: ProvidedWish = { ...wish, startsAtMs: msOf(wish.startsAt) }
  const reservationId = reservationIdOf(wished)
  const nowMs = clock.nowMs()
  const isFirst = await store.transact((tx) => noteReservation(tx, wished, { state: 'reserving', dueAt: nowMs + ABANDONED_MS }))
  if (!isFirst) {
    const earlier = await store.read((tx) => reservationOf(tx, wished))
    if (earlier?.state === 'held') return until(held, earlier.expires_at ?? nowMs)
    // It was to be given up for another slot, and has not been yet.
    if (earlier?.state === 'toCancel' && earlier.reference !== null) {
      if (!(await takeBack(context, wish, reservationId))) throw new Unavailable('the earlier reservation is being given up')
      return until(held, earlier.expires_at ?? nowMs)
    }
    if (earlier?.state === 'reserving') throw new Unavailable('the same reservation is on its way')
    await store.transact((tx) => moveOn(tx, reservationId, 'reserving', nowMs + ABANDONED_MS))
  }
  const answer = await provider.reserve({ officeId: wish.officeId, services: wish.services, startsAt: wished.startsAtMs })
  if (answer.outcome === 'reserved') {
    await store.transact(async (tx) => {
      await keepReference(tx, keys, reservationId, { ...answer, state: 'held', dueAt: answer.expiresAt })
      await giveUp(tx, wish.bookingId, { but: reservationId, nowMs })
      await readSoon(tx, wish.officeId)
    })
    return until(held, answer.expiresAt)
  }
  await store.transact((tx) => moveOn(tx, reservationId, 'ended', nowMs))
  await releaseHold(context, wish)
  // The kiosk goes on as without network: an honest request, which is settled when the provider is there again.
  if (answer.outcome === 'unreachable') throw new Unavailable('the provider cannot be reached')
  if (answer.outcome === 'notOffered') return { outcome: 'notOffered' }
  await noteGone(context, wished)
  // Not asked again here: starts beside it cover its ticks too, and our own seats would be held without a reservation.
  return refuseHold(context, wish)
}

/** Whether a reservation that was to be given up is ours again; not so where the job is giving it up just now, or it ran out. */
function takeBack({ store, clock }: CentralContext, wish: HoldWish, reservationId: string): Promise<boolean> {
  const nowMs = clock.nowMs()
  return store.transact(async (tx) => {
    const isBack = await tx.run(
      `update provided_booking set state = 'held', due_at = expires_at
       where reservation_id = $1 and state = 'toCancel' and due_at <= $2 and expires_at > $2`,
      [reservationId, nowMs],
    )
    if (isBack > 0) await giveUp(tx, wish.bookingId, { but: reservationId, nowMs })
    return isBack > 0
  })
}

const until = (held: Extract<HoldAnswer, { outcome: 'held' }>, endsAtMs: number): HoldAnswer => ({
  outcome: 'held',
  expiresAt: isoOf(Math.min(msOf(held.expiresAt), endsAtMs)),
})

/** Takes a start out of our picture of the provider's calendar, for all kiosks. */
export const noteGone = ({ store, clock, random, town: source }: CentralContext, wish: ProvidedWish): Promise<unknown> =>
  store.transact(async (tx) => {
    const town = await townOf(source, tx)
    await forgetStart(tx, wish.officeId, town.dayOf(wish.startsAtMs), wish.startsAtMs)
    return planOffice(tx, town, wish.officeId, { nowMs: clock.nowMs(), random })
  })

/** Gives a hold back, and what was reserved for it at the provider. */
export async function releaseAnywhere(
  context: CentralContext,
  hold: { bookingId: string; kioskId: string | null },
): Promise<void> {
  await releaseHold(context, hold)
  if (context.provider) {
    const nowMs = context.clock.nowMs()
    await context.store.transact(async (tx) => {
      const held = await tx.one(
        'select 1 as held from hold where booking_id = $1 union select 1 as held from booking where booking_id = $1',
        [hold.bookingId],
      )
      if (!held) await giveUp(tx, hold.bookingId, { but: '', nowMs })
    })
  }
}
