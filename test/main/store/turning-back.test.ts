import { deepEqual, equal, ok } from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { openDatabase } from '../../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../../../main/store/schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-back-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** What a step does that the version before could not live with; the first step makes everything and has none before it. */
function breaking(step: string): string[] {
  return step
    .split(';')
    .map((statement) => statement.trim().toLowerCase())
    .filter(
      (statement) =>
        /^(drop|delete|update)\b/.test(statement) ||
        /^alter table \w+ (rename|drop)\b/.test(statement) ||
        (/^alter table \w+ add\b/.test(statement) && /not null/.test(statement) && !/default/.test(statement)),
    )
}

describe('a terminal that turns back to the version before', () => {
  test('finds migrations that have only added', () => {
    for (const migrations of [BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS]) deepEqual(migrations.slice(1).flatMap(breaking), [])
    equal(breaking('alter table booking rename to bookings; drop table outbox').length, 2)
    equal(breaking('alter table booking add column note text not null').length, 1)
    deepEqual(breaking("alter table booking add column note text not null default ''"), [])
  })

  test('goes on with what the newer one wrote, and the newer one again after it', () => {
    const file = join(folder, 'bookings.db')
    const before = BOOKINGS_MIGRATIONS.slice(0, -1)
    ok(before.length > 0)
    const put = (database: ReturnType<typeof openDatabase>, id: string) =>
      database
        .prepare('insert into outbox (op_id, booking_id, op, signature) values (?, ?, ?, ?)')
        .run(id, `booking-${id}`, '{}', 'signature')
    const newer = openDatabase(file, BOOKINGS_MIGRATIONS)
    put(newer, 'one')
    newer.close()
    const older = openDatabase(file, before)
    put(older, 'two')
    equal(older.pragma('user_version', { simple: true }), BOOKINGS_MIGRATIONS.length)
    older.close()
    const again = openDatabase(file, BOOKINGS_MIGRATIONS)
    deepEqual(again.prepare('select op_id from outbox order by sequence').pluck().all(), ['one', 'two'])
    again.close()
  })
})
