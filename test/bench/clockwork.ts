import type { Clock } from '../../main/ports.ts'

type Timer = { readonly atMs: number; readonly call: () => void }

/**
 * A clock that passes when it is told to, for work that waits for real disks and wires: what falls due is done in order,
 * and before each the event loop comes to rest. Time stands still while `isQuiet` is false.
 */
export function createClockwork(
  startMs: number,
  isQuiet: () => boolean,
): { readonly clock: Clock; readonly pass: (milliseconds: number) => Promise<void> } {
  let nowMs = startMs
  let timers: Timer[] = []
  const rest = async () => {
    do await new Promise<void>((resolve) => void setImmediate(resolve))
    while (!isQuiet())
  }
  return {
    clock: {
      now: () => nowMs,
      after: (milliseconds, call) => {
        const timer = { atMs: nowMs + milliseconds, call }
        timers.push(timer)
        return () => {
          timers = timers.filter((one) => one !== timer)
        }
      },
    },
    async pass(milliseconds) {
      const untilMs = nowMs + milliseconds
      for (;;) {
        await rest()
        const [next] = timers.filter(({ atMs }) => atMs <= untilMs).toSorted((one, other) => one.atMs - other.atMs)
        if (!next) break
        timers = timers.filter((one) => one !== next)
        nowMs = Math.max(nowMs, next.atMs)
        next.call()
      }
      nowMs = untilMs
    },
  }
}
