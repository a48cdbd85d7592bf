import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { MIGRATIONS } from '../../../../sync/central/store/migrations.ts'
import { openPostgres } from '../../../../sync/central/store/postgres.ts'
import { openSqlite } from '../../../../sync/central/store/sqlite.ts'
import { Conflict, type Store, StoreUnusable } from '../../../../sync/central/store/store.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../../../..')
const pause = () => Promise.resolve()
const step = (version: number) => ({ version, name: 'to come', statements: [`create table future_${version} (id integer)`] })
const NEWER = [...MIGRATIONS, step(98), step(99)]
const set = 'insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value'

onBothStores('the store', (makeDatabase) => {
  let folder = ''
  let where: string | null = null
  const opened: Store[] = []
  const open = async (migrations = MIGRATIONS) => {
    const store = where
      ? await openPostgres({ url: where, nowMs: 1, migrations, pause })
      : await openSqlite({ file: join(folder, 'central.sqlite'), nowMs: 1, migrations })
    opened.push(store)
    return store
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-store-'))
    where = await makeDatabase('bare')
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()))
    rmSync(folder, { recursive: true, force: true })
  })

  it('lets works that hold the same name take turns', async () => {
    const store = await open()
    const order: string[] = []
    const works = Array.from({ length: 4 }, (_, number) =>
      store.transact(async (tx) => {
        tx.lock('one name')
        for (let look = 0; look < 5; look += 1) {
          await tx.one('select 1 as one')
          order.push(String(number))
        }
      }),
    )
    await Promise.all(works)
    assert.match(order.join(''), /^(\d)\1{4}(\d)\2{4}(\d)\3{4}(\d)\4{4}$/)
  })

  it('keeps what a work has written and nothing of one that throws', async () => {
    const store = await open()
    const works = await Promise.allSettled([
      store.transact((tx) => tx.run(set, ['a', '1'])),
      store.transact(async (tx) => {
        await tx.run(set, ['b', '2'])
        throw new Error('on purpose')
      }),
      store.transact((tx) => tx.run(set, ['c', '3'])),
    ])
    assert.deepEqual(
      works.map((work) => work.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    )
    assert.deepEqual(await store.read((tx) => tx.all('select name, value from setting order by name')), [
      { name: 'a', value: '1' },
      { name: 'c', value: '3' },
    ])
  })

  it('shows what was written to all that is asked later, and fails for what could not be written', async () => {
    const store = await open()
    const once = 'insert into setting (name, value) values ($1, $1)'
    const work = (names: readonly string[]) =>
      store.transact(async (tx) => {
        for (const name of names) tx.write(once, [name])
        return tx.all<{ name: string }>(`select name from setting where name = 'b'`)
      })
    assert.deepEqual(await work(['a', 'b']), [{ name: 'b' }])
    // Whether the work waits for something afterwards or not, it is the failed change that is reported.
    await assert.rejects(work(['c', 'b', 'd']), /unique/i)
    const unawaited = store.transact(async (tx) => tx.write(once, ['b']))
    await assert.rejects(unawaited, /unique/i)
    const kept = await store.read((tx) => tx.all(`select name from setting where name in ('c', 'd')`))
    assert.deepEqual(kept, [])
  })

  it('runs a work again after a conflict, from the beginning', async () => {
    const store = await open()
    let runs = 0
    const value = await store.transact(async (tx) => {
      runs += 1
      await tx.run(set, ['try', String(runs)])
      if (runs < 3) throw new Conflict('not yet')
      return tx.one<{ value: string }>(`select value from setting where name = 'try'`)
    })
    assert.deepEqual([runs, value], [3, { value: '3' }])
  })

  it('loses no count when many works change one row', async () => {
    const store = await open()
    await store.transact((tx) => tx.run('insert into office_counter (office_id, version) values ($1, 0)', ['o']))
    const versions = await Promise.all(
      Array.from({ length: 100 }, () =>
        store.transact((tx) =>
          tx.one<{ version: number }>(`update office_counter set version = version + 1 where office_id = 'o' returning version`),
        ),
      ),
    )
    assert.equal(new Set(versions.map((row) => row?.version)).size, 100)
  })

  it('gives instants, counts and sums as numbers', async () => {
    const store = await open()
    await store.transact((tx) =>
      tx.run('insert into office_counter (office_id, version) values ($1, $2)', ['o', 1_800_000_000_000]),
    )
    const row = await store.read((tx) =>
      tx.one('select version, count(*) as n, sum(version) as total from office_counter group by version'),
    )
    assert.deepEqual(row, { version: 1_800_000_000_000, n: 1, total: 1_800_000_000_000 })
  })

  it('migrates once when several processes start at the same time', async () => {
    const script = `
      const [{ openSqlite }, { openPostgres }] = [await import('./sync/central/store/sqlite.ts'), await import('./sync/central/store/postgres.ts')]
      const [url, file] = [process.argv[1], process.argv[2]]
      const store = url ? await openPostgres({ url, nowMs: 1, pause: () => undefined }) : await openSqlite({ file, nowMs: 1 })
      await store.close()`
    const start = () =>
      run(process.execPath, ['--input-type=module', '-e', script, where ?? '', join(folder, 'central.sqlite')], { cwd: ROOT })
    await Promise.all([start(), start(), start()])
    const store = await open()
    const rows = await store.read((tx) => tx.all<{ version: number }>('select version from migration order by version'))
    assert.deepEqual(
      rows.map((row) => row.version),
      MIGRATIONS.map((migration) => migration.version),
    )
  })

  it('takes over all rows of an earlier version', async () => {
    const rows: Readonly<Record<string, Readonly<Record<string, string | number | null>>>> = {
      history: { booking_id: 'b', position: 1, at: 2, event: 'booked', to_standing: 'requested', actor_kind: 'kiosk' },
      seat: { office_id: 'o', counter_group: 'g', starts_at: 3, seat: 4, holder_kind: 'booking', holder_id: 'b' },
      consent_log: { booking_id: 'b', version: '1', accepted_at: 5, logged_at: 6 },
      op: {
        op_id: 'x',
        kiosk_id: 'k',
        epoch: 'e',
        sequence: 7,
        booking_id: 'b',
        payload_hash: 'h',
        verdict: '{}',
        received_at: 8,
      },
      mail: {
        mail_id: 'm',
        event_key: 'link:b:0',
        kind: 'link',
        booking_id: 'b',
        queued_at: 9,
        next_attempt_at: 10,
        attempts: 2,
      },
      link: { token_hash: 't', booking_id: 'b', mail_id: 'm', purpose: 'mail', created_at: 11, expires_at: 12 },
    }
    const earlier = await open(MIGRATIONS.slice(0, 5))
    for (const [table, row] of Object.entries(rows)) {
      const marks = Object.keys(row).map((_, index) => `$${String(index + 1)}`)
      const insert = `insert into ${table} (${Object.keys(row).join(', ')}) values (${marks.join(', ')})`
      await earlier.transact((tx) => tx.run(insert, Object.values(row)))
    }
    const look = (store: Store) =>
      store.read((tx) => Promise.all(Object.keys(rows).map((table) => tx.all(`select * from ${table}`))))
    const before = await look(earlier)
    assert.deepEqual(await look(await open()), before)
  })

  it('refuses a database of a newer program and leaves it as it is', async () => {
    await open(NEWER)
    await assert.rejects(open(), (error) => error instanceof StoreUnusable && /newer Foyer/.test(error.message))
    const store = await open(NEWER)
    assert.equal((await store.read((tx) => tx.all('select version from migration'))).length, NEWER.length)
  })

  it('keeps nothing of a migration that fails', async () => {
    const broken = [...MIGRATIONS, { version: 99, name: 'broken', statements: ['create table half (id integer)', 'nonsense'] }]
    await assert.rejects(open(broken))
    const store = await open()
    await assert.rejects(store.read((tx) => tx.all('select * from half')))
  })
})

describe('the embedded store', () => {
  it('refuses a file that is no database and does not touch it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-store-'))
    const file = join(folder, 'central.sqlite')
    writeFileSync(file, 'something else entirely'.repeat(100))
    await assert.rejects(openSqlite({ file, nowMs: 1 }), StoreUnusable)
    assert.match(readFileSync(file, 'utf8'), /^something else entirely/)
    rmSync(folder, { recursive: true })
  })

  it('commits the works of one turn of the event loop together', async () => {
    let turns = 0
    const store = await openSqlite({
      file: ':memory:',
      nowMs: 1,
      endOfTurn: (work) => {
        turns += 1
        setImmediate(work)
      },
    })
    await Promise.all(Array.from({ length: 50 }, (_, index) => store.transact((tx) => tx.run(set, [`n${String(index)}`, '']))))
    assert.equal(turns, 1)
    await store.close()
  })
})
