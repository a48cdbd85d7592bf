import type { PaperState, StationReport } from '../sync/contract/visit.ts'
import type { Printer, PrintOutcome } from './printing/transport.ts'
import type { Jobs } from './store/jobs.ts'

export type PaperJob = { readonly jobId: string; readonly bookingId: string; readonly bytes: Uint8Array }
export type PaperNews = { readonly jobId: string; readonly bookingId: string; readonly state: PaperState }

/** Prints one job after the other. Each state is written down before it is told. */
export type PaperQueue = {
  readonly submit: (job: PaperJob) => void
  /** The visitor has gone: what has not begun is never printed, what has begun ends where it is. */
  readonly drop: (jobIds: readonly string[]) => void
  readonly report: () => StationReport['printer']
  readonly check: () => Promise<void>
  /** Resolves once nothing is under way. */
  readonly stop: () => Promise<void>
}

export function createPaperQueue(parts: {
  printer: Printer
  jobs: Pick<Jobs, 'mark' | 'drop'>
  tell: (news: PaperNews) => void
  changed: () => void
}): PaperQueue {
  let waiting: PaperJob[] = []
  let current: { jobId: string; abort: AbortController } | null = null
  let running: Promise<void> = Promise.resolve()
  let report: StationReport['printer'] = { state: 'checking', trouble: null, nearEnd: false }

  const show = (next: Partial<StationReport['printer']>) => {
    report = { ...report, ...next }
    parts.changed()
  }
  const move = async ({ jobId, bookingId }: PaperJob, state: PaperState) => {
    await parts.jobs.mark(jobId, state)
    parts.tell({ jobId, bookingId, state })
  }
  const print = async (job: PaperJob) => {
    const abort = new AbortController()
    current = { jobId: job.jobId, abort }
    await move(job, 'printing')
    show({ state: 'printing' })
    const outcome = await parts.printer.print(job, abort.signal)
    current = null
    await move(job, outcome.outcome)
    show(afterPrinting(outcome))
  }
  const next = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await print(job)
  }
  return {
    submit: (job) => {
      waiting.push(job)
      parts.tell({ jobId: job.jobId, bookingId: job.bookingId, state: 'queued' })
      running = running.then(next)
    },
    drop: (jobIds) => {
      waiting = waiting.filter(({ jobId }) => !jobIds.includes(jobId))
      for (const jobId of jobIds) {
        if (current?.jobId === jobId) current.abort.abort()
        else running = running.then(() => parts.jobs.drop(jobId))
      }
    },
    report: () => report,
    check: async () => {
      const { trouble, nearEnd } = await parts.printer.status()
      show({ state: trouble === null ? 'ready' : 'troubled', trouble, nearEnd })
    },
    stop: async () => {
      waiting = []
      current?.abort.abort()
      await running
    },
  }
}

function afterPrinting(outcome: PrintOutcome): Partial<StationReport['printer']> {
  if (outcome.outcome === 'printed') return { state: 'ready', trouble: null }
  return outcome.reason === 'aborted' ? { state: 'ready', trouble: null } : { state: 'troubled', trouble: outcome.reason }
}
