import type { SequencedOp } from '../../sync/contract/kiosk-api.ts'
import { type BookingOp, ServiceCounts, Standing, type Verdict } from '../../sync/contract/booking.ts'
import { Language } from '../../sync/contract/language.ts'
import type { Sale } from '../../sync/kiosk/escrow.ts'
import type { Afar } from './afar.ts'
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
  /** What the booking takes from this kiosk's escrow. */
  readonly sales: readonly Sale[]
}
export type Recorded =
  | { outcome: 'recorded' }
  | { outcome: 'already'; booking: KeptBooking }
  | { outcome: 'notRecorded'; reason: 'diskFull' | 'readOnly' | 'busy' }

export type BookingRows = ReturnType<typeof bookingRows>
export type Bookings = ReturnType<typeof openBookings>

/** Bookings and their outbox, where the connection is. */
export function bookingRows(database: Connection) {
  const statements = prepareAll(database)
  const find = (bookingId: string): KeptBooking | null => {
    const row = statements.find.get(bookingId)
    return row === undefined ? null : fromRow(row as BookingRow)
  }
  /** The same where the disk may be the reason for asking: what cannot be read is not known. */
  const knownIn = (bookingId: string): KeptBooking | null => {
    try {
      return find(bookingId)
    } catch (error) {
      if (diskFault(error) === null) throw error
      return null
    }
  }
  // Booking, op, what it takes from escrow and print job are one transaction, hence one fsync: from its return on nothing
  // can be lost.
  const recordAll = database.transaction(({ booking, op, signature, job, sales }: Recording) => {
    const { bookingId, officeId, counterGroupId, startsAt, ticks, language, standing, confirmBy, bookedAt } = booking
    const [services, promised] = [JSON.stringify(booking.services), booking.promised ? 1 : 0]
    // By place: binding by name takes as long as the insert itself.
    statements.insert.run(
      bookingId,
      officeId,
      counterGroupId,
      services,
      startsAt,
      ticks,
      language,
      standing,
      promised,
      confirmBy,
      bookedAt,
    )
    statements.enqueue.run(op.opId, booking.bookingId, JSON.stringify(op), signature)
    for (const sale of sales) statements.sell.run(sale)
    statements.queueJob.run(job.jobId, booking.bookingId, job.receiptKey, booking.bookedAt)
  })
  const settleAll = database.transaction((verdicts: readonly { opId: string; verdict: Verdict }[]) => {
    const settled: { bookingId: string; opId: string; verdict: Verdict }[] = []
    const dequeued = statements.dequeue.all(JSON.stringify(verdicts.map(({ opId }) => opId))) as [
      opId: string,
      bookingId: string,
    ][]
    const bookingOf = new Map(dequeued)
    for (const { opId, verdict } of verdicts) {
      const bookingId = bookingOf.get(opId)
      if (bookingId === undefined) continue
      const news = standingAfter(verdict)
      if (news !== null) statements.stand.run(news.standing, news.confirmBy, bookingId)
      // Central took nothing from the blocks then.
      if (verdict.outcome === 'refused') statements.unsell.run(bookingId)
      settled.push({ bookingId, opId, verdict })
    }
    return settled
  })

  return {
    find,
    record: (recording: Recording): Recorded => {
      try {
        recordAll.immediate(recording)
        return { outcome: 'recorded' }
      } catch (error) {
        // Only now is it asked whether it was known before: nearly every booking is new, and its visitor waits.
        const known = knownIn(recording.booking.bookingId)
        if (known !== null) return { outcome: 'already', booking: known }
        const reason = diskFault(error)
        if (reason === null) throw error
        return { outcome: 'notRecorded', reason }
      }
    },
    // Not parsed as what comes over a wire: this program wrote them, central checks them, and after a day without network
    // that would take as long as all else that a round does here.
    pending: (limit: number): SequencedOp[] =>
      (statements.pending.all(limit) as { sequence: number; op: string; signature: string }[]).map(
        ({ sequence, op, signature }) => ({ sequence, op: JSON.parse(op) as BookingOp, signature }),
      ),
    /** The highest sequence number that this database has ever used. */
    lastSequence: (): number => Number(statements.lastSequence.pluck().get() ?? 0),
    /** Writes verdicts down and deletes their ops with the sealed persons. Returns what it settled. */
    settle: (verdicts: readonly { opId: string; verdict: Verdict }[]) => {
      const settled = settleAll.immediate(verdicts)
      // What secure_delete has overwritten in the database still stands in the log's earlier frames.
      if (settled.length > 0) database.pragma('wal_checkpoint(TRUNCATE)')
      return settled
    },
    unanswered: (): KeptBooking[] => (statements.waiting.all() as BookingRow[]).map(fromRow),
    /** Deletes bookings whose time has passed and that central has answered. */
    forgetPast: (before: string) => {
      statements.forgetJobs.run({ before })
      return statements.forgetPast.run(before).changes
    },
  }
}

/** The same with what central has not counted yet in memory. Promises resolve when the effect is durable. */
export function openBookings(rows: Afar<BookingRows>, unanswered: readonly KeptBooking[]) {
  const waiting = new Map(unanswered.map((booking) => [booking.bookingId, booking]))
  const { find, pending, lastSequence, settle, forgetPast } = rows
  return {
    find,
    pending,
    lastSequence,
    settle,
    forgetPast,
    async record(recording: Recording): Promise<Recorded> {
      const recorded = await rows.record(recording)
      if (recorded.outcome === 'recorded') waiting.set(recording.booking.bookingId, recording.booking)
      return recorded
    },
    /** Settled bookings stop counting against the cached seats; called once central's own count is in the cache. */
    stopCounting: (bookingIds: readonly string[]) => bookingIds.forEach((bookingId) => waiting.delete(bookingId)),
    /** Bookings that central has not answered. */
    waiting: (): readonly KeptBooking[] => [...waiting.values()],
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
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    enqueue: database.prepare('insert into outbox (op_id, booking_id, op, signature) values (?, ?, ?, ?)'),
    sell: database.prepare(
      'insert into escrow_sale (booking_id, block_id, from_tick, ticks) values (@bookingId, @blockId, @fromTick, @ticks)',
    ),
    unsell: database.prepare('delete from escrow_sale where booking_id = ?'),
    queueJob: database.prepare(
      `insert into print_job (job_id, booking_id, state, receipt_key, made_at) values (?, ?, 'held', ?, ?)`,
    ),
    pending: database.prepare('select sequence, op, signature from outbox order by sequence limit ?'),
    lastSequence: database.prepare(`select seq from sqlite_sequence where name = 'outbox'`),
    // No index by op: one pass finds all that an answer names.
    dequeue: database
      .prepare('delete from outbox where op_id in (select value from json_each(?)) returning op_id, booking_id')
      .raw(),
    stand: database.prepare('update booking set standing = ?, confirm_by = ? where booking_id = ?'),
    forgetJobs: database.prepare(
      // Papers that belong to no booking here go by their age: staff's receipts, slips with a take-along code.
      `delete from print_job where booking_id not in (select booking_id from outbox)
       and (booking_id in (select booking_id from booking where starts_at < @before)
         or (made_at < @before and booking_id not in (select booking_id from booking)))`,
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
