import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const RENDERER = join(import.meta.dirname, '../../renderer')
const sheets = globSync('**/*.css', { cwd: RENDERER })

/** Selectors whose `:has()` may be true of any element: not one name, class or attribute says of which. */
const anyHas = (css: string): string[] => css.replaceAll(/\/\*[\s\S]*?\*\//g, '').match(/(?:^|[\s,>+~}])\*?:has\([^{]*/g) ?? []

test('a selector that could be true of any element is told from one that names its element', () => {
  assert.equal(anyHas('/* :has(a) */ .check:has(:focus-visible) {}').length, 0)
  assert.equal(anyHas('.check > :has(a) {}').length, 1)
  assert.equal(anyHas('*:has(a) {}').length, 1)
})

test('no style sheet asks of every element what it has inside, which the browser would find out at each touch', () => {
  assert.ok(sheets.length > 40)
  const found = sheets.flatMap((file) =>
    anyHas(readFileSync(join(RENDERER, file), 'utf8')).map((selector) => `${file}: ${selector}`),
  )
  assert.deepEqual(found, [])
})

test('every custom property that a style sheet sets is asked for by one', () => {
  const rules = sheets.map((file) => readFileSync(join(RENDERER, file), 'utf8')).join('\n')
  const names = (pattern: RegExp) => new Set([...rules.matchAll(pattern)].map(([, name]) => name))
  const asked = names(/(?:var|style)\((--[\w-]+)/g)
  assert.ok(asked.size > 40)
  assert.deepEqual(
    [...names(/(?:^|[\s{;])(--[\w-]+):/g)].filter((name) => !asked.has(name)),
    [],
  )
})
