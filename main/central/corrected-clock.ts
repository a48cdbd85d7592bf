import type { Clock } from '../ports.ts'

export type CorrectedClock = Clock & {
  /** What the page noted by this device's clock. */
  readonly correct: (instant: string) => string
  /** Central has said its time, in ms since the epoch. */
  readonly heard: (centralMs: number) => void
  /** Central's time, to the second where it has been heard: what a request is signed with. */
  readonly atCentral: () => number
  /** Central's time minus this device's as far as is known now, ms; null before central's first answer. */
  readonly offsetMs: () => number | null
}

/** A clock that is further off than this shows wrong days and offers what is past. */
const WRONG_CLOCK_MS = 60_000

type Moment = { readonly centralMs: number; readonly wallMs: number; readonly monotonicMs: number }

/**
 * The device's clock, put right by central's time where it is clearly wrong. How far it is off is never kept: somebody may put
 * the clock right meanwhile (the network's time, a person), and it would be corrected twice. Central's time goes on by the
 * clock that nobody can set. That one may stand while a device sleeps, so that a clock that was right is believed where it
 * has gone further.
 * Before central's first answer all that is known is that it is not earlier than at the last contact: a device that lost its
 * time with its power (an empty battery, no network to ask) goes on from there.
 */
export function correctedClock(
  clock: Clock,
  { monotonic, lastHeardMs }: { monotonic: () => number; lastHeardMs: number | null },
): CorrectedClock {
  const startedMs = monotonic()
  let last: Moment | null = null
  const central = (): number | null => {
    if (last === null) return null
    const onwards = last.centralMs + monotonic() - last.monotonicMs
    const offset = last.centralMs - last.wallMs
    return Math.abs(offset) > WRONG_CLOCK_MS ? onwards : Math.max(onwards, clock.now() + offset)
  }
  const offsetMs = () => {
    const centralMs = central()
    return centralMs === null ? null : Math.round(centralMs - clock.now())
  }
  const behindMs = () => (lastHeardMs === null ? 0 : Math.max(0, Math.round(lastHeardMs + monotonic() - startedMs - clock.now())))
  const wrongMs = () => {
    const offset = offsetMs() ?? behindMs()
    return Math.abs(offset) > WRONG_CLOCK_MS ? offset : 0
  }
  return {
    ...clock,
    now: () => clock.now() + wrongMs(),
    correct: (instant) => new Date(Date.parse(instant) + wrongMs()).toISOString(),
    heard: (centralMs) => {
      last = { centralMs, wallMs: clock.now(), monotonicMs: monotonic() }
    },
    atCentral: () => clock.now() + (offsetMs() ?? 0),
    offsetMs,
  }
}
