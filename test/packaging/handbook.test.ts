import { deepEqual, equal, ok } from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { deviceConfiguration, deviceSchema } from '../../main/packaging/device-docs.ts'
import { readConfig } from '../../main/config.ts'
import { KIOSK_FUSES } from '../../main/packaging/fuses.ts'
import { RetentionDays } from '../../sync/central/privacy/retention-days.ts'
import { readConfig as readCentralConfig } from '../../sync/central/config.ts'
import { COMMANDS } from '../../sync/central/operator/commands.ts'
import { centralConfiguration, centralSchema } from '../../sync/central/settings-docs.ts'
import { freshFolder } from '../support/start-foyer.ts'

const ROOT = join(import.meta.dirname, '../..')
const HANDBOOK = join(ROOT, 'assets/handbook')
const pages = readdirSync(HANDBOOK).filter((name) => name.endsWith('.md'))
const read = (name: string) => readFileSync(join(HANDBOOK, name), 'utf8')

/** https://www.w3.org/TR/WCAG22/, without those of level AAA. */
const WCAG_A_AND_AA = [
  ...['1.1.1', '1.2.1', '1.2.2', '1.2.3', '1.2.4', '1.2.5', '1.3.1', '1.3.2', '1.3.3', '1.3.4', '1.3.5'],
  ...['1.4.1', '1.4.2', '1.4.3', '1.4.4', '1.4.5', '1.4.10', '1.4.11', '1.4.12', '1.4.13'],
  ...[
    '2.1.1',
    '2.1.2',
    '2.1.4',
    '2.2.1',
    '2.2.2',
    '2.3.1',
    '2.4.1',
    '2.4.2',
    '2.4.3',
    '2.4.4',
    '2.4.5',
    '2.4.6',
    '2.4.7',
    '2.4.11',
  ],
  ...['2.5.1', '2.5.2', '2.5.3', '2.5.4', '2.5.7', '2.5.8'],
  ...[
    '3.1.1',
    '3.1.2',
    '3.2.1',
    '3.2.2',
    '3.2.3',
    '3.2.4',
    '3.2.6',
    '3.3.1',
    '3.3.2',
    '3.3.3',
    '3.3.4',
    '3.3.7',
    '3.3.8',
    '4.1.2',
    '4.1.3',
  ],
]

describe('the handbook', () => {
  test('names only tests that stand in the tree, by their very words', () => {
    const wrong: string[] = []
    let named = 0
    for (const page of pages) {
      for (const [, file = '', quotes = ''] of read(page).matchAll(/`(test\/[^`]+\.ts)`:\s*((?:“[^”]+”(?:,\s*)?)+)/g)) {
        const source = existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : ''
        for (const [, quote = ''] of quotes.matchAll(/“([^”]+)”/g)) {
          named += 1
          if (!source.includes(quote)) wrong.push(`${page}: ${file}: ${quote}`)
        }
      }
    }
    deepEqual(wrong, [])
    ok(named > 60, `${named}`)
  })

  test('names a test for each demand of accessibility and each clause', () => {
    const rows = read('accessibility-conformance.md')
      .split('\n')
      .filter((line) => /^\| (?:A\d|\d)/.test(line))
    const NAMED = /`test\/[^`]+\.ts`: “|\| not applicable, because /
    deepEqual(
      rows.filter((row) => !NAMED.test(row)).map((row) => row.split('|')[1]?.trim()),
      [],
    )
    ok(rows.length >= 70, `${rows.length}`)
  })

  test('leaves out no criterion of WCAG 2.2, level A or AA', () => {
    const told = [
      ...read('accessibility-conformance.md').matchAll(
        /(?<=^\|.*)(?<![\d.])(?:11\.)?([1-4]\.\d\.\d+)(?: – [1-4]\.\d\.(\d+))?(?![\d.])/gm,
      ),
    ]
    const covered = new Set(
      told.flatMap(([, first = '', last]) => {
        const [principle, guideline, from] = first.split('.').map(Number)
        return Array.from(
          { length: Number(last ?? from) - Number(from) + 1 },
          (_, more) => `${principle}.${guideline}.${Number(from) + more}`,
        )
      }),
    )
    deepEqual(
      WCAG_A_AND_AA.filter((criterion) => !covered.has(criterion)),
      [],
    )
  })

  test('leads nowhere that is not there', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#:]+)\)/g)]
        .filter(([, to = '']) => !existsSync(join(HANDBOOK, to)))
        .map(([, to]) => `${page}: ${to}`),
    )
    deepEqual(broken, [])
  })

  test('describes the device’s settings as the program reads them', () => {
    equal(read('device-configuration.md'), deviceConfiguration(), 'run: node main/packaging/device-docs.ts')
    equal(read('device.schema.json'), deviceSchema(), 'run: node main/packaging/device-docs.ts')
  })

  test('describes central’s settings as the program reads them', () => {
    equal(read('central-configuration.md'), centralConfiguration(), 'run: node sync/central/settings-docs.ts')
    equal(read('central.schema.json'), centralSchema(), 'run: node sync/central/settings-docs.ts')
  })

  test('gives an example of central’s settings that the program takes', () => {
    const example = /```json\n([\s\S]+?)```/.exec(read('central-configuration.md'))?.[1] ?? ''
    const file = join(freshFolder(), 'central.json')
    writeFileSync(file, example)
    equal(readCentralConfig({ config: file }, {}).publicUrl, 'https://termine.stadt.example')
  })

  test('gives an example of a device’s settings that the program takes', () => {
    const example = /```json\n([\s\S]+?)```/.exec(read('device-configuration.md'))?.[1] ?? ''
    const values = JSON.parse(example) as { central: string }
    const answer = readConfig(['--central', values.central], {})
    equal(answer.outcome, 'valid')
  })

  test('tells the retention that holds where a town sets nothing', () => {
    const rows = [...read('data-protection.md').matchAll(/\| `(\w+)` \|[^|]+\| (\d+) \|/g)].map(([, key, days]) => [
      key,
      Number(days),
    ])
    deepEqual(Object.fromEntries(rows), RetentionDays.parse({}))
  })

  test('tells the fuses as they are set', () => {
    const rows = [...read('security-concept.md').matchAll(/\| (\w+) \| (on|off) \|/g)].map(([, fuse, state]) => [
      fuse,
      state === 'on',
    ])
    deepEqual(Object.fromEntries(rows), KIOSK_FUSES)
  })

  test('names only commands that the operator’s tool has', () => {
    const known = COMMANDS.map(({ words }) => words)
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/(?:foyer-operator|npm run foyer --) ((?:[a-z]+)(?: [a-z]+)?)/g)].map(([, words = '']) => words),
    )
    ok(named.length > 5)
    const OWN = ['service-pin', 'service', 'check-config', 'print-test', 'check', 'print', 'health', 'self', 'diagnostics']
    deepEqual(
      named.filter(
        (words) =>
          !known.some((one) => words === one || words.startsWith(`${one} `) || one === words.split(' ')[0]) &&
          !OWN.some((own) => words.startsWith(own)),
      ),
      [],
    )
  })
})
