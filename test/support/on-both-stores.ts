import { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from './postgres-server.ts'
import { findPostgres } from './find-postgres.ts'

/** Makes a database without a row: an address for PostgreSQL, null for SQLite in memory. `bare` leaves the schema out as well. */
export type MakeDatabase = (bare?: 'bare') => Promise<string | null>

/** Declares the same suite over SQLite and over PostgreSQL; the latter is skipped loudly where there is none. */
export function onBothStores(name: string, suite: (makeDatabase: MakeDatabase) => void): void {
  describe(`${name} (SQLite)`, () => suite(() => Promise.resolve(null)))
  const missing = findPostgres() === null && 'PostgreSQL is not installed on this machine'
  describe(`${name} (PostgreSQL)`, { skip: missing }, () => {
    let server: PostgresServer | null = null
    before(async () => {
      server = await startPostgres()
    })
    suite((bare) => {
      const made = bare ? server?.createEmptyDatabase() : server?.createDatabase()
      return made ?? Promise.reject(new Error('PostgreSQL did not start'))
    })
    // Declared last, and so run last: the suite's own may still need it.
    after(() => server?.stop())
  })
}
