import { deepEqual, equal, ok } from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { breachesOf, exportedForNobody } from './support/house.ts'

const ROOT = join(import.meta.dirname, '..')
const FOLDERS = ['main', 'machines', 'renderer', 'sync', 'test']

// One list of adapters for the linter and for this test: the override that allows clocks, timers and chance.
const lint = JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8')) as {
  overrides: { files: string[]; rules: Record<string, unknown> }[]
}
const ADAPTERS = lint.overrides.filter(({ rules }) => rules['no-restricted-globals'] === 'off').flatMap(({ files }) => files)
// Written in pieces, so that this file does not name what it forbids.
const FORBIDDEN = new RegExp(
  [`/wo${'rk'}/`, `/ro${'ot'}/`, `/ho${'me'}/[a-z]`, `/tm${'p'}/[a-z]`, `\\b(cl${'aude'}|chat${'gpt'}|anth${'ropic'})\\b`].join(
    '|',
  ),
  'gi',
)
const rules = { adapters: ADAPTERS, forbiddenWords: FORBIDDEN }

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(folder, path).replaceAll('\\', '/')),
)
const texts = readdirSync(ROOT).filter((path) => /\.(md|ts|json|yml)$/.test(path) && path !== 'package-lock.json')

describe('the house', () => {
  test('every source keeps the import table, the size limit and the clock and randomness rules', () => {
    ok(sources.length > 10)
    const breaches = sources.flatMap((path) => breachesOf(path, readFileSync(join(ROOT, path), 'utf8'), rules))
    equal(breaches.map(({ file, line, rule }) => `${file}:${line}  ${rule}`).join('\n'), '')
  })

  test('what a source exports is used by another', () => {
    const all = new Map(sources.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
    deepEqual(
      exportedForNobody(all).filter((found) => !found.startsWith('test/')),
      [],
    )
  })

  test('documents and configurations at the root name no place outside the project', () => {
    const named = texts.flatMap((path) =>
      [...readFileSync(join(ROOT, path), 'utf8').matchAll(FORBIDDEN)].map(([word]) => `${path}: ${word}`),
    )
    deepEqual(named, [])
  })

  test('the adapters that may read the clock exist and are few', () => {
    const listed = ADAPTERS.filter((path) => !path.includes('*'))
    const missing = listed.filter((path) => !sources.includes(path) && !texts.includes(path))
    deepEqual(missing, [])
    ok(listed.length <= 24, `${listed.length} adapters`)
  })
})

describe('the house test itself bites', () => {
  const PLANTED: readonly [path: string, source: string, rule: RegExp][] = [
    ['machines/a.ts', `import type { Bridge } from '../main/bridge/contract.ts'`, /may not import/],
    ['machines/a.ts', `import { readFileSync } from 'node:fs'`, /may not import/],
    ['machines/a.ts', `export { h } from 'preact'`, /may not import/],
    ['sync/contract/a.ts', `import { setup } from 'xstate'`, /may not import/],
    ['sync/kiosk/a.ts', `import { x } from '../central/store.ts'`, /may not import/],
    ['sync/central/a.ts', `import { x } from '../../main/app.ts'`, /may not import/],
    ['sync/central/a.ts', `const x = await import('../../machines/visit.ts')`, /may not import/],
    ['main/app.ts', `import { x } from '../sync/central/start.ts'`, /may not import/],
    ['main/app.ts', `import type { App } from 'electron'`, /may not import electron/],
    ['main/app.ts', `const electron = await import('electron')`, /may not import electron/],
    ['main/app.ts', `import Database from 'better-sqlite3'`, /may not import better-sqlite3/],
    ['main/app.ts', `import { createWindow } from './electron/window.ts'`, /may not import/],
    ['main/electron/window.ts', `import { openStore } from '../store/open.ts'`, /may not import/],
    ['renderer/a.tsx', `import { createStation } from '../main/app.ts'`, /may not import/],
    ['renderer/a.tsx', `import { readFileSync } from 'node:fs'`, /may not import/],
    ['main/a.ts', `import { x } from '../test/support/house.ts'`, /may not import/],
    ['main/a.ts', `export const now = Date.now()`, /Date\.now/],
    ['main/a.ts', `export const now = new Date()`, /new Date/],
    ['main/a.ts', `export const x = () => Math.random()`, /Math\.random/],
    ['main/a.ts', `globalThis.crypto.randomUUID()`, /randomUUID/],
    ['main/a.ts', `import { randomBytes } from 'node:crypto'`, /randomBytes/],
    ['main/a.ts', `import { setTimeout } from 'node:timers/promises'`, /setTimeout/],
    ['main/a.ts', `setTimeout(() => undefined, 5)`, /timer/],
    ['main/a.ts', `export const limit = AbortSignal.timeout(5)`, /AbortSignal\.timeout/],
    ['main/a.ts', `export const path = process.env['PATH']`, /process\.env/],
    ['main/a.ts', `export const x: any = 1`, /any/],
    ['main/a.ts', `export default 1`, /default/],
    ['main/a.ts', `enum A { B }`, /enum/],
    ['main/a.ts', `// @ts-ignore\nexport const x = 1`, /compiler/],
    ['main/a.ts', `// ${'TO'}${'DO'} later\nexport const x = 1`, /undone/],
    ['main/a.ts', 'export const x = 1\n'.repeat(251).replaceAll(/x/g, 'x'), /251 lines/],
    ['main/a.ts', `export const x = '/wo${'rk'}/main'`, /outside the project/],
  ]
  for (const [path, source, rule] of PLANTED) {
    test(`${path} with "${source.split('\n')[0]?.replace(/\/wo.k/, '…')}" is a breach`, () => {
      const found = breachesOf(path, source, rules).map((breach) => breach.rule)
      ok(
        found.some((one) => rule.test(one)),
        `found: ${found.join('; ')}`,
      )
    })
  }

  test('a value that is exported for nobody is found, and one that is used is not', () => {
    const [own, other] = [`export const USED = 1\nexport const ALONE = 2\nconst x = ALONE`, `import { USED } from './a.ts'`]
    const found = exportedForNobody(
      new Map([
        ['main/a.ts', own],
        ['main/b.ts', other],
      ]),
    )
    deepEqual(found, ['main/a.ts: ALONE'])
  })

  test('clean code is no breach', () => {
    const clean = `import { setup } from 'xstate'\nimport { occupies } from '../sync/contract/booking.ts'\nexport const at = new Date(0)\n// Date.now in words is fine\nexport const text = 'process.env'\nexport { occupies, setup }`
    deepEqual(breachesOf('machines/a.ts', clean, rules), [])
  })
})
