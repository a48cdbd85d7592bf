import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MOST_BYTES = 2_000_000

/** The newest lines of the log files of a folder, oldest first; at most two megabytes. */
export function newestLog(folder: string): string {
  if (!existsSync(folder)) return ''
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') || name.includes('.log'))
    .map((name) => join(folder, name))
    .toSorted((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs)
  const text = files.map((file) => readFileSync(file, 'utf8')).join('')
  return text.slice(-MOST_BYTES)
}
