import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../replace-file.ts'

/** What becomes of a fetched version on this kind of machine. */
export type Versions = {
  /** Belongs to the program; what is fetched lies here. */
  readonly folder: string
  /** Whether there is somebody to bring a version in. */
  readonly canBegin: () => boolean
  /** The version that is being tried. */
  readonly onTrial: () => string | null
  /** Those that were tried here and given up. */
  readonly failed: () => string[]
  /** When the newest manifest ever accepted here was issued; null for none. */
  readonly seenMs: () => number | null
  readonly see: (issuedMs: number) => void
  /** Keeps a whole and checked file as that version; false where it cannot be opened. */
  readonly keep: (version: string, file: string) => Promise<boolean>
  /** Makes a kept version the one that is tried next. */
  readonly begin: (version: string) => void
  /** The exit code by which the program makes way for what has begun. */
  readonly exitCode: number
  /** The version on trial has shown itself: it stays. */
  readonly confirm: () => void
}

/** Times of the newest manifest, in a file of `folder`. */
export function seenIn(folder: string): Pick<Versions, 'seenMs' | 'see'> {
  const file = join(folder, 'seen')
  return {
    seenMs: () => {
      const seen = Number(firstLine(file) ?? Number.NaN)
      return Number.isFinite(seen) ? seen : null
    },
    see: (issuedMs) => replaceFile(file, `${issuedMs}\n`),
  }
}

export const wordsIn = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split(/\s+/).filter(Boolean) : []

export const firstLine = (file: string): string | null =>
  existsSync(file) ? (readFileSync(file, 'utf8').split('\n')[0] ?? '').trim() : null
