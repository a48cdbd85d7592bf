import Database from 'better-sqlite3'

type Mode = 'pluck' | 'raw' | null
type Compile = (sql: string, mode: Mode) => Database.Statement

export type DiskFault = 'full' | 'readOnly' | 'busy' | 'failsAtCommit'

/** Lays faults under open databases; where SQLite can be brought to report them itself, it does. */
export type Faulty = {
  /** `compile` as the connection's owner does it; its own `prepare` where it leaves that to it. */
  readonly watch: (database: Database.Database, compile?: Compile) => void
  readonly strike: (fault: DiskFault) => void
  readonly heal: () => void
  readonly struck: () => DiskFault | null
}

const NO_LIMIT = 1_073_741_823

/** `onCommit` hears each transaction that was committed. */
export function failing(onCommit: () => void = () => undefined): Faulty {
  const databases: Database.Database[] = []
  let current: DiskFault | null = null
  const refuse = (fault: DiskFault, code: string) => {
    if (current === fault) throw new Database.SqliteError(`simulated: ${fault}`, code)
  }
  const guardTransactions = (database: Database.Database) => {
    const transaction = database.transaction.bind(database)
    const guarded = (work: (...input: unknown[]) => unknown) => {
      const real = transaction((...input: unknown[]) => {
        const result = work(...input)
        refuse('failsAtCommit', 'SQLITE_IOERR_WRITE')
        return result
      })
      const run =
        (call: (...input: unknown[]) => unknown) =>
        (...input: unknown[]) => {
          refuse('busy', 'SQLITE_BUSY')
          const result = call(...input)
          if (!database.inTransaction) onCommit()
          return result
        }
      return Object.assign(run(real), {
        immediate: run((...input) => real.immediate(...input)),
        deferred: run((...input) => real.deferred(...input)),
        exclusive: run((...input) => real.exclusive(...input)),
      })
    }
    database.transaction = guarded as unknown as typeof database.transaction
  }
  const guardStatements = (database: Database.Database, compile: Compile) => {
    const guarded = (sql: string) => {
      const writes = /^\s*(insert|update|delete|begin|commit)/i.test(sql)
      return preparedWhenUsed(
        (mode) => compile(sql, mode),
        () => {
          if (!writes) return
          if (!database.inTransaction) refuse('busy', 'SQLITE_BUSY')
          if (sql === 'commit' && current === 'failsAtCommit') {
            database.exec('rollback')
            refuse('failsAtCommit', 'SQLITE_IOERR_WRITE')
          }
        },
      )
    }
    database.prepare = guarded as typeof database.prepare
  }
  return {
    struck: () => current,
    strike: (fault) => {
      current = fault
      for (const database of databases.filter(({ open }) => open)) {
        // The engine's own limit: a page may be missing in the middle of a transaction.
        if (fault === 'full') database.pragma(`max_page_count = ${String(database.pragma('page_count', { simple: true }))}`)
        if (fault === 'readOnly') database.pragma('query_only = ON')
      }
    },
    heal: () => {
      if (current === null) return
      current = null
      for (const database of databases.filter(({ open }) => open)) {
        database.pragma(`max_page_count = ${String(NO_LIMIT)}`)
        database.pragma('query_only = OFF')
      }
    },
    watch: (database, compile = compiler(database)) => {
      databases.push(database)
      guardTransactions(database)
      guardStatements(database, compile)
    },
  }
}

const compiler = (database: Database.Database): Compile => {
  const prepare = database.prepare.bind(database) as (sql: string) => Database.Statement
  return (sql, mode) => (mode === null ? prepare(sql) : prepare(sql)[mode]())
}

type Run = (...input: unknown[]) => unknown

/**
 * A statement that SQLite compiles at its first use: simulated kiosks start hundreds of times and use a third of theirs.
 * `beforeRun` is called before each `run`, and may throw.
 */
function preparedWhenUsed(prepare: (mode: Mode) => Database.Statement, beforeRun: () => void, mode: Mode = null): object {
  let made: Database.Statement | null = null
  const statement = () => (made ??= prepare(mode))
  return {
    run: ((...input) => {
      beforeRun()
      return statement().run(...input)
    }) as Run,
    get: ((...input) => statement().get(...input)) as Run,
    all: ((...input) => statement().all(...input)) as Run,
    pluck: () => preparedWhenUsed(prepare, beforeRun, 'pluck'),
    raw: () => preparedWhenUsed(prepare, beforeRun, 'raw'),
  }
}
