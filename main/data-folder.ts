import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from './cannot-start.ts'

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
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      accessSync(folder, constants.W_OK)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CannotStart(`data: ${data} cannot be written (${code})`)
  }
}
