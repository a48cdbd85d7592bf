import type { Slot } from '../../sync/contract/booking.ts'
import { addDays } from '../../sync/contract/local-date.ts'

/**
 * The day from which to look for what comes after these free slots; null where there are none. They end in the middle of a day as a
 * rule, and the rest of it comes next.
 */
export function laterFrom(slots: readonly Pick<Slot, 'day'>[]): string | null {
  const [first, last] = [slots[0], slots.at(-1)]
  if (!first || !last) return null
  return first.day === last.day ? addDays(last.day, 1) : last.day
}
