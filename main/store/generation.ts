import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/**
 * Counts the starts of this station in a file beside the databases: a number smaller than central has seen tells that
 * an old image of the disk was restored. Written durably before it is used.
 */
export function nextGeneration(file: string): number {
  const generation = last(file) + 1
  const draft = openSync(`${file}.new`, 'w', 0o600)
  writeSync(draft, String(generation))
  fsyncSync(draft)
  closeSync(draft)
  renameSync(`${file}.new`, file)
  return generation
}

function last(file: string): number {
  try {
    const text = readFileSync(file, 'utf8')
    return /^\d{1,15}$/.test(text) ? Number(text) : 0
  } catch {
    return 0
  }
}
