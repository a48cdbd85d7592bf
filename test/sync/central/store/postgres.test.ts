import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openPostgres } from '../../../../sync/central/store/postgres.ts'
import type { Tx } from '../../../../sync/central/store/store.ts'
import { Unavailable } from '../../../../sync/central/unavailable.ts'
import { startCentralKit } from '../../../support/central-kit.ts'
import { findPostgres } from '../../../support/find-postgres.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'
import { type PostgresServer, startPostgres } from '../../../support/postgres-server.ts'

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
})
