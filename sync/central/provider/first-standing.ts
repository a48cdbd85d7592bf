import type { Standing } from '../../contract/booking.ts'
import type { Tx } from '../store/store.ts'
import { moveOn, noteReservation, type ProvidedWish, reservationIdOf, reservationOf } from './provided-booking.ts'
import type { ProvidedStep } from './request-live.ts'

const FIRST_LOOK_MS = 60_000

/** What a booking at one of the provider's offices is worth at first; without the provider's word it is an honest request. */
export function standingBy(step: ProvidedStep | null): { standing: Standing; confirmBy: number | null } {
  if (step?.outcome === 'requested') return { standing: 'requested', confirmBy: step.confirmBy }
  if (step?.outcome === 'confirmed') return { standing: 'accepted', confirmBy: null }
  return { standing: 'provisional', confirmBy: null }
}

/** Notes, in the transaction that writes the booking, what the job has to do for it at the provider. */
export async function followUp(tx: Tx, wish: ProvidedWish, step: ProvidedStep | null, nowMs: number): Promise<void> {
  const reservationId = reservationIdOf(wish)
  const known = await reservationOf(tx, wish)
  if (step?.outcome === 'requested' || step?.outcome === 'confirmed')
    return moveOn(tx, reservationId, 'watched', nowMs + FIRST_LOOK_MS)
  if (known?.state === 'held') return moveOn(tx, reservationId, 'toRequest', nowMs)
  if (!(await noteReservation(tx, wish, { state: 'toReserve', dueAt: nowMs })))
    await moveOn(tx, reservationId, 'toReserve', nowMs)
}
