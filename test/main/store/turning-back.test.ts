import { deepEqual, equal, ok } from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { near } from '../../../main/store/afar.ts'
import { bookingRows, openBookings } from '../../../main/store/bookings.ts'
import { jobRows } from '../../../main/store/jobs.ts'
import { type Connection, openDatabase } from '../../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../../../main/store/schema.ts'
import { recording } from '../../support/recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-back-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const BEFORE = BOOKINGS_MIGRATIONS.slice(0, -1)
const FIRST_OP = 'insert into outbox (op_id, booking_id, op, signature) values (?, ?, ?, ?)'

type Column = { name: string; type: string; notnull: number; dflt_value: string | null }
const tablesOf = (database: Connection) =>
  database.prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`).pluck().all() as string[]
const columnsOf = (database: Connection, table: string) => database.pragma(`table_info(${table})`) as Column[]
const rowsOf = (database: Connection, table: string) => {
  const columns = columnsOf(database, table).map(({ name }) => name)
  return database.prepare(`select ${columns.toSorted().join(', ')} from ${table} order by ${columns.toSorted().join(', ')}`).all()
}

/** What the version before a step would miss of its own after it, or could not fill in. */
function breaking(migrations: readonly string[], step: string): string[] {
  const database = new Database(':memory:')
  for (const migration of migrations) database.exec(migration)
  const before = tablesOf(database).map((table) => ({ table, columns: columnsOf(database, table) }))
  database.exec(step)
  return before.flatMap(({ table, columns }) => {
    const now = new Map(columnsOf(database, table).map((column) => [column.name, column]))
    const gone = columns.filter(({ name, type }) => now.get(name)?.type !== type)
    const strict = [...now.values()].filter(
      ({ name, notnull, dflt_value: preset }) =>
        notnull === 1 && preset === null && columns.find((column) => column.name === name)?.notnull !== 1,
    )
    return [...gone, ...strict].map(({ name }) => `${table}.${name}`)
  })
}

describe('a terminal that turns back to the version before', () => {
  test('finds its own tables and columns after every step', () => {
    for (const migrations of [BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS]) {
      for (const [index, step] of migrations.entries()) deepEqual(breaking(migrations.slice(0, index), step), [])
    }
    const after = (step: string) => breaking(BOOKINGS_MIGRATIONS, step)
    equal(after('alter table booking rename to bookings').length, 11)
    equal(after('drop table outbox').length, 5)
    deepEqual(after('alter table booking rename column ticks to length'), ['booking.ticks', 'booking.length'])
    deepEqual(
      after(`create table outbox_anew (sequence integer primary key, op text not null, size integer not null) strict;
      drop table outbox; alter table outbox_anew rename to outbox`),
      ['outbox.op_id', 'outbox.booking_id', 'outbox.signature', 'outbox.size'],
    )
    deepEqual(after("alter table booking add column note text not null default ''"), [])
  })

  test('goes on with what the newer one wrote, and the newer one again after it', () => {
    const file = join(folder, 'bookings.db')
    ok(BEFORE.length > 0)
    const put = (database: Connection, id: string) => database.prepare(FIRST_OP).run(id, `booking-${id}`, '{}', 'signature')
    const newer = openDatabase(file, BOOKINGS_MIGRATIONS)
    put(newer, 'one')
    newer.close()
    const older = openDatabase(file, BEFORE)
    put(older, 'two')
    equal(older.pragma('user_version', { simple: true }), BOOKINGS_MIGRATIONS.length)
    older.close()
    const again = openDatabase(file, BOOKINGS_MIGRATIONS)
    deepEqual(again.prepare('select op_id from outbox order by sequence').pluck().all(), ['one', 'two'])
    again.close()
  })
})

describe('a terminal that goes on to the next version', () => {
  /** What a terminal has after a few bookings, some of which are answered: written with the statements that every version has. */
  function fill(database: Connection): ReturnType<typeof recording>[] {
    const made = [recording(), recording(), recording()]
    for (const { booking, op, signature, job } of made) {
      database
        .prepare(`insert into booking values (?, ?, ?, ?, ?, ?, ?, ?, 0, null, ?)`)
        .run(
          booking.bookingId,
          booking.officeId,
          booking.counterGroupId,
          JSON.stringify(booking.services),
          booking.startsAt,
          booking.ticks,
          booking.language,
          booking.standing,
          booking.bookedAt,
        )
      database.prepare(FIRST_OP).run(op.opId, booking.bookingId, JSON.stringify(op), signature)
      database
        .prepare(`insert into print_job (job_id, booking_id, state, receipt_key, made_at) values (?, ?, 'held', ?, ?)`)
        .run(job.jobId, booking.bookingId, job.receiptKey, booking.bookedAt)
    }
    database.prepare('insert into device values (?, ?)').run('epoch', '"one"')
    database.prepare('insert into escrow_block values (?, ?, ?, ?, ?)').run('block', 'o', 'g', '2026-12-01T08:00:00.000Z', 12)
    return made
  }

  test('keeps every row of the one before', () => {
    const file = join(folder, 'onward.db')
    const older = openDatabase(file, BEFORE)
    fill(older)
    const kept = new Map(tablesOf(older).map((table) => [table, rowsOf(older, table)]))
    older.close()
    const newer = openDatabase(file, BOOKINGS_MIGRATIONS)
    for (const [table, rows] of kept) deepEqual(rowsOf(newer, table), rows, table)
    newer.close()
  })

  for (const left of [0, 1, 3]) {
    test(`numbers its ops on, with ${left} of three still waiting, settles what was and keeps no sealed person`, async () => {
      const file = join(folder, `numbers-${left}.db`)
      const older = openDatabase(file, BEFORE)
      const made = fill(older)
      for (const { op } of made.slice(left)) older.prepare('delete from outbox where op_id = ?').run(op.opId)
      older.close()
      const newer = openDatabase(file, BOOKINGS_MIGRATIONS)
      const rows = bookingRows(newer)
      const bookings = openBookings(near(rows), rows.unanswered())
      equal(await bookings.lastSequence(), 3)
      equal((await bookings.record(recording())).outcome, 'recorded')
      deepEqual(
        (await bookings.pending(10)).map(({ sequence }) => sequence),
        [...[1, 2, 3].slice(0, left), 4],
      )
      const verdict = { outcome: 'taken', standing: 'requested', confirmBy: null } as const
      const settled = await bookings.settle(made.map(({ op: { opId } }) => ({ opId, verdict })))
      deepEqual(
        settled.map(({ opId }) => opId),
        made.slice(0, left).map(({ op }) => op.opId),
      )
      equal(jobRows(newer).leaveBehind(), 4)
      await bookings.settle((await bookings.pending(10)).map(({ op: { opId } }) => ({ opId, verdict })))
      const { ciphertext } = recording().op.person
      for (const end of ['', '-wal']) ok(!readFileSync(file + end, 'latin1').includes(ciphertext), end)
      newer.close()
    })
  }
})
