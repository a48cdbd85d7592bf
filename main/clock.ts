import type { Clock } from './ports.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Milliseconds of a clock that nobody can set: only differences mean something. */
export const systemMonotonic = (): number => performance.now()

/** A clock that a test may set: it runs on from there at the usual pace. Pauses last as long as ever. */
export function settableClock(): Clock & { readonly set: (now: number) => void } {
  let offset = 0
  return {
    ...systemClock,
    now: () => Date.now() + offset,
    set: (now) => {
      offset = now - Date.now()
    },
  }
}

/** The clock in the form that XState's actor system asks for. */
export function machineClock(clock: Clock): {
  setTimeout: (call: () => void, milliseconds: number) => () => void
  clearTimeout: (cancel: () => void) => void
} {
  return { setTimeout: (call, milliseconds) => clock.after(milliseconds, call), clearTimeout: (cancel) => cancel?.() }
}
