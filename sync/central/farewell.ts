import { afterDelay } from './clock.ts'

/** A reader so slow that its answer is not through by then, or a relay or ZMS that stays silent, does not hold up a restart. */
const LONGEST_FAREWELL_MS = 10_000

/** Waits for all that is under way, side by side and not for ever. */
export async function farewell(ends: readonly (() => Promise<void>)[]): Promise<void> {
  const late = Promise.withResolvers<void>()
  const stopWaiting = afterDelay(LONGEST_FAREWELL_MS, late.resolve)
  await Promise.race([Promise.all(ends.map((end) => end())), late.promise])
  stopWaiting()
}
