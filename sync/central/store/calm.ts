import type { Stop } from '../ports.ts'

/** When nobody waits for the store, as far as it has been told. */
export type Calm = {
  /** Work is being prepared; the answer takes it back, once. */
  readonly announce: () => () => void
  /** Resolves once nothing has been announced for a moment, at the latest after `mostMs`. */
  readonly calm: (mostMs: number) => Promise<void>
}

/** A terminal that uploads what an outage has left comes again within this time. */
const MOMENT_MS = 200

export function createCalm(after: (ms: number, work: () => void) => Stop): Calm {
  let announced = 0
  let isCalm = true
  let stop: Stop = () => undefined
  const waiting = new Set<() => void>()
  const settle = () => {
    isCalm = true
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  return {
    announce() {
      announced += 1
      isCalm = false
      stop()
      let isOn = true
      return () => {
        if (!isOn) return
        isOn = false
        announced -= 1
        if (announced === 0) stop = after(MOMENT_MS, settle)
      }
    },
    calm: (mostMs) =>
      new Promise((resolve) => {
        if (isCalm) return resolve()
        const end = () => {
          waiting.delete(end)
          cancel()
          resolve()
        }
        const cancel = after(mostMs, end)
        waiting.add(end)
      }),
  }
}
