import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import { askBack } from '../../../../sync/central/booking/ask-back.ts'
import type { CentralContext } from '../../../../sync/central/context.ts'
import { createMailWorker } from '../../../../sync/central/mail/mail-worker.ts'
import { lockOffice } from '../../../../sync/central/capacity/lock-office.ts'
import { erase } from '../../../../sync/central/privacy/person-rights.ts'
import { openPostgres, type PostgresLimits } from '../../../../sync/central/store/postgres.ts'
import type { Params, Store, Tx } from '../../../../sync/central/store/store.ts'
import { loadUnlessBooked } from '../../../../sync/central/town/load-catalogue.ts'
import { Unavailable } from '../../../../sync/central/unavailable.ts'
import { startCentralKit } from '../../../support/central-kit.ts'
import { findPostgres } from '../../../support/find-postgres.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'
import { type PostgresServer, startPostgres } from '../../../support/postgres-server.ts'
import { smallTown } from '../../../support/small-town.ts'

const set = 'insert into setting (name, value) values ($1, $2)'
const pause = () => Promise.resolve()

describe('a store on PostgreSQL', { skip: findPostgres() === null && 'PostgreSQL is not installed' }, () => {
  let server: PostgresServer | null = null
  before(async () => {
    server = await startPostgres()
  })
  after(() => server?.stop())
  const stopLater = stopAfterEach()
  const makeDatabase = async () => (await server?.createDatabase()) ?? ''

  it('gives a work up that waits too long for a connection, and goes on with the others', async () => {
    // Also how long the first connection may take on a busy machine.
    const store = await openPostgres({ url: await makeDatabase(), nowMs: 1, pause, connections: 1, longestWaitMs: 1_000 })
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const long = store.transact(async (tx) => {
      await tx.run(set, ['a', '1'])
      begun.resolve()
      await end.promise
    })
    await begun.promise
    await assert.rejects(
      store.transact((tx) => tx.run(set, ['b', '2'])),
      Unavailable,
    )
    end.resolve()
    await long
    assert.deepEqual(await store.read((tx) => tx.all(`select name from setting where name in ('a', 'b')`)), [{ name: 'a' }])
    await store.close()
  })

  const lastlyClosed = (store: Store): Store => {
    stopLater({ stop: () => store.close() })
    return store
  }

  it('goes on reading when a newer process has changed a table meanwhile, on every connection', async () => {
    const url = await makeDatabase()
    const store = lastlyClosed(await openPostgres({ url, nowMs: 1, pause, connections: 3 }))
    const look = () => store.read((tx) => tx.all('select * from setting'))
    const atOnce = () => Promise.all(Array.from({ length: 3 }, look))
    await atOnce()
    const newer = [{ version: 1_000, name: 'newer', statements: ['alter table setting add column later text'] }]
    await (await openPostgres({ url, nowMs: 1, pause, migrations: newer })).close()
    assert.deepEqual(await atOnce(), [[], [], []])
  })

  it('gives a work up whose office is locked by somebody who does not go on', async () => {
    const url = await makeDatabase()
    const limits = { lockMs: 200, idleMs: 600_000, statementMs: 600_000 }
    const store = lastlyClosed(await openPostgres({ url, nowMs: 1, pause, limits }))
    const [locked, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const frozen = store.transact(async (tx) => {
      tx.lock('office')
      await tx.one('select 1')
      locked.resolve()
      await end.promise
    })
    await locked.promise
    const wait = (tx: Tx) => {
      tx.lock('office')
      return tx.run(set, ['waited', '1'])
    }
    await assert.rejects(store.transact(wait), Unavailable)
    end.resolve()
    await frozen
    assert.equal(await store.transact(wait), 1)
  })

  it('ends the transaction of a process that has frozen, and the others get its lock', async () => {
    const url = await makeDatabase()
    const open = (limits: PostgresLimits) => openPostgres({ url, nowMs: 1, pause, limits })
    const one = lastlyClosed(await open({ lockMs: 600_000, idleMs: 200, statementMs: 600_000 }))
    const other = lastlyClosed(await open({ lockMs: 600_000, idleMs: 600_000, statementMs: 600_000 }))
    const [locked, thawed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const frozen = one.transact(async (tx) => {
      await tx.run(set, ['half', 'done'])
      tx.lock('office')
      await tx.one('select 1')
      locked.resolve()
      await thawed.promise
      await tx.one('select 1')
    })
    const given = assert.rejects(frozen, Unavailable)
    await locked.promise
    await other.transact(async (tx) => {
      tx.lock('office')
      await tx.one('select 1')
    })
    thawed.resolve()
    await given
    assert.deepEqual(await other.read((tx) => tx.all(`select name from setting where name = 'half'`)), [])
  })

  // What a restart of the server or a failover does to whoever has a transaction open.
  const WORKS: readonly [string, (tx: Tx, resumed: Promise<void>) => Promise<unknown>][] = [
    ['between two statements', async (tx, resumed) => resumed.then(() => tx.one('select 1'))],
    ['during a statement', (tx) => tx.one('select pg_sleep(600)')],
  ]
  for (const [when, rest] of WORKS) {
    it(`outlives a connection that breaks ${when}: the work is undone, and central goes on answering`, async () => {
      const kit = await startCentralKit({ databaseUrl: await makeDatabase() })
      stopLater(kit)
      const { store } = kit.context
      const [begun, resumed] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()]
      const work = store.transact(async (tx) => {
        await tx.run(set, ['half', 'done'])
        begun.resolve((await tx.one<{ pid: number }>('select pg_backend_pid() as pid'))?.pid ?? 0)
        return rest(tx, resumed.promise)
      })
      const given = assert.rejects(work, Unavailable)
      const pid = await begun.promise
      await store.read((tx) => tx.one('select pg_terminate_backend($1)', [pid]))
      while (await store.read((tx) => tx.one('select 1 from pg_stat_activity where pid = $1', [pid])));
      resumed.resolve()
      await given
      assert.deepEqual(await store.read((tx) => tx.all(`select name from setting where name = 'half'`)), [])
      assert.equal((await fetch(`${kit.address}/readyz`)).status, 200)
    })
  }

  // An office is locked by a third, so that both wait for it. Who of them gets it first is PostgreSQL's to say.
  for (const first of ['booking', 'import'] as const) {
    it(`takes no office away under a booking made meanwhile, though the ${first} is there first`, async () => {
      const kit = await startCentralKit({ databaseUrl: await makeDatabase() })
      stopLater(kit)
      const kiosk = await kit.enrol()
      await kiosk.sync()
      const { store } = kit.context
      const op = await kiosk.bookingOp({ startsAt: '2026-11-24T07:00:00.000Z', officeId: 'amt', serviceId: 'bauen' })
      const town = smallTown()
      const without = { ...town, offices: town.offices.filter(({ id }) => id !== 'amt') }
      const of = <T extends { readonly officeId: string }>(rows: readonly T[]) =>
        rows.filter(({ officeId }) => officeId !== 'amt')
      const file = { ...without, offers: of(town.offers), openingRules: of(town.openingRules), closures: of(town.closures) }
      const works = {
        booking: async () => (await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })).verdicts[0]?.verdict.outcome,
        import: async () => (await loadUnlessBooked(kit.context, file)).outcome,
      }
      const [locked, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const third = store.transact(async (tx) => {
        await lockOffice(tx, 'amt', { nowMs: kit.clock.nowMs(), random: kit.context.random })
        locked.resolve()
        await end.promise
      })
      await locked.promise
      const waiting = async (count: number) => {
        const asked = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
        while ((await store.read((tx) => tx.all(asked))).length < count) await setImmediate()
      }
      const one = works[first]()
      await waiting(1)
      const other = works[first === 'booking' ? 'import' : 'booking']()
      await waiting(2)
      end.resolve()
      await third
      const outcomes = (await Promise.all([one, other])).toSorted()
      assert.deepEqual(outcomes, outcomes.includes('taken') ? ['booked', 'taken'] : ['loaded', 'refused'])
    })
  }

  // As a slow connection does: between the first look at a booking and what is done about it.
  const slowly = (context: CentralContext) => {
    const [looked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = (tx: Tx): Tx => ({
      ...tx,
      async one<T>(sql: string, params?: Params) {
        const row = await tx.one<T>(sql, params)
        if (sql.includes('from booking')) looked.resolve()
        if (sql.includes('from booking')) await goOn.promise
        return row
      },
    })
    const store: Store = { ...context.store, transact: (work) => context.store.transact((tx) => work(slow(tx))) }
    return { context: { ...context, store }, looked: looked.promise, goOn: goOn.resolve }
  }
  const startBooked = async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), town: smallTown({ confirmation: 'none' }) }))
    const kiosk = await kit.enrol()
    const { bookingId, ...op } = await kiosk.bookingOp({ startsAt: '2026-11-24T07:00:00.000Z' })
    await kiosk.sync({ ops: [kiosk.signedOp(1, { ...op, bookingId })] })
    const eraseIt = () => erase(kit.context, bookingId, { kind: 'staff', id: 's' })
    const rows = (table: string) => kit.context.store.read((tx) => tx.all(`select booking_id from ${table}`))
    return { ...kit, bookingId, eraseIt, rows }
  }

  it('keeps no question that a clerk asks while the person is being erased', async () => {
    const { context, bookingId, eraseIt, rows } = await startBooked()
    const slow = slowly(context)
    const asking = askBack(slow.context, bookingId, { staffId: 's', question: 'Frau Musterfrau?' })
    await slow.looked
    await eraseIt()
    slow.goOn()
    assert.equal(await asking, false)
    assert.deepEqual(await rows('question'), [])
  })

  it('keeps no link of a mail that is being written while the person is erased', async () => {
    const { context, eraseIt, rows } = await startBooked()
    const slow = slowly(context)
    const transport = { send: () => Promise.resolve({ outcome: 'sent' } as const), close: () => undefined }
    const turn = createMailWorker(slow.context, { transport, from: 'a@b.example', processId: 'p' }).turn()
    await slow.looked
    const erasing = eraseIt()
    const isWaiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    let isErased = false
    void erasing.then(() => (isErased = true))
    while (!isErased && (await context.store.read((tx) => tx.all(isWaiting))).length === 0) await setImmediate()
    slow.goOn()
    await Promise.all([turn, erasing])
    assert.deepEqual(await rows('link'), [])
  })
})
