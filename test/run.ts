import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareTools } from './support/tools.ts'

// `npm test`: everything a change has to pass, in the order in which it is cheapest to fail.

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')
const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, grep: { type: 'string' }, help: { type: 'boolean' } },
})
const PARTS = ['format', 'lint', 'types', 'unit', 'build', 'packaging', 'e2e'] as const
type Part = (typeof PARTS)[number]

type Result = {
  readonly part: Part
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly seconds: number
}
const scratch = mkdtempSync(join(tmpdir(), 'foyer-test-'))

const run = (command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    child.on('error', () => resolve(127))
    child.on('exit', (code) => resolve(code ?? 1))
  })

/** A tool of node_modules, run by this Node: its own first line would take whichever Node the machine has. */
const tool = (name: string, ...args: string[]) => run(process.execPath, [join(BIN, name), ...args])
const check = async (code: Promise<number>) =>
  (await code) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }

const readCounts = (file: string) =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { passed: number; failed: number; skipped: number }) : null

const testFiles = () =>
  readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('test', path))
    .filter((path) => path.endsWith('.test.ts') && !path.startsWith(join('test', 'e2e')))
    .filter((path) => values.grep === undefined || path.includes(values.grep))
    .sort()

const PACKAGING = join('test', 'packaging')
const unitFiles = () => testFiles().filter((path) => !path.startsWith(PACKAGING))
// They build, pack and start for real, and share dist/: after the unit tests, one file at a time.
const packagingFiles = () => testFiles().filter((path) => path.startsWith(PACKAGING))

async function nodeTests(files: readonly string[], concurrency: number) {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  const counts = join(scratch, `${randomUUID()}.json`)
  const reporter = `--test-reporter=${join(ROOT, 'test/support/count-reporter.ts')}`
  const args = ['--test', `--test-concurrency=${concurrency}`, '--test-timeout=240000', reporter]
  const code = await run(process.execPath, [...args, ...files], { FOYER_TEST_COUNTS: counts })
  const told = readCounts(counts)
  if (!told) return { passed: 0, failed: 1, skipped: 0 }
  // A file that ends badly after its tests have passed is a failure as well.
  return code !== 0 && told.failed === 0 ? { ...told, failed: 1 } : told
}

async function e2e(chromium: string | null) {
  if (!chromium) {
    say('SKIPPED: no browser of the Chromium family found or installable (set CHROMIUM to its path)')
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const report = join(scratch, 'e2e.json')
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js')
  const grep = values.grep === undefined ? [] : ['--grep', values.grep]
  const code = await run(process.execPath, [cli, 'test', '--reporter=list,json', ...grep], {
    CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  const failed = stats.unexpected + (code !== 0 && stats.unexpected === 0 ? 1 : 0)
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped }
}

const say = (line: string) => process.stdout.write(`${line}\n`)

async function main(): Promise<number> {
  if (values.help) {
    say(`node test/run.ts [--only ${PARTS.join('|')}] [--grep TEXT]`)
    return 0
  }
  const wanted = PARTS.filter((part) => !values.only || values.only.includes(part))
  if (wanted.length === 0) {
    say(`--only takes ${PARTS.join(', ')}`)
    return 2
  }
  const tools = prepareTools(say)
  for (const note of tools.notes) say(`note: ${note}`)
  const jobs: Readonly<Record<Part, () => Promise<Omit<Result, 'part' | 'seconds'>>>> = {
    format: () => check(tool('biome', 'format', '.')),
    lint: () => check(tool('oxlint', '--type-aware', '--deny-warnings')),
    types: () => check(tool('tsc', '--noEmit')),
    unit: () => nodeTests(unitFiles(), Math.max(2, availableParallelism())),
    build: () => check(tool('vite', 'build', '--logLevel', 'error')),
    packaging: () => nodeTests(packagingFiles(), 1),
    e2e: () => e2e(tools.chromium),
  }
  const results: Result[] = []
  for (const part of wanted) {
    say(`— ${part}`)
    const started = performance.now()
    results.push({ part, ...(await jobs[part]()), seconds: (performance.now() - started) / 1000 })
  }
  const cell = (value: string | number) => String(value).padStart(8)
  say(`\n${'part'.padEnd(10)}${['passed', 'failed', 'skipped', 'seconds'].map(cell).join('')}`)
  for (const { part, passed, failed, skipped, seconds } of results) {
    say(part.padEnd(10) + [passed, failed, skipped, seconds.toFixed(1)].map(cell).join(''))
  }
  const sum = (key: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[key], 0)
  say(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  return sum('failed') > 0 ? 1 : 0
}

const code = await main().finally(() => rmSync(scratch, { recursive: true, force: true }))
process.exit(code)
