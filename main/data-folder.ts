import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'

/** Where the station keeps what is its own; a desk on the same machine is a device of its own. */
export const stationFolder = ({ data, profile }: Pick<Config, 'data' | 'profile'>): string =>
  join(data, profile === 'desk' ? 'desk' : 'station')

/** Makes the data folder, readable by its owner alone. Throws CannotStart where it cannot be written. */
export function prepareDataFolder(data: string): void {
  try {
    for (const folder of [
      data,
      join(data, 'station'),
      join(data, 'desk'),
      join(data, 'receipts'),
      join(data, 'mails'),
      join(data, 'logs'),
    ]) {
      makeFolder(folder)
      accessSync(folder, constants.W_OK)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CannotStart(`data: ${data} cannot be written (${code})`)
  }
}

// Not with `recursive`: on a file system that makes no folders, such as /proc, Node tries for ever.
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}
