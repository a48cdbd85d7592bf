import { SequencedOp } from '../../sync/contract/kiosk-api.ts'
import { type BookingOp, ServiceCounts, Standing, type Verdict } from '../../sync/contract/booking.ts'
import { Language } from '../../sync/contract/language.ts'
import { type Connection, diskFault } from './open.ts'

/** A booking as the kiosk keeps it: no person, no secret. */
export type KeptBooking = {
  readonly bookingId: string
  readonly officeId: string
  readonly counterGroupId: string
  readonly services: BookingOp['services']
  readonly startsAt: string
  readonly ticks: number
  readonly language: Language
  readonly standing: Standing
  readonly promised: boolean
  readonly confirmBy: string | null
  readonly bookedAt: string
}

export type Recording = {
  readonly booking: KeptBooking
  readonly op: BookingOp
  readonly signature: string
  readonly job: { readonly jobId: string; readonly receiptKey: string }
}
export type Recorded =
  | { outcome: 'recorded' }
  | { outcome: 'already'; booking: KeptBooking }
  | { outcome: 'notRecorded'; reason: 'diskFull' | 'readOnly' | 'busy' }

export type Bookings = ReturnType<typeof openBookings>

/** Bookings and their outbox. Promises resolve when the effect is durable. */
export function openBookings(database: Connection) {
  const statements = prepareAll(database)
  const find = (bookingId: string): KeptBooking | null => {
    const row = statements.find.get(bookingId)
    return row === undefined ? null : fromRow(row as BookingRow)
  }
  const waiting = new Map((statements.waiting.all() as BookingRow[]).map((row) => [row.booking_id, fromRow(row)]))

  // Booking, op and print job are one transaction, hence one fsync: from its return on nothing can be lost.
  const recordAll = database.transaction(({ booking, op, signature, job }: Recording) => {
    statements.insert.run({ ...booking, services: JSON.stringify(booking.services), promised: booking.promised ? 1 : 0 })
    statements.enqueue.run(op.opId, booking.bookingId, JSON.stringify(op), signature)
    statements.queueJob.run(job.jobId, booking.bookingId, job.receiptKey, booking.bookedAt)
  })
  const settleAll = database.transaction((verdicts: readonly { opId: string; verdict: Verdict }[]) => {
    const settled: { bookingId: string; opId: string; verdict: Verdict }[] = []
    for (const { opId, verdict } of verdicts) {
      const bookingId = statements.bookingOf.pluck().get(opId)
      if (typeof bookingId !== 'string') continue
      statements.dequeue.run(opId)
      const news = standingAfter(verdict)
      if (news !== null) statements.stand.run(news.standing, news.confirmBy, bookingId)
      settled.push({ bookingId, opId, verdict })
    }
    return settled
  })

  return {
    find: async (bookingId: string) => find(bookingId),
    async record(recording: Recording): Promise<Recorded> {
      const { bookingId } = recording.booking
      try {
        const known = find(bookingId)
        if (known !== null) return { outcome: 'already', booking: known }
        recordAll.immediate(recording)
        waiting.set(bookingId, recording.booking)
        return { outcome: 'recorded' }
      } catch (error) {
        const reason = diskFault(error)
        if (reason === null) throw error
        return { outcome: 'notRecorded', reason }
      }
    },
    pending: async (limit: number): Promise<SequencedOp[]> =>
      (statements.pending.all(limit) as { sequence: number; op: string; signature: string }[]).map(
        ({ sequence, op, signature }) => SequencedOp.parse({ sequence, op: JSON.parse(op) as unknown, signature }),
      ),
    /** Writes verdicts down and deletes their ops with the sealed persons. Returns what it settled. */
    async settle(verdicts: readonly { opId: string; verdict: Verdict }[]) {
      return settleAll.immediate(verdicts)
    },
    /** Settled bookings stop counting against the cached seats; called once central's own count is in the cache. */
    stopCounting: (bookingIds: readonly string[]) => bookingIds.forEach((bookingId) => waiting.delete(bookingId)),
    /** Bookings that central has not answered. */
    waiting: (): readonly KeptBooking[] => [...waiting.values()],
    /** Deletes bookings whose time has passed and that central has answered. */
    async forgetPast(before: string) {
      statements.forgetJobs.run(before)
      return statements.forgetPast.run(before).changes
    },
  }
}

function standingAfter(verdict: Verdict): { standing: Standing; confirmBy: string | null } | null {
  switch (verdict.outcome) {
    case 'taken':
      return { standing: verdict.standing, confirmBy: verdict.confirmBy }
    case 'refused':
      return { standing: 'refused', confirmBy: null }
    case 'cancelled':
      return { standing: 'cancelled', confirmBy: null }
    case 'unknownBooking':
      return null
  }
}

function prepareAll(database: Connection) {
  return {
    find: database.prepare('select * from booking where booking_id = ?'),
    waiting: database.prepare('select * from booking where booking_id in (select booking_id from outbox)'),
    insert: database.prepare(`
      insert into booking (booking_id, office_id, counter_group_id, services, starts_at, ticks, language, standing, promised, confirm_by, booked_at)
      values (@bookingId, @officeId, @counterGroupId, @services, @startsAt, @ticks, @language, @standing, @promised, @confirmBy, @bookedAt)`),
    enqueue: database.prepare('insert into outbox (op_id, booking_id, op, signature) values (?, ?, ?, ?)'),
    queueJob: database.prepare(
      `insert into print_job (job_id, booking_id, state, receipt_key, made_at) values (?, ?, 'held', ?, ?)`,
    ),
    pending: database.prepare('select sequence, op, signature from outbox order by sequence limit ?'),
    bookingOf: database.prepare('select booking_id from outbox where op_id = ?'),
    dequeue: database.prepare('delete from outbox where op_id = ?'),
    stand: database.prepare('update booking set standing = ?, confirm_by = ? where booking_id = ?'),
    forgetJobs: database.prepare(
      `delete from print_job where booking_id in (select booking_id from booking where starts_at < ?)
       and booking_id not in (select booking_id from outbox)`,
    ),
    forgetPast: database.prepare('delete from booking where starts_at < ? and booking_id not in (select booking_id from outbox)'),
  }
}

type BookingRow = {
  booking_id: string
  office_id: string
  counter_group_id: string
  services: string
  starts_at: string
  ticks: number
  language: string
  standing: string
  promised: number
  confirm_by: string | null
  booked_at: string
}

function fromRow(row: BookingRow): KeptBooking {
  return {
    bookingId: row.booking_id,
    officeId: row.office_id,
    counterGroupId: row.counter_group_id,
    services: ServiceCounts.parse(JSON.parse(row.services)),
    startsAt: row.starts_at,
    ticks: row.ticks,
    language: Language.parse(row.language),
    standing: Standing.parse(row.standing),
    promised: row.promised === 1,
    confirmBy: row.confirm_by,
    bookedAt: row.booked_at,
  }
}
