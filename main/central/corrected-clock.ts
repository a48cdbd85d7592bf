import type { Clock } from '../ports.ts'

export type CorrectedClock = Clock & {
  /** What the page noted by this device's clock. */
  readonly correct: (instant: string) => string
}

/** A clock that is further off than this shows wrong days and offers what is past. */
const WRONG_CLOCK_MS = 60_000

/**
 * The device's clock, put right by central's time where it is clearly wrong. Before central's first answer all that is known
 * is its time at the last contact: a device that lost its own with its power (an empty battery, no network to ask) goes on
 * from there.
 */
export function correctedClock(
  clock: Clock,
  { offsetMs, lastHeardMs }: { offsetMs: () => number | null; lastHeardMs: number | null },
): CorrectedClock {
  const behindMs = lastHeardMs === null ? 0 : Math.max(0, lastHeardMs - clock.now())
  const wrongMs = () => {
    const offset = offsetMs() ?? behindMs
    return Math.abs(offset) > WRONG_CLOCK_MS ? offset : 0
  }
  return {
    ...clock,
    now: () => clock.now() + wrongMs(),
    correct: (instant) => new Date(Date.parse(instant) + wrongMs()).toISOString(),
  }
}
