import type { Clock, Stop, Timers } from './ports.ts'

export const systemClock: Clock = { nowMs: () => Date.now() }

/** A clock that a test sets; it goes on from there at the usual pace. */
export function createTestClock(): Clock & { readonly set: (nowMs: number) => void } {
  let offsetMs = 0
  return {
    nowMs: () => Date.now() + offsetMs,
    set(nowMs) {
      offsetMs = nowMs - Date.now()
    },
  }
}

export const systemTimers: Timers = {
  every(ms, work) {
    const timer = setInterval(work, ms)
    return () => clearInterval(timer)
  },
  pause: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms)
    }),
}

/** Aborts after so long, whatever the clock of a test says. */
export const timeLimit = (ms: number): AbortSignal => AbortSignal.timeout(ms)

/** Runs work once what has already arrived in this turn of the event loop has been looked at. */
export const afterThisTurn = (work: () => void): void => void setImmediate(work)

/** Runs work once, `ms` from now, unless it is stopped before. */
export function afterDelay(ms: number, work: () => void): Stop {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
