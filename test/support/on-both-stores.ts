import { after, before, describe } from 'node:test'
import { type PostgresServer, startPostgres } from './postgres-server.ts'
import { findPostgres } from './tools.ts'

/** Makes an empty database: an address for PostgreSQL, null for SQLite in memory. */
export type MakeDatabase = () => Promise<string | null>

/** Declares the same suite over SQLite and over PostgreSQL; the latter is skipped loudly where there is none. */
export function onBothStores(name: string, suite: (makeDatabase: MakeDatabase) => void): void {
  describe(`${name} (SQLite)`, () => suite(() => Promise.resolve(null)))
  const missing = findPostgres() === null && 'PostgreSQL is not installed on this machine'
  describe(`${name} (PostgreSQL)`, { skip: missing }, () => {
    let server: PostgresServer | null = null
    before(async () => {
      server = await startPostgres()
    })
    after(() => server?.stop())
    suite(() => server?.createDatabase() ?? Promise.reject(new Error('PostgreSQL did not start')))
  })
}
