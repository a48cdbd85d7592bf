import { performance } from 'node:perf_hooks'
import type { Clock } from '../../main/ports.ts'

/**
 * Timers that count only the time in which this process has nothing to do, and count it `pace` times. Station, central
 * and whatever is between them live in this process: while it works, somebody may still answer; while it idles, everybody
 * waits for what will not come. So a short patience never ends too early, however busy the machine is.
 */
export function idleTimers(pace: number): Clock['after'] {
  const idleMs = () => performance.eventLoopUtilization().idle
  return (milliseconds, call) => {
    const due = idleMs() + milliseconds / pace
    let timer: NodeJS.Timeout
    const look = () => {
      const left = due - idleMs()
      if (left <= 0) call()
      else timer = setTimeout(look, Math.max(1, left))
    }
    timer = setTimeout(look, milliseconds / pace)
    return () => clearTimeout(timer)
  }
}
