import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

/** What has been run so far. It is written at each event, so that a run which has to be ended still tells where it stood. */
export type TestCounts = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** `file: name` of each failed test. */
  readonly failures: readonly string[]
  /** The files that have begun and not ended. */
  readonly running: readonly string[]
}

/** Prints what failed or was skipped, one line per file, and leaves the counts in the file that `FOYER_TEST_COUNTS` names. */
export default async function* countReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const skips = new Map<string, number>()
  const failures: string[] = []
  const running = new Set<string>()
  const target = process.env['FOYER_TEST_COUNTS']
  const note = () => {
    if (target !== undefined)
      writeFileSync(target, JSON.stringify({ ...counts, failures, running: [...running] } satisfies TestCounts))
  }
  const files = new Map<string, { passed: number; failed: number; skipped: number; ms: number }>()
  for await (const event of source) {
    if (event.type === 'test:dequeue' && isFile(event.data)) running.add(pathOf(event.data.file))
    if (event.type === 'test:complete' && isFile(event.data)) running.delete(pathOf(event.data.file))
    note()
    if (event.type === 'test:stderr' && process.env['FOYER_TEST_NOISE']) yield event.data.message
    // Not `test:pass` and `test:fail`: they come in the files' order, so that one file which hangs would hold back all others.
    if (event.type !== 'test:complete' || (isFile(event.data) && event.data.details.passed)) continue
    const { name, file, details, skip } = event.data
    // A suite or file fails because of something in it, which is counted itself; a file that cannot load has no tests.
    const cause = details.passed ? null : (details.error ?? new Error('no reason told'))
    const suite = details.type === 'suite'
    const path = pathOf(file)
    const entry = files.get(path) ?? { passed: 0, failed: 0, skipped: 0, ms: 0 }
    files.set(path, entry)
    entry.ms += event.data.nesting === 0 && !isFile(event.data) ? details.duration_ms : 0
    if (isFile(event.data) && entry.failed > 0) continue
    if (suite && !(cause && /hook/i.test(cause.message))) continue
    if (skip !== undefined && skip !== false) {
      const reason = typeof skip === 'string' && skip !== '' ? skip : name
      skips.set(reason, (skips.get(reason) ?? 0) + 1)
      counts.skipped += 1
      entry.skipped += 1
    } else if (cause) {
      if (/subtests? failed/.test(cause.message)) continue
      counts.failed += 1
      entry.failed += 1
      failures.push(`${path}: ${name}`)
      const reason = cause.cause instanceof Error ? (cause.cause.stack ?? cause.cause.message) : cause.message
      yield `  FAILED ${path}: ${name}\n${reason.replaceAll(/\n +at .*node:internal.*/g, '').replaceAll(/^/gm, '    ')}\n`
    } else {
      counts.passed += 1
      entry.passed += 1
    }
  }
  // A suite that a helper declares is counted at the helper's file, its tests at their own.
  for (const [path, { passed, failed, skipped }] of files) if (passed + failed + skipped === 0) files.delete(path)
  for (const [path, { passed, failed }] of [...files].sort(([one], [other]) => one.localeCompare(other)))
    yield `  ${path}: ${passed} passed${failed > 0 ? `, ${failed} FAILED` : ''}\n`
  const slowest = [...files].sort(([, one], [, other]) => other.ms - one.ms).slice(0, 12)
  yield `  slowest: ${slowest.map(([path, { ms }]) => `${path} ${(ms / 1000).toFixed(1)} s`).join(', ')}\n`
  for (const [reason, times] of skips) yield `  SKIPPED ${times}x: ${reason}\n`
  note()
}

const pathOf = (file: string | undefined) => (file === undefined ? '?' : relative(process.cwd(), file))
const isFile = ({ name, file }: { readonly name: string; readonly file?: string }) => file !== undefined && resolve(name) === file
