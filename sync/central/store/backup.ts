import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import * as z from 'zod/mini'
import { makeFolder } from '../make-folder.ts'

const Contents = z.strictObject({
  madeAt: z.iso.datetime(),
  /** SHA-256 in hex, by file name. */
  files: z.record(z.string(), z.string().check(z.regex(/^[0-9a-f]{64}$/))),
})

/** Where a central keeps what cannot be made again. */
export type Precious = { readonly database: string; readonly keyFile: string }
export type BackupAnswer =
  | { readonly outcome: 'made' | 'restored'; readonly files: readonly string[] }
  | { readonly outcome: 'refused'; readonly reason: string }

const DATABASE = 'central.sqlite'
const KEYS = 'keys.json'
const CONTENTS = 'backup.json'
const refused = (reason: string): BackupAnswer => ({ outcome: 'refused', reason })
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

/**
 * Copies database and keys into the new folder `to` while central goes on working (SQLite's online backup).
 * The folder appears under its name only when everything in it has been checked.
 */
export async function makeBackup(of: Precious, to: string, nowMs: number, { withKeys = true } = {}): Promise<BackupAnswer> {
  if (existsSync(to)) return refused(`${to} exists already`)
  if (!existsSync(of.database)) return refused(`there is no database ${of.database}`)
  const draft = `${to}.unfinished`
  rmSync(draft, { recursive: true, force: true })
  makeFolder(draft)
  const source = new Database(of.database, { readonly: true })
  try {
    await source.backup(join(draft, DATABASE))
  } finally {
    source.close()
  }
  // One file, without the log beside it that WAL would need.
  const copy = new Database(join(draft, DATABASE))
  copy.pragma('journal_mode = DELETE')
  copy.close()
  const fault = faultOf(join(draft, DATABASE))
  if (fault !== null) return refused(`the copy is damaged: ${fault}`)
  if (withKeys) copyFileSync(of.keyFile, join(draft, KEYS))
  const names = withKeys ? [DATABASE, KEYS] : [DATABASE]
  for (const name of names) chmodSync(join(draft, name), 0o600)
  const files = Object.fromEntries(names.map((name) => [name, sha256(join(draft, name))]))
  writeFileSync(join(draft, CONTENTS), `${JSON.stringify({ madeAt: new Date(nowMs).toISOString(), files }, null, 2)}\n`)
  renameSync(draft, to)
  return { outcome: 'made', files: names }
}

/** Puts a backup where a central without database shall start. Nothing is overwritten, and nothing put that does not check. */
export function restoreBackup(from: string, to: Precious): BackupAnswer {
  const contents = readContents(from)
  if (contents === null) return refused(`${from} holds no backup: ${CONTENTS} is missing or not one of ours`)
  const names = Object.keys(contents.files)
  const changed = names.find((name) => !existsSync(join(from, name)) || sha256(join(from, name)) !== contents.files[name])
  if (changed !== undefined) return refused(`${changed} is not what was backed up`)
  if (!names.includes(DATABASE)) return refused('it holds no database')
  const fault = faultOf(join(from, DATABASE))
  if (fault !== null) return refused(`the database in it is damaged: ${fault}`)
  const placed = names.includes(KEYS) ? [to.database, to.keyFile] : [to.database]
  const taken = placed.find((path) => existsSync(path))
  if (taken !== undefined) return refused(`${taken} exists: move it away first, a restore overwrites nothing`)
  if (!names.includes(KEYS) && !existsSync(to.keyFile)) return refused(`it holds no keys, and there are none at ${to.keyFile}`)
  for (const path of placed) makeFolder(dirname(path))
  if (names.includes(KEYS)) place(join(from, KEYS), to.keyFile)
  place(join(from, DATABASE), to.database)
  return { outcome: 'restored', files: names }
}

function place(from: string, to: string): void {
  copyFileSync(from, `${to}.unfinished`)
  chmodSync(`${to}.unfinished`, 0o600)
  renameSync(`${to}.unfinished`, to)
}

function readContents(folder: string): z.infer<typeof Contents> | null {
  try {
    const parsed = Contents.safeParse(JSON.parse(readFileSync(join(folder, CONTENTS), 'utf8')))
    return parsed.success && Object.keys(parsed.data.files).every((name) => name === DATABASE || name === KEYS)
      ? parsed.data
      : null
  } catch {
    return null
  }
}

function faultOf(file: string): string | null {
  try {
    const database = new Database(file, { readonly: true })
    try {
      const [row] = database.pragma('integrity_check') as { integrity_check: string }[]
      return row?.integrity_check === 'ok' ? null : (row?.integrity_check ?? 'no answer')
    } finally {
      database.close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
