import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Keep } from './known-staff.ts'

/** The list in a file that only this user can read. One that cannot be read counts as empty: central will say. */
export const keepInFile = (file: string): Keep => ({
  read: () => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as unknown
    } catch {
      return []
    }
  },
  write: (value) => {
    // Whole or not at all: a power cut must not leave half a list.
    writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  },
})
