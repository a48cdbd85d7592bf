import type { PaperState } from '../../sync/contract/visit.ts'
import type { Afar } from './afar.ts'
import type { Connection } from './open.ts'

export type JobState = PaperState | 'held' | 'dropped'
export type KeptJob = {
  readonly jobId: string
  readonly bookingId: string
  readonly state: JobState
  readonly receiptKey: string | null
}
export type JobName = Pick<KeptJob, 'bookingId' | 'jobId'>
export type JobRows = ReturnType<typeof jobRows>
export type Jobs = Afar<JobRows>

const FINISHED: readonly JobState[] = ['printed', 'failed', 'maybePrinted', 'dropped']

/**
 * Print jobs. The secret of the receipt's QR code lives here only until the job is finished.
 * A job is `held` until the screen knows what the booking is worth, so that paper and screen say the same.
 */
export function jobRows(database: Connection) {
  const insert = database.prepare(
    'insert into print_job (job_id, booking_id, state, receipt_key, made_at) values (@jobId, @bookingId, @state, @receiptKey, @madeAt)',
  )
  const move = database.prepare('update print_job set state = ? where booking_id = ? and job_id = ?')
  const finish = database.prepare('update print_job set state = ?, receipt_key = null where booking_id = ? and job_id = ?')
  const ofBooking = database.prepare('select * from print_job where booking_id = ? order by made_at desc limit 1')
  const abandon = database.prepare(
    `update print_job set state = 'dropped', receipt_key = null where booking_id = ? and job_id = ? and state in ('held', 'queued')`,
  )
  const unfinished = database.prepare(`select 1 from print_job where booking_id = ? and state in ('held', 'queued', 'printing')`)
  const leave = database.prepare(
    `update print_job set state = case state when 'printing' then 'maybePrinted' else 'dropped' end, receipt_key = null
     where state in ('held', 'queued', 'printing')`,
  )
  return {
    /** False where a job of this booking is still on its way. */
    add: (job: { jobId: string; bookingId: string; receiptKey: string; madeAt: string }) => {
      if (unfinished.get(job.bookingId) !== undefined) return false
      insert.run({ ...job, state: 'queued' })
      return true
    },
    mark: ({ bookingId, jobId }: JobName, state: JobState): void => {
      if (FINISHED.includes(state)) finish.run(state, bookingId, jobId)
      else move.run(state, bookingId, jobId)
    },
    /** A job that has not begun never will; a finished one stays what it is. */
    drop: ({ bookingId, jobId }: JobName): void => {
      abandon.run(bookingId, jobId)
    },
    latest: (bookingId: string): KeptJob | null => {
      const row = ofBooking.get(bookingId) as JobRow | undefined
      return row === undefined
        ? null
        : { jobId: row.job_id, bookingId: row.booking_id, state: row.state, receiptKey: row.receipt_key }
    },
    /**
     * After a restart nobody stands there any more: what was waiting is dropped, what was under way may have come out.
     * Returns how many; none of them is ever printed for the next visitor.
     */
    leaveBehind: () => leave.run().changes,
  }
}

type JobRow = { job_id: string; booking_id: string; state: JobState; receipt_key: string | null }
