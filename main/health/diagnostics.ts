import { existsSync, readdirSync, statSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { stationFolder } from '../data-folder.ts'
import { inspectDatabase } from '../store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../store/schema.ts'
import { pinsSet } from '../service/pin.ts'
import { VERSION } from '../version.ts'
import { cleanLog } from './clean-log.ts'
import { HEALTH_FILE, readHealthFile } from './health-file.ts'
import { newestLog } from './newest-log.ts'
import type { TarEntry } from './tar.ts'

/**
 * What support needs to see of a terminal, and no more: versions, settings without secrets, health, sizes of files, log
 * lines by their allow-list. No database, receipt, mail or key goes in; of those, only that they are there and how large.
 */
export function diagnosticsOf(config: Config): TarEntry[] {
  const { enrolmentCode, servicePins, ...shown } = config
  const about = {
    foyer: VERSION,
    node: process.version,
    platform: `${process.platform} ${process.arch} ${release()}`,
    databases: {
      bookings: databaseState(config, 'bookings.db', BOOKINGS_MIGRATIONS.length),
      cache: databaseState(config, 'cache.db', CACHE_MIGRATIONS.length),
    },
    files: sizesIn(config.data),
  }
  return [
    entry('about.json', about),
    entry('settings.json', { ...shown, enrolmentCode: enrolmentCode === null ? null : 'set', servicePins: pinsSet(servicePins) }),
    entry('health.json', readHealthFile(join(config.data, HEALTH_FILE))),
    { name: 'log.jsonl', content: Buffer.from(cleanLog(newestLog(join(config.data, 'logs')))) },
  ]
}

const entry = (name: string, value: unknown): TarEntry => ({ name, content: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) })

function databaseState(config: Config, name: string, version: number): string {
  const file = join(stationFolder(config), name)
  if (!existsSync(file)) return 'not there'
  try {
    return inspectDatabase(file, version)
  } catch (error) {
    // A name of ours only: a message of SQLite may quote what it read.
    return error instanceof Error ? error.name : 'unknown'
  }
}

/** Counts and bytes by folder: a file's name may be chosen by somebody. */
function sizesIn(data: string): Record<string, { files: number; bytes: number }> {
  const folders = existsSync(data) ? readdirSync(data, { withFileTypes: true }).filter((one) => one.isDirectory()) : []
  return Object.fromEntries(
    folders.map(({ name }) => {
      const files = readdirSync(join(data, name), { withFileTypes: true }).filter((one) => one.isFile())
      return [
        name,
        { files: files.length, bytes: files.reduce((sum, file) => sum + statSync(join(data, name, file.name)).size, 0) },
      ]
    }),
  )
}
