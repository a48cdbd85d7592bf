import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleStarts } from './support/bundled-starts.ts'
import type { TestCounts } from './support/count-reporter.ts'
import { startPostgres } from './support/postgres-server.ts'
import { prepareTools } from './support/tools.ts'

// `npm test`: everything a change has to pass, in the order in which it is cheapest to fail.

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')
const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, grep: { type: 'string' }, help: { type: 'boolean' } },
})
const PARTS = ['format', 'lint', 'types', 'build', 'unit', 'packaging', 'e2e'] as const
type Part = (typeof PARTS)[number]
/** The checks of the sources leave half a core to each other; what comes after fills both. */
const TOGETHER: readonly (readonly Part[])[] = [['format', 'lint', 'types', 'build'], ['unit'], ['packaging'], ['e2e']]

type Result = {
  readonly part: Part
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** What failed, by name, to be said once more at the end of a long run. */
  readonly failures?: readonly string[]
  readonly seconds: number
}
const scratch = mkdtempSync(join(tmpdir(), 'foyer-test-'))
// Hundreds of processes load the same sources: compiled once, each starts in half the time.
const CACHED = { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(scratch, 'compiled') }

/** What runs whole, for the night, takes its time. */
const PATIENCE = process.env['FOYER_TEST_WHOLE'] === '1' || process.env['FOYER_AXE'] === 'all' ? 8 : 1
const TEST_TIMEOUT_MS = 240_000 * PATIENCE
/** Longer than any part takes on two slow cores: what hangs is ended, and counts as a failure, instead of holding up a whole run. */
const MOST_MINUTES: Readonly<Record<Part, number>> = {
  format: 3,
  lint: 5,
  types: 5,
  unit: 20,
  build: 5,
  packaging: 12,
  e2e: 35,
}

type Env = Readonly<Record<string, string>>
type RunOptions = { readonly minutes: number; readonly env?: Env }
const run = (command: string, args: readonly string[], { minutes, env = {} }: RunOptions): Promise<number> =>
  new Promise((resolve) => {
    const detached = process.platform !== 'win32'
    const stdio = ['ignore', 'inherit', 'inherit'] as const
    const child = spawn(command, args, { cwd: ROOT, stdio: [...stdio], env: { ...process.env, ...CACHED, ...env }, detached })
    const end = (signal: NodeJS.Signals) => {
      try {
        // Its own process group, so that browsers and servers go with it.
        process.kill(detached ? -(child.pid ?? 0) : (child.pid ?? 0), signal)
      } catch {
        // Gone already.
      }
    }
    const late = setTimeout(
      () => {
        say(`ended after ${minutes * PATIENCE} minutes: ${[command, ...args.slice(0, 2)].join(' ')} …`)
        end('SIGKILL')
      },
      minutes * PATIENCE * 60_000,
    )
    const stop = () => {
      end('SIGTERM')
      process.exit(130)
    }
    process.once('SIGINT', stop).once('SIGTERM', stop)
    const done = (code: number) => {
      clearTimeout(late)
      process.off('SIGINT', stop).off('SIGTERM', stop)
      end('SIGKILL')
      resolve(code)
    }
    child.on('error', () => done(127))
    child.on('exit', (code) => done(code ?? 1))
  })

/** A tool of node_modules, run by this Node: its own first line would take whichever Node the machine has. */
const tool = (part: Part, name: string, ...args: string[]) =>
  run(process.execPath, [join(BIN, name), ...args], { minutes: MOST_MINUTES[part] })
const check = async (code: Promise<number>) =>
  (await code) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }

const readCounts = (file: string) => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestCounts) : null)

const testFiles = () =>
  readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('test', path))
    .filter((path) => path.endsWith('.test.ts') && !path.startsWith(join('test', 'e2e')))
    .filter((path) => values.grep === undefined || path.includes(values.grep))
    .sort()

const PACKAGING = join('test', 'packaging')
// The longest begin first: what is left at the end then fills both cores.
const LONGEST = ['simulation', join('sync', 'central'), 'process', join('main', 'faults')].map((folder) => join('test', folder))
const rank = (path: string) => LONGEST.findIndex((folder) => path.startsWith(folder)) >>> 0
const unitFiles = () =>
  testFiles()
    .filter((path) => !path.startsWith(PACKAGING))
    .sort((one, other) => rank(one) - rank(other))
// They build, pack and start for real: after the unit tests, and in two rows that take as long, each one file at a time. The
// station's packing begins by building dist/, which the other row comes to need when its first long files, central's, are through.
const FIRST_ROW = ['station', 'config-fuzz', 'kiosk-session'].map((name) => join(PACKAGING, `${name}.test.ts`))
const packagingRows = () => {
  const files = testFiles().filter((path) => path.startsWith(PACKAGING))
  return [FIRST_ROW.filter((path) => files.includes(path)), files.filter((path) => !FIRST_ROW.includes(path))]
}

async function nodeTests(part: Part, files: readonly string[], concurrency: number, env: Env) {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0, failures: [] }
  const counts = join(scratch, `${randomUUID()}.json`)
  const reporter = `--test-reporter=${join(ROOT, 'test/support/count-reporter.ts')}`
  const args = ['--test', `--test-concurrency=${concurrency}`, `--test-timeout=${TEST_TIMEOUT_MS}`, reporter]
  const options = { minutes: MOST_MINUTES[part], env: { ...env, FOYER_TEST_COUNTS: counts } }
  const code = await run(process.execPath, [...args, ...files], options)
  const told = readCounts(counts)
  if (!told) return { passed: 0, failed: 1, skipped: 0, failures: [] }
  const failures = [...told.failures, ...told.running.map((path) => `${path}: never came to an end`)]
  const failed = told.failed + told.running.length
  return { passed: told.passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped: told.skipped, failures }
}

const STARTING: readonly Part[] = ['unit', 'packaging', 'e2e']
/** Where the sources cannot be bundled, the tests say why; they only take longer. */
async function fasterStarts(): Promise<Env> {
  try {
    const hook = await bundleStarts(join(scratch, 'starts'))
    return { NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${hook}`.trim() }
  } catch (error) {
    say(`note: the starts could not be bundled (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown'})`)
    return {}
  }
}

/** All of them share one PostgreSQL, where this machine has it. */
async function unitTests(env: Env) {
  const postgres = await startPostgres()
  try {
    const more = postgres ? { FOYER_TEST_POSTGRES: postgres.address } : {}
    return await nodeTests('unit', unitFiles(), availableParallelism() + 1, { ...env, ...more })
  } finally {
    await postgres?.stop()
  }
}

type Counts = Pick<Result, 'passed' | 'failed' | 'skipped'>
const sumOf = (counts: readonly Counts[], key: keyof Counts): number => counts.reduce((sum, one) => sum + one[key], 0)

async function packagingTests(env: Env) {
  const more = { ...env, FOYER_TEST_PACKAGES: join(scratch, 'packages') }
  const rows = await Promise.all(packagingRows().map((files) => nodeTests('packaging', files, 1, more)))
  return {
    passed: sumOf(rows, 'passed'),
    failed: sumOf(rows, 'failed'),
    skipped: sumOf(rows, 'skipped'),
    failures: rows.flatMap(({ failures }) => failures),
  }
}

type PlaywrightSuite = {
  readonly title: string
  readonly specs: readonly { readonly title: string; readonly ok: boolean }[]
  readonly suites?: readonly PlaywrightSuite[]
}
type PlaywrightReport = {
  readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>
  readonly suites: readonly PlaywrightSuite[]
}
const unexpected = ({ specs, suites = [] }: PlaywrightSuite, file: string): string[] => [
  ...specs.filter(({ ok }) => !ok).map(({ title }) => `${file}: ${title}`),
  ...suites.flatMap((suite) => unexpected(suite, file)),
]

async function e2e(chromium: string | null, env: Env) {
  if (!chromium) {
    say('SKIPPED: no browser of the Chromium family found or installable (set CHROMIUM to its path)')
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const report = join(scratch, 'e2e.json')
  const cli = join(ROOT, 'node_modules/@playwright/test/cli.js')
  const grep = values.grep === undefined ? [] : ['--grep', values.grep]
  const code = await run(process.execPath, [cli, 'test', '--reporter=list,json', ...grep], {
    minutes: MOST_MINUTES.e2e,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8')) as PlaywrightReport
  const failed = stats.unexpected + (code !== 0 && stats.unexpected === 0 ? 1 : 0)
  const failures = suites.flatMap((suite) => unexpected(suite, suite.title))
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped, failures }
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
  const bundled = wanted.some((part) => STARTING.includes(part)) ? await fasterStarts() : {}
  const jobs: Readonly<Record<Part, () => Promise<Omit<Result, 'part' | 'seconds'>>>> = {
    format: () => check(tool('format', 'biome', 'format', '.')),
    lint: () => check(tool('lint', 'oxlint', '--type-aware', '--deny-warnings')),
    types: () => check(tool('types', 'tsc', '--noEmit')),
    unit: () => unitTests(bundled),
    build: () => check(tool('build', 'vite', 'build', '--logLevel', 'error')),
    packaging: () => packagingTests(bundled),
    e2e: () => e2e(tools.chromium, bundled),
  }
  const timed = async (part: Part): Promise<Result> => {
    say(`— ${part}`)
    const started = performance.now()
    return { part, ...(await jobs[part]()), seconds: (performance.now() - started) / 1000 }
  }
  const results: Result[] = []
  for (const group of TOGETHER) results.push(...(await Promise.all(group.filter((part) => wanted.includes(part)).map(timed))))
  const cell = (value: string | number) => String(value).padStart(8)
  say(`\n${'part'.padEnd(10)}${['passed', 'failed', 'skipped', 'seconds'].map(cell).join('')}`)
  for (const { part, passed, failed, skipped, seconds } of results) {
    say(part.padEnd(10) + [passed, failed, skipped, seconds.toFixed(1)].map(cell).join(''))
  }
  for (const { part, failures = [] } of results) for (const name of failures) say(`FAILED ${part}: ${name}`)
  const failed = sumOf(results, 'failed')
  say(`\n${sumOf(results, 'passed')} passed, ${failed} failed, ${sumOf(results, 'skipped')} skipped`)
  return failed > 0 ? 1 : 0
}

const code = await main().finally(() => rmSync(scratch, { recursive: true, force: true }))
process.exit(code)
