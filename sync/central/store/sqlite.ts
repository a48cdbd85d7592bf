import Database from 'better-sqlite3'
import { afterThisTurn } from '../clock.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations.ts'
import { bindable, Conflict, MAX_ATTEMPTS, type Params, type Store, StoreUnusable, type Tx } from './store.ts'

type Job = { run: () => Promise<void>; settle: (failure: unknown) => void }

// Before 3.51.3 two connections that write and checkpoint at once could reset the WAL under each other (sqlite.org/wal.html).
const OLDEST_SAFE = [3, 51, 3] as const

export type SqliteSettings = {
  file: string
  nowMs: number
  busyTimeoutMs?: number
  migrations?: readonly Migration[]
  endOfTurn?: (work: () => void) => void
  /** Hears the writing connection: a simulation lays its disk's faults there. */
  onWriter?: (writer: Database.Database) => void
}

/**
 * The embedded store: one writer in this process, group commit, durable at COMMIT (WAL, synchronous=FULL).
 * `:memory:` is for tests and simulations. Throws StoreUnusable for a newer or foreign database.
 */
export async function openSqlite({
  file,
  nowMs,
  busyTimeoutMs = 5_000,
  migrations,
  endOfTurn = afterThisTurn,
  onWriter,
}: SqliteSettings): Promise<Store> {
  const writer = openWriter(file, busyTimeoutMs)
  try {
    await migrateLocked(writer, { nowMs, ...(migrations && { migrations }) })
  } catch (error) {
    writer.close()
    throw error
  }
  onWriter?.(writer)
  const reader = file === ':memory:' ? null : openConnection(file, busyTimeoutMs, { readonly: true })
  const transact = createGroupCommit(writer, endOfTurn)
  const readTx = reader && createTx(reader)
  let lastRead: Promise<unknown> = Promise.resolve()

  return {
    engine: 'sqlite',
    transact,
    read(work) {
      if (!reader || !readTx) return transact(work)
      const look = async () => {
        reader.exec('begin')
        try {
          return await work(readTx)
        } finally {
          reader.exec('commit')
        }
      }
      const result = lastRead.then(look, look)
      lastRead = result.catch(() => undefined)
      return result
    },
    async close() {
      await lastRead
      reader?.close()
      writer.close()
    },
  }
}

function openWriter(file: string, busyTimeoutMs: number): Database.Database {
  try {
    const writer = openConnection(file, busyTimeoutMs)
    assertSafeVersion(writer)
    return writer
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    throw new StoreUnusable(
      error.code === 'SQLITE_NOTADB' ? `${file} is not a database of Foyer` : `${file} cannot be opened (${error.code})`,
    )
  }
}

function openConnection(file: string, busyTimeoutMs: number, { readonly = false } = {}): Database.Database {
  const database = new Database(file, { timeout: busyTimeoutMs, readonly })
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  // Deleted personal data leaves no readable page behind.
  database.pragma('secure_delete = ON')
  database.pragma('foreign_keys = ON')
  return database
}

function assertSafeVersion(database: Database.Database): void {
  const { version } = database.prepare<[], { version: string }>('select sqlite_version() as version').get() ?? { version: '0' }
  const parts = version.split('.').map(Number)
  const difference = OLDEST_SAFE.map((least, index) => (parts[index] ?? 0) - least).find((part) => part !== 0) ?? 0
  if (difference < 0)
    throw new StoreUnusable(`SQLite ${version} can corrupt its log; at least ${OLDEST_SAFE.join('.')} is needed`)
}

async function migrateLocked(
  writer: Database.Database,
  { nowMs, migrations }: { nowMs: number; migrations?: readonly Migration[] },
): Promise<void> {
  writer.exec('begin immediate')
  try {
    await migrate(createTx(writer), { engine: 'sqlite', nowMs, ...(migrations && { migrations }) })
    writer.exec('commit')
  } catch (error) {
    writer.exec('rollback')
    throw error
  }
}

function createTx(database: Database.Database): Tx {
  const statements = new Map<string, Database.Statement>()
  const prepared = (sql: string): Database.Statement => {
    const known = statements.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  // `$1` is a named parameter to SQLite, so values are bound by name.
  const named = (params: Params) => Object.fromEntries(params.map((value, index) => [String(index + 1), bindable(value)]))
  return {
    all: async <T>(sql: string, params: Params = []) => prepared(sql).all(named(params)) as T[],
    one: async <T>(sql: string, params: Params = []) => prepared(sql).get(named(params)) as T | undefined,
    run: async (sql, params = []) => prepared(sql).run(named(params)).changes,
  }
}

/**
 * All works handed over in one turn of the event loop share one BEGIN IMMEDIATE … COMMIT, each in its own savepoint,
 * one after the other; they are answered only after the COMMIT. One fsync then serves all of them.
 */
function createGroupCommit(writer: Database.Database, endOfTurn: (work: () => void) => void): Store['transact'] {
  const tx = createTx(writer)
  const queue: Job[] = []
  let scheduled = false

  const commitTurn = async () => {
    const settled: Job[] = []
    try {
      writer.exec('begin immediate')
      for (let job = queue.shift(); job; job = queue.shift()) {
        settled.push(job)
        await job.run()
      }
      writer.exec('commit')
      for (const job of settled) job.settle(null)
    } catch (error) {
      if (writer.inTransaction) writer.exec('rollback')
      for (const job of [...settled, ...queue.splice(0)]) job.settle(error ?? new Error('commit failed'))
    } finally {
      scheduled = false
      if (queue.length > 0) schedule()
    }
  }
  const schedule = () => {
    if (scheduled) return
    scheduled = true
    endOfTurn(() => void commitTurn())
  }

  return (work) =>
    new Promise((resolve, reject) => {
      let answer: () => void = () => undefined
      queue.push({
        async run() {
          for (let attempt = 1; ; attempt += 1) {
            writer.exec('savepoint work')
            try {
              const result = await work(tx)
              answer = () => resolve(result)
              writer.exec('release work')
              return
            } catch (error) {
              // A full disk or an I/O error may have ended the whole transaction: then nothing of this turn is kept.
              if (!writer.inTransaction) throw error
              writer.exec('rollback to work')
              writer.exec('release work')
              if (error instanceof Conflict && attempt < MAX_ATTEMPTS) continue
              answer = () => reject(error)
              return
            }
          }
        },
        settle: (failure) => (failure === null ? answer() : reject(failure)),
      })
      schedule()
    })
}
