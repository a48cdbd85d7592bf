import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

export type Change = { readonly file: string; readonly from: string; readonly to: string }
/** A fault to be planted, and the tests that must see it. */
export type Mutant = {
  readonly name: string
  readonly tests: readonly string[]
  /** Of these tests, a pattern for the names of those that are run. */
  readonly only?: string
  readonly changes: readonly Change[]
}

export type Planting = {
  /** What of the tree the tests need. */
  readonly parts: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/**
 * Plants one fault after the other in a copy of the tree and shows that the tests see each: one JSON line per
 * mutant, exit code 1 if one lives. The command line may name some of them by a part of their names.
 */
export async function showMutants(mutants: readonly Mutant[], how: Planting): Promise<void> {
  const wanted = process.argv.slice(2)
  for (const mutant of mutants.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)))) {
    const shown = await whatShows(mutant, how)
    const { name, tests } = mutant
    process.stdout.write(`${JSON.stringify({ mutant: name, by: tests, seen: shown !== null, shown })}\n`)
    if (shown === null) process.exitCode = 1
  }
}

function plant({ changes }: Mutant, into: string): void {
  for (const { file, from, to } of changes) {
    const text = readFileSync(join(into, file), 'utf8')
    if (!text.includes(from)) throw new Error(`${file} no longer holds „${from}“`)
    writeFileSync(join(into, file), text.replaceAll(from, to))
  }
}

/** What the tests complain about; null where they are content. */
async function whatShows(mutant: Mutant, { parts, environment }: Planting): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-mutant-'))
  try {
    for (const part of parts) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    plant(mutant, folder)
    const named = mutant.only === undefined ? [] : ['--test-name-pattern', mutant.only]
    const env = { ...process.env, ...environment }
    const limits = { timeout: 300_000, killSignal: 'SIGKILL', maxBuffer: 64_000_000 } as const
    const { stdout } = await run(process.execPath, ['--test', ...named, ...mutant.tests], { cwd: folder, env, ...limits })
    // A file in which the pattern fits nothing counts as one test that has passed.
    if (mutant.tests.some((file) => stdout.includes(`✔ ${file}`))) throw new Error(`${mutant.name}: no test was run`)
    return null
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
    const line = said.split('\n').find((text) => /AssertionError|not in order|Property failed|never reported/.test(text))
    // A mutant that cannot even start shows nothing.
    if (line === undefined) throw error
    return line.trim().slice(0, 120)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
