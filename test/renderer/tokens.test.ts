import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const CSS = readFileSync(join(import.meta.dirname, '../../renderer/style/tokens.css'), 'utf8')

/** The custom properties of a rule. */
function tokensOf(selector: string): Map<string, string> {
  const start = CSS.indexOf(`${selector} {`)
  const block = CSS.slice(start, CSS.indexOf('\n}', start))
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]))
}
const NORMAL = tokensOf(':root')
const HIGH = new Map([...NORMAL, ...tokensOf(':root[data-contrast="high"]')])

/** Relative luminance (WCAG 2) of an oklch colour, by way of OKLab and linear sRGB. */
function luminance(tokens: Map<string, string>, name: string): number {
  const value = tokens.get(name) ?? ''
  const reference = /^var\((--[\w-]+)(?:,\s*var\((--[\w-]+)\))?\)$/.exec(value)
  if (reference) return luminance(tokens, reference[2] ?? reference[1] ?? '')
  const [, l = '', c = '', h = ''] = /^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)$/.exec(value) ?? assert.fail(`${name}: ${value}`)
  const [light, chroma, hue] = [Number(l) / 100, Number(c), (Number(h) * Math.PI) / 180]
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)]
  const long = (light + 0.396_337_777_4 * a + 0.215_803_757_3 * b) ** 3
  const middle = (light - 0.105_561_345_8 * a - 0.063_854_172_8 * b) ** 3
  const short = (light - 0.089_484_177_5 * a - 1.291_485_548 * b) ** 3
  const clip = (part: number) => Math.min(1, Math.max(0, part))
  const red = clip(4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short)
  const green = clip(-1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short)
  const blue = clip(-0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701 * short)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function ratio(tokens: Map<string, string>, one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(tokens, one), luminance(tokens, other)].toSorted((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

const TEXTS = [
  ...['--ground', '--surface', '--sunk'].flatMap((ground) => [
    ['--text', ground],
    ['--text-quiet', ground],
  ]),
  ['--on-accent', '--accent'],
  ['--accent', '--surface'],
  ['--danger', '--danger-ground'],
  ['--danger', '--surface'],
  ['--warning', '--warning-ground'],
  ['--success', '--success-ground'],
  ['--text', '--danger-ground'],
  ['--text', '--warning-ground'],
  ['--text', '--success-ground'],
] as [string, string][]
const PARTS = [
  ['--line-strong', '--surface'],
  ['--line-strong', '--ground'],
  ['--focus', '--surface'],
  ['--focus', '--ground'],
  ['--focus', '--focus-halo'],
] as [string, string][]

const below = (tokens: Map<string, string>, pairs: readonly [string, string][], least: number) =>
  pairs
    .filter(([one, other]) => ratio(tokens, one, other) < least)
    .map((pair) => `${pair.join(' on ')}: ${ratio(tokens, ...pair).toFixed(2)}`)

test('black on white comes out as 21, so that the measure can be believed', () => {
  assert.ok(Math.abs(ratio(NORMAL, '--black', '--white') - 21) < 0.01)
})

test('every colour of text stands at 7:1 on its ground (WCAG 1.4.6), at 12:1 in high contrast', () => {
  assert.deepEqual(below(NORMAL, TEXTS, 7), [])
  assert.deepEqual(below(HIGH, TEXTS, 12), [])
})

test('edges of controls and the focus ring stand at 3:1 on both sides (WCAG 1.4.11)', () => {
  assert.deepEqual(below(NORMAL, PARTS, 3), [])
  assert.deepEqual(below(HIGH, PARTS, 3), [])
})
