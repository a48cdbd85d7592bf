import Database from 'better-sqlite3'
import { afterDelay, afterThisTurn } from '../clock.ts'
import { createGroupCommit, type GroupCommitTimes } from './group-commit.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migration.ts'
import { bindable, type Params, type Store, StoreUnusable, type Tx } from './store.ts'

// Before 3.51.3 two connections that write and checkpoint at once could reset the WAL under each other (sqlite.org/wal.html).
const OLDEST_SAFE = [3, 51, 3] as const

export type SqliteSettings = {
  file: string
  nowMs: number
  busyTimeoutMs?: number
  migrations?: readonly Migration[]
  endOfTurn?: GroupCommitTimes['endOfTurn']
  after?: GroupCommitTimes['after']
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
  after = afterDelay,
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
  const { transact, announce, calm } = createGroupCommit(writer, createTx(writer), { endOfTurn, after })
  const readTx = reader && createTx(reader)
  const [begin, commit] = [reader?.prepare('begin'), reader?.prepare('commit')]
  let lastRead: Promise<unknown> = Promise.resolve()

  return {
    engine: 'sqlite',
    transact,
    announce,
    calm,
    read(work) {
      if (!reader || !readTx) return transact(work)
      const look = async () => {
        begin?.run()
        try {
          return await work(readTx)
        } finally {
          commit?.run()
        }
      }
      const result = lastRead.then(look, look)
      lastRead = result.catch(() => undefined)
      return result
    },
    one<T>(sql: string, params?: Params) {
      if (!readTx) return transact((tx) => tx.one<T>(sql, params))
      // In turn with the others: within a transaction of theirs it would see what was committed before that had begun.
      const look = () => readTx.one<T>(sql, params)
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
  // The pages that a savepoint keeps for its undoing would go to a file of their own for nearly every booking.
  database.pragma('temp_store = MEMORY')
  // Deleted personal data leaves no readable page behind.
  database.pragma('secure_delete = ON')
  database.pragma('foreign_keys = ON')
  // A checkpoint syncs the log and the file: rarely enough not to be seen among the commits.
  database.pragma('wal_autocheckpoint = 4000')
  // 32 MB: the indexes that each booking is written to stay in memory.
  database.pragma('cache_size = -32000')
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
  const statements = new Map<string, Prepared>()
  const prepared = (sql: string): Prepared => {
    const known = statements.get(sql)
    if (known) return known
    const made = prepare(database, sql)
    statements.set(sql, made)
    return made
  }
  return {
    all: async <T>(sql: string, params: Params = []) => {
      const { statement, bound } = prepared(sql)
      return statement.all(bound(params)) as T[]
    },
    one: async <T>(sql: string, params: Params = []) => {
      const { statement, bound } = prepared(sql)
      return statement.get(bound(params)) as T | undefined
    },
    run: async (sql, params = []) => {
      const { statement, bound } = prepared(sql)
      return statement.run(bound(params)).changes
    },
    write(sql, params = []) {
      const { statement, bound } = prepared(sql)
      statement.run(bound(params))
    },
    // Whoever writes is alone.
    lock: () => undefined,
  }
}

type Prepared = { readonly statement: Database.Statement; readonly bound: (params: Params) => (string | number | null)[] }

/**
 * To SQLite `$1` would be a name, and binding by name takes twice as long: each becomes `?`, bound in the order of the text.
 * Whoever writes has the whole database to itself, so that a row needs no lock of its own.
 */
function prepare(database: Database.Database, sql: string): Prepared {
  const places: number[] = []
  const positional = sql.replace(/ for update$/, '').replace(/\$(\d+)/g, (_, place: string) => {
    places.push(Number(place) - 1)
    return '?'
  })
  const bound = (params: Params) => places.map((place) => bindable(params[place] ?? null))
  return { statement: database.prepare(positional), bound }
}
