import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { troubleOf } from '../../../main/health/central-trouble.ts'
import { type HealthFile, keepHealthFile, readHealthFile } from '../../../main/health/health-file.ts'
import { judgeHealth } from '../../../main/health/judge-health.ts'
import { silentLog } from '../../../main/log.ts'
import { freshFolder, runOperator, runToEnd } from '../../support/start-foyer.ts'

const NOW = Date.parse('2026-11-23T08:00:00Z')
const WELL: HealthFile = {
  version: '1.0.0',
  state: 'start',
  printer: 'ready',
  queue: 0,
  clockOffsetMs: 40,
  diskFreeBytes: 20e9,
  uptimeSeconds: 3_600,
  writtenAt: new Date(NOW - 10_000).toISOString(),
  network: 'online',
  enrolled: true,
  outOfService: null,
  heardAt: new Date(NOW - 20_000).toISOString(),
  trouble: null,
}
const hoursAgo = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString()

describe('the health of a terminal', () => {
  const CASES: readonly [what: string, file: Partial<HealthFile>, code: number, says: RegExp][] = [
    ['all is well', {}, 0, /OK - start, online \|/],
    ['paper is near its end', { printer: 'nearEnd' }, 1, /WARNING - paper near its end/],
    ['there is no paper', { printer: 'paperOut' }, 2, /CRITICAL - printer paperOut/],
    ['central is away for ten minutes', { network: 'offline', heardAt: hoursAgo(1 / 6) }, 1, /WARNING - central unreachable/],
    [
      'central is away for two hours',
      { network: 'offline', heardAt: hoursAgo(2) },
      2,
      /CRITICAL - central unreachable for an hour/,
    ],
    ['its clock is off', { clockOffsetMs: -70_000 }, 2, /CRITICAL - clock off by 70 s/],
    ['the disk fills', { diskFreeBytes: 500e6 }, 1, /WARNING - 500 MB free/],
    ['it writes no more', { writtenAt: hoursAgo(1) }, 2, /CRITICAL - no sign of life for 3600 s/],
    ['it was revoked', { outOfService: 'revoked', trouble: 'revoked' }, 2, /CRITICAL - revoked/],
    [
      'central’s certificate has ended',
      { network: 'offline', trouble: 'certificateExpired' },
      2,
      /CRITICAL - certificateExpired/,
    ],
    ['it is not enrolled', { enrolled: false }, 1, /WARNING - not enrolled/],
  ]
  for (const [what, changes, code, says] of CASES) {
    test(`is told as monitoring understands it when ${what}`, () => {
      const judged = judgeHealth({ ...WELL, ...changes }, NOW)
      equal(judged.code, code, judged.line)
      match(judged.line, says)
      match(judged.line, / \| queue=\d+ clock=-?[\d.]+s;30;60 disk=\d+B;1000000000:;200000000: age=\d+s;;90 uptime=\d+s$/)
      ok(!judged.line.includes('\n'))
    })
  }

  test('is unknown where there is no file, or one that says nothing', () => {
    const folder = freshFolder()
    const file = join(folder, 'health.json')
    equal(judgeHealth(readHealthFile(file), NOW).code, 3)
    writeFileSync(file, '{"version": 1')
    equal(judgeHealth(readHealthFile(file), NOW).code, 3)
  })

  test('is written at once and every thirty seconds, whole, until it is stopped', () => {
    const file = join(freshFolder(), 'health.json')
    const waiting: { milliseconds: number; call: () => void }[] = []
    let nowMs = NOW
    const clock = {
      now: () => nowMs,
      after: (milliseconds: number, call: () => void) => {
        const entry = { milliseconds, call }
        waiting.push(entry)
        return () => void waiting.splice(waiting.indexOf(entry), 1)
      },
    }
    const { writtenAt: _, ...facts } = WELL
    const stop = keepHealthFile(file, () => facts, { clock, log: silentLog })
    deepEqual(readHealthFile(file), { ...WELL, writtenAt: new Date(NOW).toISOString() })
    const [next] = waiting.splice(0)
    equal(next?.milliseconds, 30_000)
    nowMs += 30_000
    next?.call()
    const again = readHealthFile(file)
    equal(again !== null && again !== 'damaged' && again.writtenAt, new Date(NOW + 30_000).toISOString())
    stop()
    equal(waiting.length, 0)
    equal(existsSync(`${file}.new`), false)
  })

  test('names what is wrong with a certificate', () => {
    const failed = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
    equal(troubleOf(failed('CERT_HAS_EXPIRED')), 'certificateExpired')
    equal(troubleOf(failed('CERT_NOT_YET_VALID')), 'clockOff')
    equal(troubleOf(failed('DEPTH_ZERO_SELF_SIGNED_CERT')), 'certificateUntrusted')
    equal(troubleOf(failed('ERR_TLS_CERT_ALTNAME_INVALID')), 'certificateOfOther')
    equal(troubleOf(failed('ECONNREFUSED')), null)
  })

  test('is what `foyer health` and `--health` exit with', async () => {
    const data = freshFolder()
    const ask = async () => (await runOperator(['health', '--data', data])).code
    equal(await ask(), 3)
    mkdirSync(join(data, 'station'), { recursive: true })
    const put = (changes: Partial<HealthFile>) =>
      writeFileSync(
        join(data, 'station/health.json'),
        JSON.stringify({ ...WELL, writtenAt: new Date().toISOString(), heardAt: new Date().toISOString(), ...changes }),
      )
    put({})
    equal(await ask(), 0)
    put({ printer: 'nearEnd' })
    equal(await ask(), 1)
    put({ printer: 'jammed' })
    equal(await ask(), 2)
    const started = await runToEnd({ args: ['--data', data, '--health'] })
    equal(started.code, 2)
    match(started.stdout, /^FOYER CRITICAL - printer jammed \| /)
  })
})

test('the bundle for support opens with tar and holds no personal datum', async () => {
  const data = freshFolder()
  const canary = 'ZZKANARIE7'
  for (const folder of ['station', 'logs', 'receipts', 'mails']) mkdirSync(join(data, folder), { recursive: true })
  writeFileSync(join(data, 'receipts/0001.bin'), canary)
  writeFileSync(join(data, `mails/${canary}.eml`), `To: ${canary}`)
  writeFileSync(join(data, 'station/bookings.db'), canary.repeat(500))
  writeFileSync(join(data, 'station/health.json'), JSON.stringify({ ...WELL, person: canary }))
  const line = { at: new Date(NOW).toISOString(), level: 'error', event: 'page fault', place: 'person' }
  writeFileSync(
    join(data, 'logs/station.log'),
    [JSON.stringify({ ...line, name: canary }), `TypeError: ${canary}`, JSON.stringify(line), ''].join('\n'),
  )
  const made = await runOperator(['diagnostics', '--data', data], { FOYER_ENROLMENT_CODE: canary })
  equal(made.code, 0, made.stdout + made.stderr)
  const bundle = made.stdout.trim()
  const listed = unpack(bundle, freshFolder())
  deepEqual(Object.keys(listed).toSorted(), ['about.json', 'health.json', 'log.jsonl', 'settings.json'])
  for (const [name, text] of Object.entries(listed)) ok(!text.includes(canary), name)
  equal(listed['log.jsonl']?.trim().split('\n').length, 2)
  match(listed['about.json'] ?? '', /"receipts": \{\s+"files": 1/)
})

test('the bundle for support of a desk tells of the desk’s own databases', async () => {
  const data = freshFolder()
  mkdirSync(join(data, 'desk'), { recursive: true })
  writeFileSync(join(data, 'desk/cache.db'), 'damaged')
  const made = await runOperator(['diagnostics', '--data', data, '--profile', 'desk'], {})
  const about = unpack(made.stdout.trim(), freshFolder())['about.json'] ?? ''
  match(about, /"bookings": "not there",\s+"cache": "StoreRefused"/)
})

/** With the system's own tar: the archive must not only please its writer. */
function unpack(bundle: string, into: string): Record<string, string> {
  execFileSync('tar', ['-xzf', bundle, '-C', into])
  return Object.fromEntries(readdirSync(into).map((name) => [name, readFileSync(join(into, name), 'utf8')]))
}
