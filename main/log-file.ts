import { appendFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A line is some hundred bytes: this is weeks of a quiet terminal, and never fills a disk. */
const MOST_BYTES = 1_000_000
const KEPT = 5

/**
 * Appends lines to `station.log` in a folder; a full one becomes `station.1.log` and so on, the oldest goes. A disk that
 * takes no line is no reason to stop: the same lines go to stderr.
 */
export function openLogFile(folder: string): (line: string) => void {
  const name = (age: number) => join(folder, age === 0 ? 'station.log' : `station.${age}.log`)
  const current = name(0)
  let size = existsSync(current) ? statSync(current).size : 0
  const rotate = () => {
    rmSync(name(KEPT - 1), { force: true })
    for (let age = KEPT - 2; age >= 0; age -= 1) if (existsSync(name(age))) renameSync(name(age), name(age + 1))
    size = 0
  }
  return (line) => {
    try {
      if (size + line.length > MOST_BYTES) rotate()
      appendFileSync(current, line, { mode: 0o600 })
      size += Buffer.byteLength(line)
    } catch {
      // Said on stderr.
    }
  }
}
