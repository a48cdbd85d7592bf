import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

export type Connection = Database.Database

/** The database cannot be used as it is; the message is for an operator. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
  readonly code: 'newer' | 'corrupt' | 'unwritable'
  constructor(code: StoreRefused['code'], message: string) {
    super(message)
    this.code = code
  }
}

// Before 3.51.3 two connections that write and checkpoint at once could reset the WAL under each other (sqlite.org/wal.html).
const OLDEST_SAFE = [3, 51, 3] as const

/**
 * Opens or makes a database of the station. `migrations[n]` leads from version n to n + 1.
 * WAL with synchronous=FULL: a COMMIT that has returned survives a power cut, for exactly one fsync.
 * secure_delete overwrites what is deleted. Throws StoreRefused.
 */
export function openDatabase(file: string, migrations: readonly string[]): Connection {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const known = existsSync(file)
    const database = new Database(file, { timeout: 2_000 })
    if (!known) chmodSync(file, 0o600)
    try {
      prepareDatabase(database, file, migrations)
    } catch (error) {
      database.close()
      throw error
    }
    return database
  } catch (error) {
    throw refusalOf(error, file)
  }
}

/** Sets a connection up and brings its schema up to date; `file` names it for the operator. Throws StoreRefused. */
export function prepareDatabase(database: Connection, file: string, migrations: readonly string[]): void {
  assertSafeVersion(database)
  const version = soundVersion(database, file, migrations.length)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  database.pragma('foreign_keys = ON')
  migrations.slice(version).forEach((migration, index) => {
    database.transaction(() => {
      database.exec(migration)
      database.pragma(`user_version = ${version + index + 1}`)
    })()
  })
}

/** The version of a database that is whole and at most one step newer than this program. */
function soundVersion(database: Connection, file: string, known: number): number {
  const version = Number(database.pragma('user_version', { simple: true }))
  // One step ahead is the version that a device has just turned back from: it finds its tables and columns as it knows them (schema.ts).
  if (version > known + 1)
    throw new StoreRefused('newer', `${file} was written by a newer Foyer (version ${version}, known ${known})`)
  const [health] = database.pragma('quick_check(1)') as { quick_check: string }[]
  if (health?.quick_check !== 'ok') throw new StoreRefused('corrupt', `${file} is damaged: ${health?.quick_check ?? 'no answer'}`)
  return version
}

/** Looks at a database without changing it; says that it is whole. Throws StoreRefused. */
export function inspectDatabase(file: string, knownVersion: number): string {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true })
    try {
      return `whole, version ${soundVersion(database, file, knownVersion)}`
    } finally {
      database.close()
    }
  } catch (error) {
    throw refusalOf(error, file)
  }
}

function assertSafeVersion(database: Connection): void {
  const text = String(database.prepare('select sqlite_version()').pluck().get())
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number)
  const [oldMajor, oldMinor, oldPatch] = OLDEST_SAFE
  const number = (major * 1_000 + minor) * 1_000 + patch
  if (number < (oldMajor * 1_000 + oldMinor) * 1_000 + oldPatch) throw new Error(`SQLite ${text} is older than 3.51.3`)
}

/** An error of SQLite or of the file system, as a refusal where the file or its disk is to blame; any other as it is. */
export function refusalOf(error: unknown, file: string): unknown {
  const code = codeOf(error)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new StoreRefused('corrupt', `${file} is damaged: ${error instanceof Error ? error.message : code}`)
  }
  if (
    /^(SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_PERM|EACCES|EROFS|EPERM|ENOTDIR|EEXIST|EISDIR|SQLITE_FULL|ENOSPC|EDQUOT|EIO)/.test(
      code,
    )
  ) {
    return new StoreRefused('unwritable', `${file} cannot be written (${code})`)
  }
  return error
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Why a write failed, where that is the disk's fault and not a bug; null otherwise. Nothing was written then. */
export function diskFault(error: unknown): 'diskFull' | 'readOnly' | 'busy' | null {
  const code = codeOf(error)
  if (code.startsWith('SQLITE_FULL')) return 'diskFull'
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'busy'
  // A disk that fails while writing reports I/O errors; SQLite has rolled back.
  if (/^SQLITE_(READONLY|IOERR|CANTOPEN|PERM)/.test(code)) return 'readOnly'
  return null
}
