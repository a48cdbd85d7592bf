import type { FinishedJob, JobResult, PrinterJob } from '../../machines/printer-setup.ts'
import type { PaperState } from '../../sync/contract/visit.ts'
import type { Printer } from './transport.ts'
import type { JobName, Jobs } from '../store/jobs.ts'

export type PaperJob = { readonly jobId: string; readonly bookingId: string; readonly bytes: Uint8Array }
export type PaperNews = { readonly jobId: string; readonly bookingId: string; readonly state: PaperState }

/**
 * The receipts that wait for the printer machine. Their bytes hold what a visitor reads, so they exist in memory only;
 * what became of each job is written down before it is told.
 */
export type PaperTray = {
  readonly submit: (job: PaperJob) => Promise<void>
  /** The visitor has gone: what has not begun is never printed. True if one of the jobs is under way. */
  readonly drop: (jobs: readonly JobName[]) => Promise<boolean>
  /** Hands for machines/printer.ts. */
  readonly nextJob: () => Promise<PrinterJob | null>
  readonly beginJob: (job: PrinterJob) => Promise<boolean>
  readonly printJob: (job: PrinterJob, signal: AbortSignal) => Promise<JobResult>
  readonly recordOutcome: (finished: FinishedJob) => Promise<void>
}

export function createPaperTray(parts: {
  printer: Pick<Printer, 'print'>
  jobs: Pick<Jobs, 'mark' | 'drop'>
  tell: (news: PaperNews) => void
}): PaperTray {
  const { printer, jobs, tell } = parts
  const waiting = new Map<string, PaperJob>()
  let underWay: string | null = null
  /** The visitor of the job under way has gone. */
  let left = false
  // A full disk may keep a job from beginning: then it is not under way, and nobody's once its visitor has gone.
  const begin = async (job: JobName): Promise<void> => {
    underWay = job.jobId
    left = false
    try {
      await jobs.mark(job, 'printing')
    } catch (error) {
      underWay = null
      if (left) {
        waiting.delete(job.jobId)
        await jobs.drop(job)
      }
      throw error
    }
  }
  return {
    submit: async (job) => {
      const { bookingId, jobId } = job
      waiting.set(jobId, job)
      await jobs.mark({ bookingId, jobId }, 'queued')
      tell({ jobId, bookingId, state: 'queued' })
    },
    drop: async (names) => {
      const gone = names.filter(({ jobId }) => jobId !== underWay)
      for (const { jobId } of gone) waiting.delete(jobId)
      await Promise.all(gone.map((name) => jobs.drop(name)))
      left ||= gone.length < names.length
      return gone.length < names.length
    },
    nextJob: async () => {
      const [next] = waiting.values()
      return next ? { jobId: next.jobId, bookingId: next.bookingId } : null
    },
    beginJob: async ({ jobId, bookingId }) => {
      if (!waiting.has(jobId)) return false
      await begin({ bookingId, jobId })
      tell({ jobId, bookingId, state: 'printing' })
      return true
    },
    printJob: async ({ jobId }, signal) => {
      const bytes = waiting.get(jobId)?.bytes
      return bytes === undefined ? { outcome: 'failed', reason: 'aborted' } : printer.print({ jobId, bytes }, signal)
    },
    recordOutcome: async ({ job: { jobId, bookingId }, result }) => {
      await jobs.mark({ bookingId, jobId }, result.outcome)
      waiting.delete(jobId)
      underWay = null
      tell({ jobId, bookingId, state: result.outcome })
    },
  }
}
