import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { readConfig } from '../../main/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-config-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'device.json')

const GOOD = {
  central: 'https://termine.example.de',
  profile: 'lobby',
  language: 'de',
  idle: { quietSeconds: 60, countdownSeconds: 60 },
  pixelsPerMm: 2.72,
  reachLimitMm: 250,
  printer: { uri: 'tcp://192.0.2.17:9100', columns: 48, codePage: 'PC858' },
  homeOffice: 'buergeramt',
  deviceName: 'Rathaus, Foyer links',
  data: '/var/lib/foyer',
  port: 0,
  shell: 'electron',
  keypad: { preset: 'arrows', keys: {} },
  speech: { on: true, volume: 0.7 },
  lockMinutes: 10,
  enrolmentCode: 'ABCD-EFGH-JKMN',
  servicePins: { it: null, staff: null },
  updates: { feed: null, publicKey: null, from: '02:00', until: '04:00' },
  keyProtection: 'auto',
  eventLog: true,
  addressParameters: null,
}
const text = JSON.stringify(GOOD)
const PATHS = [
  ...Object.keys(GOOD),
  'idle.quietSeconds',
  'idle.countdownSeconds',
  'printer.uri',
  'printer.columns',
  'printer.codePage',
  'keypad.preset',
  'keypad.keys',
  'speech.on',
  'speech.volume',
  'servicePins.it',
  'updates.feed',
  'updates.from',
]

const read = (content: string | Uint8Array) => {
  writeFileSync(file, content)
  return readConfig(['--config', file], {})
}

/** Valid, or one line that names the file or its key: never a crash, never a guess. */
function isNamed(answer: ReturnType<typeof readConfig>): void {
  if (answer.outcome === 'valid') return
  ok(answer.message.startsWith(file), answer.message)
  match(answer.message.slice(file.length), /^: \S/)
  ok(!answer.message.includes('\n'), JSON.stringify(answer.message))
}

describe('a device.json that somebody or something has spoilt', () => {
  test('is taken as it was written before that', () => {
    equal(read(text).outcome, 'valid')
  })

  test('with any value in any place is valid or has a named fault', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const [first = '', second] = path.split('.')
        const spoilt: Record<string, unknown> = structuredClone(GOOD)
        if (second === undefined) spoilt[first] = value
        else spoilt[first] = { ...(spoilt[first] as object), [second]: value }
        const answer = read(JSON.stringify(spoilt))
        isNamed(answer)
        if (answer.outcome === 'fault')
          ok(answer.message.includes(first) || answer.message.includes('__proto__'), `${path}: ${answer.message}`)
      }),
      { numRuns: 4_000 },
    )
  })

  test('with an unknown key anywhere names that key', () => {
    const key = fc.stringMatching(/^[a-z][A-Za-z]{2,12}$/).filter((name) => !PATHS.some((path) => path.split('.').includes(name)))
    const KNOWN = ['data', 'port', 'shell', 'enrolmentCode', 'addressParameters']
    fc.assert(
      fc.property(
        key.filter((name) => !KNOWN.includes(name)),
        fc.constantFrom('', 'idle', 'printer'),
        (name, place) => {
          const spoilt =
            place === '' ? { ...GOOD, [name]: 1 } : { ...GOOD, [place]: { ...GOOD[place as 'idle' | 'printer'], [name]: 1 } }
          const answer = read(JSON.stringify(spoilt))
          equal(answer.outcome, 'fault')
          ok(
            'message' in answer && answer.message.includes(`${place === '' ? '' : `${place}.`}${name}: unknown key`),
            JSON.stringify(answer),
          )
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('with a blank in a key shows where the key begins and ends', () => {
    const answer = read('{" deviceName": "Rathaus"}')
    ok('message' in answer && answer.message.endsWith(': " deviceName": unknown key'), JSON.stringify(answer))
  })

  test('cut, with bytes changed, doubled or put in, is valid or has a named fault', () => {
    const change = fc.record({
      at: fc.nat(text.length - 1),
      how: fc.constantFrom('cut', 'byte', 'drop', 'double', 'insert'),
      with: fc.uint8Array({ minLength: 1, maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = Buffer.from(text)
        for (const { at, how, with: put } of changes) {
          const before = bytes.subarray(0, at)
          const rest = bytes.subarray(at)
          if (how === 'cut') bytes = Buffer.from(before)
          if (how === 'byte') bytes = Buffer.concat([before, put.subarray(0, 1), rest.subarray(1)])
          if (how === 'drop') bytes = Buffer.concat([before, rest.subarray(1)])
          if (how === 'double') bytes = Buffer.concat([before, rest.subarray(0, 8), rest])
          if (how === 'insert') bytes = Buffer.concat([before, put, rest])
        }
        isNamed(read(bytes))
      }),
      { numRuns: 5_000 },
    )
  })

  test('is refused where a prototype or a number out of all bounds hides in it', () => {
    for (const content of [
      '{"__proto__":{"port":1}}',
      '{"port":1e999}',
      '{"port":-0.5}',
      '[]',
      'null',
      '"lobby"',
      '',
      '\u{feff}{}x',
    ]) {
      const answer = read(content)
      equal(answer.outcome, 'fault', content)
      isNamed(answer)
    }
    deepEqual(({} as { port?: number }).port, undefined)
  })
})
