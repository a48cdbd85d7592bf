import { join } from 'node:path'
import Database from 'better-sqlite3'

/**
 * Claims a data folder for this process: two stations on one folder would print each other's receipts and fork the op
 * log. The lock is the operating system's, through an exclusive transaction that is never finished, so it ends with the
 * process, however that ends. Null if another process has it.
 */
export function claimFolder(stationFolder: string): { readonly release: () => void } | null {
  const database = new Database(join(stationFolder, 'running.lock'), { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  // The garbage collector closes a connection that nobody refers to, and the lock with it: the process itself refers to it.
  const close = () => database.close()
  process.once('exit', close)
  return {
    release: () => {
      process.off('exit', close)
      close()
    },
  }
}
