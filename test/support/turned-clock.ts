import type { Clock } from '../../main/ports.ts'

/** A clock that stands until the test turns it on; what falls due on the way happens in its order and at its time. */
export function turnedClock(): { readonly clock: Clock; readonly pass: (milliseconds: number) => void } {
  let now = 0
  let timers: { readonly at: number; readonly call: () => void }[] = []
  const drop = (timer: (typeof timers)[number]) => {
    timers = timers.filter((one) => one !== timer)
  }
  return {
    clock: {
      now: () => now,
      after: (milliseconds, call) => {
        const timer = { at: now + milliseconds, call }
        timers.push(timer)
        return () => drop(timer)
      },
    },
    pass: (milliseconds) => {
      const until = now + milliseconds
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at)
        if (next === undefined) break
        drop(next)
        now = next.at
        next.call()
      }
      now = until
    },
  }
}
