import { CLOSED } from '../../contract/office-day.ts'
import { readPlan } from '../planning/stored-plan.ts'

/** Seats times ticks that a stored plan of an office's day has open. */
export const seatTicks = (plan: string): number =>
  readPlan(plan).reduce(
    (sum, { capacity }) => sum + capacity.reduce((all, seats) => (seats === CLOSED ? all : all + seats), 0),
    0,
  )
