import type { CentralContext } from './context.ts'
import { describe } from './http/problem.ts'
import type { Stop } from './ports.ts'

/**
 * Work that is done at the start and then every `everyMs`; one at a time, a failure is logged and tried again.
 * `stopping` aborts when central is about to end: work that takes long then ends at the next step it can leave off at.
 */
export type Job = {
  readonly name: string
  readonly everyMs: number
  readonly work: (context: CentralContext, stopping?: AbortSignal) => Promise<unknown>
}

export type RunningJobs = {
  readonly start: () => void
  /** Runs all jobs now, once each. */
  readonly doAll: () => Promise<void>
  /** Begins no more work, and resolves once what is under way has ended. */
  readonly ended: () => Promise<void>
}

/** Runs jobs over the context's timers. */
export function runJobs(context: CentralContext, jobs: readonly Job[]): RunningJobs {
  const stopping = new AbortController()
  const underWay = new Map<Job, Promise<void>>()
  const stops: Stop[] = []
  const run = (job: Job) => {
    if (underWay.has(job)) return
    const work = job
      .work(context, stopping.signal)
      .catch((error: unknown) => context.log.error('job.failed', { kind: job.name, error: describe(error) }))
      .then(() => void underWay.delete(job))
    underWay.set(job, work)
  }
  return {
    start() {
      for (const job of jobs) {
        run(job)
        stops.push(context.timers.every(job.everyMs, () => run(job)))
      }
    },
    async doAll() {
      for (const job of jobs) await job.work(context)
    },
    async ended() {
      for (const stop of stops.splice(0)) stop()
      stopping.abort()
      await Promise.all(underWay.values())
    },
  }
}
