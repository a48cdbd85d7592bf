import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { de } from '../../../renderer/text/de.ts'

const ROOT = join(import.meta.dirname, '../../..')
const sourceOf = (folder: string, without: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith(without))
    .map((path) => readFileSync(join(ROOT, folder, path), 'utf8'))
    .join('\n')

const keysOf = (tree: object, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  )

test('every text of the page has a place where it is shown', () => {
  // Texts chosen by a state (a standing, a notice, a field) have their key in the machines or in the contract.
  const source = [sourceOf('renderer', 'text/'), sourceOf('machines', '-'), sourceOf('sync/contract', '-')].join('\n')
  const words = new Set(source.match(/[A-Za-z_]\w*/g))
  const signs = Object.keys(de.assist.signs).map((sign) => `assist.signs.${sign}`)
  const unused = keysOf(de).filter((path) => !signs.includes(path) && !words.has(path.split('.').at(-1) ?? ''))
  assert.deepEqual(unused, [])
})

test('no screen sets the colon after a label by itself: French has a space before it', () => {
  const screens = ['renderer/components', 'renderer/screens', 'renderer/service-menu'].map((folder) => sourceOf(folder, '-'))
  assert.deepEqual(screens.join('\n').match(/\}: (?:\$\{|<)|\]\}: \{/g) ?? [], [])
})
