import type { BookingOp } from '../../contract/booking.ts'
import type { Person } from '../../contract/person.ts'
import type { CentralContext } from '../context.ts'
import { msOf } from '../planning/local-day.ts'
import { isProvided } from './provided-calendar.ts'
import { referenceOf, reservationOf } from './provided-booking.ts'

/** What the provider has said to a booking before it is written here. `later`: nothing yet, the job goes on with it. */
export type ProvidedStep =
  | { readonly outcome: 'requested'; readonly confirmBy: number }
  | { readonly outcome: 'confirmed' }
  | { readonly outcome: 'refused'; readonly reason: 'tooMany' | 'invalid' }
  | { readonly outcome: 'later' }

/**
 * Hands the person of a booking to the provider, where its slot is reserved there: the visitor still stands at the screen
 * and hears what it says. Null where the office is not the provider's. May be repeated: the same op, the same effect.
 */
export async function requestLive(context: CentralContext, op: BookingOp, person: Person): Promise<ProvidedStep | null> {
  const { provider, store, keys } = context
  if (!provider) return null
  const wish = { ...op, startsAtMs: msOf(op.startsAt) }
  const found = await store.read(async (tx) =>
    (await isProvided(tx, op.officeId)) ? { reservation: await reservationOf(tx, wish) } : null,
  )
  if (!found) return null
  const { reservation } = found
  const reference = reservation?.state === 'held' ? referenceOf(reservation, keys) : null
  if (!reference) return { outcome: 'later' }
  const answer = await provider.request(reference, person)
  if (answer.outcome === 'requested' || answer.outcome === 'confirmed') return answer
  if (answer.outcome === 'tooMany') return { outcome: 'refused', reason: 'tooMany' }
  if (answer.outcome === 'invalidPerson') return { outcome: 'refused', reason: 'invalid' }
  return { outcome: 'later' }
}
