import { readFileSync } from 'node:fs'
import { replaceFile } from '../replace-file.ts'
import { refusalOf } from './open.ts'

/**
 * Counts the starts of this station in a file beside the databases: a number smaller than central has seen tells that
 * an old image of the disk was restored. Written durably before it is used. Throws StoreRefused.
 */
export function nextGeneration(file: string): number {
  const generation = (last(file) ?? 0) + 1
  write(file, generation)
  return generation
}

/**
 * The last start that the database was told of, in a file of its own: a start may end before that (power that fails again, a
 * full disk), and the database is no older image for it. A device that has never noted one: the start before `generation`.
 */
export const lastBegun = (file: string, generation: number): number => last(file) ?? generation - 1
export const noteBegun = (file: string, generation: number): void => write(file, generation)

function write(file: string, generation: number): void {
  try {
    replaceFile(file, String(generation))
  } catch (error) {
    throw refusalOf(error, file)
  }
}

function last(file: string): number | null {
  try {
    const text = readFileSync(file, 'utf8')
    return /^\d{1,15}$/.test(text) ? Number(text) : null
  } catch {
    return null
  }
}
