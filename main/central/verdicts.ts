import type { Verdict } from '../../sync/contract/booking.ts'
import type { Cancel, Clock } from '../ports.ts'

/** Verdicts as they come in, for whoever waits for one. */
export type Verdicts = {
  readonly announce: (news: { bookingId: string; opId: string; verdict: Verdict }) => void
  /** The verdict on an op, or null where none came in time. */
  readonly within: (opId: string, milliseconds: number) => Promise<Verdict | null>
  /** Verdicts for which nobody waits any more. */
  readonly onLate: (listener: (bookingId: string, verdict: Verdict) => void) => Cancel
}

export function createVerdicts(clock: Clock): Verdicts {
  const waiting = new Map<string, (verdict: Verdict) => void>()
  const listeners = new Set<(bookingId: string, verdict: Verdict) => void>()
  return {
    announce: ({ bookingId, opId, verdict }) => {
      const answer = waiting.get(opId)
      if (answer) answer(verdict)
      else for (const listener of listeners) listener(bookingId, verdict)
    },
    within: (opId, milliseconds) =>
      new Promise((resolve) => {
        const settle = (verdict: Verdict | null) => {
          cancel()
          waiting.delete(opId)
          resolve(verdict)
        }
        const cancel = clock.after(milliseconds, () => settle(null))
        waiting.set(opId, settle)
      }),
    onLate: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
