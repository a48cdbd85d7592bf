import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { EVENT_IDS, type EventLogParts, eventLogOf, openEventLog } from '../../main/event-log.ts'
import { silentLog } from '../../main/log.ts'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'foyer-event-log-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A Windows folder whose eventcreate.exe writes its arguments down, one call a file, and ends as it is told. */
function windowsWith(body: string | null) {
  const systemRoot = mkdtempSync(join(folder, 'windows-'))
  const calls = join(systemRoot, 'calls')
  for (const name of ['System32', 'calls']) mkdirSync(join(systemRoot, name))
  const script = `#!/bin/sh\nfor each in "$@"; do printf '%s\\n' "$each" >>${calls}/$$; done\n${body ?? ''}\n`
  if (body !== null) writeFileSync(join(systemRoot, 'System32/eventcreate.exe'), script, { mode: 0o755 })
  const time = { ms: 0 }
  const aside: string[] = []
  const ends: Promise<unknown>[] = []
  const parts: EventLogParts = {
    systemRoot,
    now: () => time.ms,
    aside: (_level, event, fields) => void aside.push(`${event} ${String(fields?.code)}`),
    spawn: ((...call: Parameters<typeof spawn>) => {
      const child = spawn(...call)
      ends.push(once(child, 'close').catch(() => undefined))
      return child
    }) as typeof spawn,
  }
  const log = openEventLog(parts)
  /** The calls so far, each a list of arguments, once every program that was started has ended. */
  const told = async () => {
    await Promise.all(ends)
    return readdirSync(calls).map((name) => readFileSync(join(calls, name), 'utf8').trimEnd().split('\n'))
  }
  return { log, time, aside, started: () => ends.length, told, parts }
}

const skip = process.platform === 'win32' && 'its stand-in is a shell script'
describe('the Application log of Windows', { skip }, () => {
  test('is told errors and warnings with their number and the fields of the line, and nothing else', async () => {
    const { log, told } = windowsWith('exit 0')
    log('info', 'update begins', { state: '1.2.3' })
    log('warning', 'update refused', { code: 'expired' })
    deepEqual(await told(), [
      ['/L', 'APPLICATION', '/SO', 'Foyer', '/T', 'WARNING', '/ID', '400', '/D', 'update refused, code expired'],
    ])
    log('error', 'health file', { code: 'ENOSPC', count: 3 })
    const second = (await told()).find((call) => call.includes('ERROR'))
    deepEqual(second?.slice(4), ['/T', 'ERROR', '/ID', '201', '/D', 'health file, code ENOSPC, count 3'])
  })

  test('gets a text that is one argument whatever is in it, started without a shell', async () => {
    const { log, told } = windowsWith('exit 0')
    log('error', 'bug', { path: 'C:\\Foyer\\', place: '" /SO Other & calc %1\r\nFälschung', code: 'x'.repeat(2_000) })
    const [call = []] = await told()
    equal(call.length, 10)
    match(call[9] ?? '', /^bug, path C:\\Foyer\\, place ' \/SO Other & calc \?1\?\?F\?lschung, code x+$/)
    equal(call[9]?.length, 400)
  })

  test('gets one event of a kind in ten minutes, and is then told how many were left out', async () => {
    const { log, time, told, started } = windowsWith('exit 0')
    for (let each = 0; each < 500; each += 1) log('error', 'bridge', { code: 'TypeError' })
    log('error', 'page fault', { code: 'Error' })
    equal(started(), 2)
    time.ms = 600_000
    log('error', 'bridge', { code: 'TypeError' })
    const texts = (await told()).map((call) => call[9] ?? '')
    ok(texts.includes('bridge, code TypeError, and 499 more of its kind since the last one'), texts.join('\n'))
    equal(started(), 3)
  })

  test('that hangs is not given more than four programs to hang with', async () => {
    const { log, started, told } = windowsWith(`while [ ! -e "${join(folder, 'go')}" ]; do sleep 0.02; done`)
    for (const event of Object.keys(EVENT_IDS)) log('warning', event)
    equal(started(), 4)
    writeFileSync(join(folder, 'go'), '')
    equal((await told()).length, 4)
  })

  test('that takes nothing, or is not there, stops nobody and is told of once', async () => {
    for (const [body, why] of [
      ['exit 1', 'event log 1'],
      [null, 'event log ENOENT'],
    ] as const) {
      const { log, aside, started, told } = windowsWith(body)
      for (const event of Object.keys(EVENT_IDS).slice(0, 4)) log('error', event)
      await told()
      log('error', 'update')
      await told()
      deepEqual([aside, started()], [[why], 5])
    }
    const { parts, aside } = windowsWith('exit 0')
    const broken = () => {
      throw new TypeError('no such thing')
    }
    openEventLog({ ...parts, spawn: broken as unknown as typeof spawn })('error', 'bug')
    deepEqual(aside, ['event log TypeError'])
  })

  test('is there on Windows alone', () => {
    const clock = { now: () => 0, aside: silentLog }
    equal(eventLogOf({ platform: 'linux', environment: {} }, clock), null)
    equal(typeof eventLogOf({ platform: 'win32', environment: {} }, clock), 'function')
  })
})

describe('the numbers of events', () => {
  const sources = readdirSync(join(ROOT, 'main'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  // The second argument, up to the fields: a name, or a choice between names.
  const calls = /\b(?:log|eventLog\?\.)\(([^,()]+), ([^,{}]*?'[^']+')(?=, \{|\))/g
  const logged = sources.flatMap((path) =>
    [...readFileSync(join(ROOT, 'main', path), 'utf8').matchAll(calls)]
      .filter(([, level]) => level !== "'info'")
      .flatMap(([, , event = '']) => [...event.replace(/=== '[^']+'/g, '').matchAll(/'([^']+)'/g)].map(([, name = '']) => name)),
  )

  test('are given to every warning and error that the program can log, each once', () => {
    ok(logged.length > 15, `${logged.length}`)
    deepEqual(new Set(logged), new Set(Object.keys(EVENT_IDS)))
    const numbers = Object.values(EVENT_IDS)
    equal(new Set(numbers).size, numbers.length)
    ok(numbers.every((number) => number > 2 && number <= 1_000))
  })

  test('stand in the handbook with the same words', () => {
    const page = readFileSync(join(ROOT, 'assets/handbook/operations.md'), 'utf8')
    const listed = [...page.matchAll(/^\| (\d+) \| `([^`]+)` \|/gm)].map(([, number, event]) => [event, Number(number)])
    deepEqual(Object.fromEntries(listed), EVENT_IDS)
  })
})
