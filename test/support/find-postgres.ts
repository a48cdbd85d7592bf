import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { onPath } from './find-program.ts'

/** The folder with `initdb` and `postgres`: `PG_BIN`, then Debian's places (newest first), then the path. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : []
  const initdb = onPath('initdb')
  const folders = [
    process.env['PG_BIN'],
    ...versions.map((version) => join(debian, version, 'bin')),
    initdb?.replace(/[/\\]initdb$/, ''),
  ]
  return folders.find((folder): folder is string => folder !== undefined && existsSync(join(folder, 'initdb'))) ?? null
}
