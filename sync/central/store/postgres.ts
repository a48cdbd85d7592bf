import pg from 'pg'
import { afterDelay } from '../clock.ts'
import { createCalm } from './calm.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { createNames, type NameOf } from './statement-names.ts'
import { bindable, Conflict, MAX_ATTEMPTS, type Params, type Store, StoreUnusable, type Tx } from './store.ts'
import { Unavailable } from '../unavailable.ts'

export type PostgresSettings = {
  url: string
  nowMs: number
  connections?: number
  /** How long a work waits for a connection before it is given up. */
  longestWaitMs?: number
  limits?: PostgresLimits
  migrations?: readonly Migration[]
  /** Waits before a work is run again. */
  pause: (ms: number) => Promise<void>
  /** Called when a connection breaks, at rest or at work; the pool replaces it. */
  onLost?: (error: Error) => void
}

/** After how many ms PostgreSQL itself ends what waits for a lock, a transaction that does nothing, and a statement. */
export type PostgresLimits = { readonly lockMs: number; readonly idleMs: number; readonly statementMs: number }

// A process that is frozen or cut off in the middle of a transaction holds its office's row: others are not to wait until TCP
// gives it up, which takes hours. No work of ours awaits anything but its own statements.
const LIMITS: PostgresLimits = { lockMs: 10_000, idleMs: 10_000, statementMs: 60_000 }
// lock_not_available, query_canceled: one of those limits was met, and nothing was done.
const OVER_LIMIT = new Set(['55P03', '57014'])

// serialization_failure, deadlock_detected, unique_violation (PostgreSQL appendix A). The last: two took the same first step
// at once, and a second look finds what the other has written.
const TRANSIENT = new Set(['40001', '40P01', '23505', '0A000'])
// feature_not_supported: "cached plan must not change result type". A newer process has migrated; under a new name a statement
// is planned anew, on every connection.
const STALE_PLAN = '0A000'
// Of a connection that cannot be had: the pool's own complaint about waiting (no code), the socket's errors, and a server that
// is ending, starting or full. What is wrong with name or password is not among them: waiting does not mend it.
const AWAY = /^$|^E[A-Z_]+$|^08|^57P|^53300$/
const LONGEST_WAIT_MS = 10_000
// Any number; all centrals beside one database must agree on it.
const MIGRATION_LOCK = 7_031_925

/** The store for several processes beside one PostgreSQL 15 or newer. Throws StoreUnusable if it cannot be used. */
export async function openPostgres(settings: PostgresSettings): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: settings.connections ?? 16,
    connectionTimeoutMillis: settings.longestWaitMs ?? LONGEST_WAIT_MS,
    application_name: 'foyer-central',
    // Statements go out as they are asked, each with a Sync of its own; without this each would wait for the one before.
    pipeline: true,
    types: { getTypeParser: parserFor },
  })
  // The pool listens to its connections only while they rest. Without a listener of our own, a restart of PostgreSQL would
  // end the process of everybody who has a transaction open.
  pool.on('connect', (client) => {
    watchConnection(client, settings.onLost)
    // Not at the start of the connection: poolers in between refuse what they do not know there.
    client.query(limitsOf(settings.limits ?? LIMITS)).catch(() => undefined)
  })
  pool.on('error', () => undefined)
  try {
    await migrateLocked(pool, settings)
  } catch (error) {
    await pool.end()
    throw error instanceof StoreUnusable ? error : new StoreUnusable(`PostgreSQL cannot be used: ${messageOf(error)}`)
  }
  const names = createNames()
  const attempt = async <T>(run: (client: pg.PoolClient, nameOf: NameOf) => Promise<T>): Promise<T> => {
    for (let count = 1; ; count += 1) {
      const { nameOf, generation } = names.current()
      try {
        return await withClient(pool, (client) => run(client, nameOf))
      } catch (error) {
        if (OVER_LIMIT.has(codeOf(error))) throw new Unavailable(messageOf(error), { cause: error })
        if (codeOf(error) === STALE_PLAN) names.forget(generation)
        if (count >= MAX_ATTEMPTS || !isTransient(error)) throw error
        await settings.pause(count * 5)
      }
    }
  }
  const { announce, calm } = createCalm(afterDelay)
  return {
    engine: 'postgres',
    transact: (work) => attempt((client, nameOf) => runOnce(client, 'begin isolation level read committed', work, nameOf)),
    read: (work) => attempt((client, nameOf) => runOnce(client, 'begin isolation level repeatable read read only', work, nameOf)),
    one: <T>(sql: string, params?: Params) => attempt((client, nameOf) => lookOnce<T>(client, { sql, params, nameOf })),
    announce,
    calm,
    close: () => pool.end(),
  }
}

async function migrateLocked(pool: pg.Pool, { nowMs, migrations }: PostgresSettings): Promise<void> {
  await withClient(pool, (client) =>
    runOnce(client, 'begin', async (tx) => {
      // Others may be migrating just now, and a large table takes its time.
      await client.query(limitsOf({ lockMs: 0, idleMs: 0, statementMs: 0 }, 'set local'))
      await client.query(`select pg_advisory_xact_lock(${String(MIGRATION_LOCK)})`)
      await migrate(tx, { engine: 'postgres', nowMs, ...(migrations && { migrations }) })
    }),
  )
}

/** A connection that breaks can say so more than once: first PostgreSQL's farewell, then the socket's end. */
function watchConnection(client: pg.PoolClient, onLost: PostgresSettings['onLost']): void {
  let isLost = false
  client.on('error', (error) => {
    if (!isLost) onLost?.(error)
    isLost = true
  })
}

const limitsOf = ({ lockMs, idleMs, statementMs }: PostgresLimits, how: 'set' | 'set local' = 'set'): string =>
  [
    `${how} lock_timeout = ${String(lockMs)}`,
    `${how} idle_in_transaction_session_timeout = ${String(idleMs)}`,
    `${how} statement_timeout = ${String(statementMs)}`,
  ].join('; ')

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool)
  try {
    return await work(client)
  } finally {
    client.release()
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    if (AWAY.test(codeOf(error))) throw new Unavailable(messageOf(error), { cause: error })
    throw error
  }
}

async function runOnce<T>(
  client: pg.PoolClient,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  nameOf: NameOf = () => null,
): Promise<T> {
  // In the order of the statements: after the first, PostgreSQL refuses all that follow.
  const failures: unknown[] = []
  const ask = (query: pg.QueryConfig) => {
    const answer = client.query(query)
    answer.catch((error: unknown) => failures.push(error))
    return answer
  }
  void ask({ text: begin })
  let committing = false
  try {
    const result = await work(createTx(ask, nameOf))
    committing = true
    await ask({ text: 'commit' })
    // A commit after a failed statement rolls back, and says so in no error.
    if (failures.length > 0) throw failures[0]
    return result
  } catch (error) {
    const failure: unknown = failures.length > 0 ? failures[0] : error
    // A broken connection cannot roll back; the server does it for us. Only of a commit that was under way nobody knows.
    if ((await isBroken(client)) && !committing)
      throw new Unavailable(`the connection broke: ${messageOf(failure)}`, { cause: failure })
    throw failure
  }
}

/** One statement that changes nothing, in a transaction of its own. */
async function lookOnce<T>(
  client: pg.PoolClient,
  { sql, params, nameOf }: { sql: string; params: Params | undefined; nameOf: NameOf },
): Promise<T | undefined> {
  try {
    return await createTx((query) => client.query(query), nameOf).one<T>(sql, params)
  } catch (error) {
    if (await isBroken(client)) throw new Unavailable(`the connection broke: ${messageOf(error)}`, { cause: error })
    throw error
  }
}

/** Whether a connection answers no more; one that does has no transaction open afterwards. */
const isBroken = (client: pg.PoolClient): Promise<boolean> =>
  client.query('rollback').then(
    () => false,
    () => true,
  )

type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult>

function createTx(ask: Ask, nameOf: NameOf): Tx {
  const query = (sql: string, params: Params) => {
    const name = nameOf(sql)
    return ask({ text: sql, values: params.map(bindable), ...(name !== null && { name }) })
  }
  return {
    all: async <T>(sql: string, params: Params = []) => (await query(sql, params)).rows as T[],
    one: async <T>(sql: string, params: Params = []) => (await query(sql, params)).rows[0] as T | undefined,
    run: async (sql, params = []) => (await query(sql, params)).rowCount ?? 0,
    write: (sql, params = []) => void query(sql, params),
    // Two names with the same hash wait for each other for nothing; that is all.
    lock: (name) => void query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]),
  }
}

// int8 and numeric arrive as text; ours (instants, versions, counts) stay far below 2^53.
function parserFor(oid: number): (text: string) => unknown {
  if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number
  return pg.types.getTypeParser(oid) as (text: string) => unknown
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error))

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const isTransient = (error: unknown): boolean => error instanceof Conflict || TRANSIENT.has(codeOf(error))
