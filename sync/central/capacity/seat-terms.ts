import { addDays } from '../../contract/local-date.ts'
import type { Need } from '../../contract/wish.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { type Audience, keptFrom } from './audience.ts'
import type { SeatRun, SeatTerms } from './seats.ts'

const MINUTE_MS = 60_000

/** The seats that a need takes from a start on. */
export const runAt = (
  town: LoadedTown,
  { counterGroupId, ticks }: Pick<Need, 'counterGroupId' | 'ticks'>,
  startsAtMs: number,
): SeatRun => ({
  counterGroupId,
  ticks,
  startsAtMs,
  day: town.dayOf(startsAtMs),
})

/**
 * On which terms an office gives out seats of a run: the counter group's grid, what stays free for others, and the soonest
 * start that somebody may ask for now, in ms. Null where the town has no such office, or that takes no bookings so far ahead.
 */
export function termsAt(
  town: LoadedTown,
  officeId: string,
  { counterGroupId, day }: SeatRun,
  { audience, nowMs }: { audience: Audience; nowMs: number },
): (Pick<SeatTerms, 'gridTicks' | 'kept'> & { readonly soonestMs: number }) | null {
  const office = town.offices.get(officeId)
  // The days beyond stay planned where the horizon was longer: there are bookings on them.
  if (!office || day > addDays(town.dayOf(nowMs), office.horizonDays)) return null
  return {
    gridTicks: town.counterGroup(officeId, counterGroupId)?.gridTicks ?? 1,
    kept: keptFrom(audience, office, town.dayOf(nowMs))(day),
    soonestMs: nowMs + (audience === 'visitor' ? office.leadMinutes * MINUTE_MS : 0),
  }
}
