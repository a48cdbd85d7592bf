import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

/** Prints what failed or was skipped, one line per file, and leaves the counts in the file that `FOYER_TEST_COUNTS` names. */
export default async function* countReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  const skips = new Map<string, number>()
  const files = new Map<string, { passed: number; failed: number; skipped: number; ms: number }>()
  for await (const event of source) {
    if (event.type === 'test:stderr' && process.env['FOYER_TEST_NOISE']) yield event.data.message
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const { name, file, details, skip } = event.data
    // A suite or file fails because of something in it, which is counted itself; a file that cannot load has no tests.
    const cause = event.type === 'test:fail' ? event.data.details.error : null
    const suite = details.type === 'suite'
    const path = file === undefined ? '?' : relative(process.cwd(), file)
    const entry = files.get(path) ?? { passed: 0, failed: 0, skipped: 0, ms: 0 }
    files.set(path, entry)
    entry.ms += event.data.nesting === 0 ? details.duration_ms : 0
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
      const reason = cause.cause instanceof Error ? (cause.cause.stack ?? cause.cause.message) : cause.message
      yield `  FAILED ${path}: ${name}\n${reason.replaceAll(/\n +at .*node:internal.*/g, '').replaceAll(/^/gm, '    ')}\n`
    } else {
      counts.passed += 1
      entry.passed += 1
    }
  }
  for (const [path, { passed, failed }] of [...files].sort(([one], [other]) => one.localeCompare(other)))
    yield `  ${path}: ${passed} passed${failed > 0 ? `, ${failed} FAILED` : ''}\n`
  const slowest = [...files].sort(([, one], [, other]) => other.ms - one.ms).slice(0, 12)
  yield `  slowest: ${slowest.map(([path, { ms }]) => `${path} ${(ms / 1000).toFixed(1)} s`).join(', ')}\n`
  for (const [reason, times] of skips) yield `  SKIPPED ${times}x: ${reason}\n`
  const target = process.env['FOYER_TEST_COUNTS']
  if (target !== undefined) writeFileSync(target, JSON.stringify(counts))
}
