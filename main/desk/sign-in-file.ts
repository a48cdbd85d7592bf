import { readFileSync } from 'node:fs'
import { replaceFile } from '../replace-file.ts'
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
  write: (value) => replaceFile(file, JSON.stringify(value)),
})
