import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { systemClock } from '../../../main/clock.ts'
import { readConfig } from '../../../main/config.ts'
import { selfChecks } from '../../../main/health/self-checks.ts'
import type { PrinterStatus } from '../../../main/printing/transport.ts'
import { openDatabase } from '../../../main/store/open.ts'
import { BOOKINGS_MIGRATIONS, CACHE_MIGRATIONS } from '../../../main/store/schema.ts'
import { SERVICE_CHECKS, type ServiceCheck } from '../../../sync/contract/service-menu.ts'
import { englishNotes, germanNotes } from '../../../renderer/text/check-notes.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-checks-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const NOW = Date.parse('2026-11-23T06:00:00.000Z')
const answerAt = (now: number) => ({
  serverTime: new Date(now).toISOString(),
  publicUrl: 'http://127.0.0.1',
  sealingKey: { keyId: 'k', publicKey: 'AA==' },
})

async function look({
  data = mkdtempSync(join(folder, 'data-')),
  now = NOW,
  centralAt = NOW + 2_000,
  status = { trouble: null, nearEnd: false } as PrinterStatus,
  environment = {} as Readonly<Record<string, string>>,
  platform = process.platform as NodeJS.Platform,
} = {}): Promise<ReadonlyMap<ServiceCheck['name'], ServiceCheck>> {
  const answer = readConfig(['--data', data, '--central', 'http://central.example'], { FOYER_SPEECH_ON: 'false', ...environment })
  ok(answer.outcome === 'valid', JSON.stringify(answer))
  const found = new Map<ServiceCheck['name'], ServiceCheck>()
  const parts = {
    clock: { ...systemClock, now: () => now },
    fetch: async () => Response.json(answerAt(centralAt)),
    printer: { status: async () => status },
    central: answer.config.central,
    platform,
  }
  for await (const check of selfChecks(answer.config, parts)) found.set(check.name, check)
  return found
}

describe('the self-test', () => {
  test('looks at ten parts, each once, and finds them in order on a terminal that is', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    mkdirSync(join(data, 'station'))
    openDatabase(join(data, 'station/bookings.db'), BOOKINGS_MIGRATIONS).close()
    openDatabase(join(data, 'station/cache.db'), CACHE_MIGRATIONS).close()
    const found = await look({ data, status: { trouble: null, nearEnd: true }, environment: { FOYER_PIXELS_PER_MM: '4.1' } })
    deepEqual([...found.keys()], [...SERVICE_CHECKS])
    deepEqual(
      [...found.values()].filter(({ well }) => !well).map(({ name, detail }) => `${name}: ${detail}`),
      [],
    )
    const kinds = Object.fromEntries([...found].map(([name, { note }]) => [name, note.kind]))
    const { clock, keypad, ...rest } = kinds
    deepEqual(rest, {
      dataFolder: 'writable',
      disk: 'freeSpace',
      bookings: 'whole',
      cache: 'whole',
      printer: 'paperNearEnd',
      central: 'reached',
      screen: 'measured',
      sound: 'switchedOff',
    })
    ok(['synchronised', 'clockAlone'].includes(clock ?? ''))
    ok(['keyboards', 'inputsUnknown'].includes(keypad ?? ''))
    equal(found.get('central')?.note.value, '+2 s')
    equal(found.get('screen')?.note.value, '4.1 px/mm, 250 mm')
  })

  test('names every fault by its kind, and goes on to the next part', async () => {
    const data = mkdtempSync(join(folder, 'data-'))
    mkdirSync(join(data, 'station'))
    writeFileSync(join(data, 'station/bookings.db'), 'no database at all '.repeat(300))
    const newer = openDatabase(join(data, 'station/cache.db'), CACHE_MIGRATIONS)
    newer.pragma(`user_version = ${CACHE_MIGRATIONS.length + 2}`)
    newer.close()
    const environment = { FOYER_KEYPAD_PRESET: 'storm-navpad' }
    const long = Date.parse('2001-01-01T00:00:00Z')
    const found = await look({ data, environment, now: long, status: { trouble: 'jammed', nearEnd: false }, platform: 'linux' })
    const faults = [...found.values()].filter(({ well }) => !well).map(({ name, note }) => [name, note.kind])
    deepEqual(faults, [
      ['bookings', 'corrupt'],
      ['cache', 'newer'],
      ['printer', 'jammed'],
      ['central', 'clockOff'],
      ['clock', 'clockWrong'],
      ['keypad', 'keypadMissing'],
    ])
    equal(found.get('screen')?.note.kind, 'presets')
  })

  test('misses no keypad where the system does not list what is plugged in', async () => {
    const found = await look({ environment: { FOYER_KEYPAD_PRESET: 'storm-navpad' }, platform: 'win32' })
    const { well, note } = found.get('keypad') ?? {}
    deepEqual([well, note?.kind], [true, 'inputsUnknown'])
  })

  test('finds a folder that cannot be written, and a disk that is full', {
    skip: process.platform !== 'linux' && 'looks at a file system of Linux that takes nothing',
  }, async () => {
    const found = await look({ data: '/proc/self' })
    const [folderOf, disk] = [found.get('dataFolder'), found.get('disk')]
    deepEqual([folderOf?.well, disk?.well, disk?.note], [false, false, { kind: 'freeSpace', value: '0' }])
  })

  test('speaks with the voice of its own before it says that there is one', async () => {
    const { sound } = Object.fromEntries(await look({ environment: { FOYER_SPEECH_ON: 'true' } }))
    match(sound?.detail ?? '', /bytes spoken|browser’s is used/)
  })

  test('is told in German and in English, with what was measured', () => {
    for (const notes of [germanNotes, englishNotes])
      for (const [kind, say] of Object.entries(notes)) ok(say('4711').length > 6 && !say('4711').includes('undefined'), kind)
    equal(germanNotes.freeSpace('900'), '900 MB frei')
    match(germanNotes.certificateExpired('https://c'), /abgelaufen: https:\/\/c/)
  })
})
