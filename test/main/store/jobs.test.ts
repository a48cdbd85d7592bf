import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { near } from '../../../main/store/afar.ts'
import { bookingRows } from '../../../main/store/bookings.ts'
import { type Jobs, jobRows } from '../../../main/store/jobs.ts'
import { type Connection, prepareDatabase } from '../../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS } from '../../../main/store/schema.ts'
import { recording } from '../../support/recording.ts'

let database: Connection
let bookings: ReturnType<typeof bookingRows>
let jobs: Jobs
beforeEach(() => {
  database = new Database(':memory:')
  prepareDatabase(database, ':memory:', BOOKINGS_MIGRATIONS)
  bookings = bookingRows(database)
  jobs = near(jobRows(database))
})
afterEach(() => database.close())

describe('print jobs', () => {
  const nameOf = ({ booking: { bookingId }, job: { jobId } }: ReturnType<typeof recording>) => ({ bookingId, jobId })

  test('the receipt’s secret is kept until the job is finished and no longer', async () => {
    const one = recording()
    bookings.record(one)
    const { bookingId } = one.booking
    assert.deepEqual(await jobs.latest(bookingId), {
      jobId: one.job.jobId,
      bookingId,
      state: 'held',
      receiptKey: 'receipt-secret',
    })
    await jobs.mark(nameOf(one), 'printing')
    assert.equal((await jobs.latest(bookingId))?.receiptKey, 'receipt-secret')
    await jobs.mark(nameOf(one), 'printed')
    assert.deepEqual(await jobs.latest(bookingId), { jobId: one.job.jobId, bookingId, state: 'printed', receiptKey: null })
  })

  test('a restart prints nothing for whoever stands there next', async () => {
    const [held, printing, printed] = [recording(), recording(), recording()]
    for (const one of [held, printing, printed]) bookings.record(one)
    await jobs.mark(nameOf(printing), 'printing')
    await jobs.mark(nameOf(printed), 'printed')
    assert.equal(await jobs.leaveBehind(), 2)
    const states = await Promise.all([held, printing, printed].map(({ booking }) => jobs.latest(booking.bookingId)))
    assert.deepEqual(
      states.map((job) => job?.state),
      ['dropped', 'maybePrinted', 'printed'],
    )
    assert.ok(states.every((job) => job?.receiptKey === null))
  })

  test('a second receipt waits until the first is out of the way', async () => {
    const one = recording()
    bookings.record(one)
    const again = { jobId: 'again', bookingId: one.booking.bookingId, receiptKey: 'k', madeAt: '2026-11-23T07:00:00.000Z' }
    assert.equal(await jobs.add(again), false)
    await jobs.mark(nameOf(one), 'failed')
    assert.equal(await jobs.add(again), true)
    await jobs.drop(again)
    assert.equal((await jobs.latest(one.booking.bookingId))?.state, 'dropped')
  })

  test('the database itself lets no second one of a booking be on its way', async () => {
    const one = recording()
    bookings.record(one)
    const { bookingId } = one.booking
    const add = (jobId: string, state: string) =>
      database
        .prepare(`insert into print_job (booking_id, job_id, state, made_at) values (?, ?, ?, '2026-11-23T07:00:00.000Z')`)
        .run(bookingId, jobId, state)
    assert.throws(() => add('second', 'held'), /on its way/)
    add('second', 'failed')
    await assert.rejects(jobs.mark({ bookingId, jobId: 'second' }, 'queued'), /on its way/)
    await jobs.mark(nameOf(one), 'queued')
    await jobs.mark(nameOf(one), 'printed')
    await jobs.mark({ bookingId, jobId: 'second' }, 'queued')
    assert.equal(await jobs.leaveBehind(), 1)
  })
})
