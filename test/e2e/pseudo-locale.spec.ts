import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { OWN_NAMES } from '../../sync/contract/own-names.ts'
import { tourOf } from '../screenshots/tour.ts'
import { expect, test } from './terminal.ts'

/** Served in place of English: every text with words in brackets, with accents, and nearly half as long again. */
const PSEUDO = `
const signs = { a: 'á', e: 'ê', i: 'ï', o: 'ø', u: 'ű', c: 'ç', n: 'ñ', s: 'š', z: 'ž', A: 'Å', E: 'Ë', O: 'Ö', S: 'Ś' }
const longer = (text) => text.length < 3 ? '' : ' ' + 'łóŕėm '.repeat(Math.ceil(text.length * 0.4 / 6)).trim()
const strange = (text) => !/\\p{L}/u.test(text) ? text : '⟦' + [...text].map((sign) => signs[sign] ?? sign).join('') + longer(text) + '⟧'
const pseudo = (value) =>
  typeof value === 'string' ? strange(value)
  : typeof value === 'function' ? (...given) => strange(value(...given))
  : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pseudo(inner)]))
`
async function speakPseudo(page: Page): Promise<void> {
  await page.route(/\/assets\/en-.*\.js$/, async (route) => {
    const response = await route.fetch()
    const body = await response.text()
    const replaced = body.replace(
      /export\s*\{\s*(\w+) as en\s*\};?\s*$/,
      `${PSEUDO} const strangeTexts = pseudo($1); export { strangeTexts as en }`,
    )
    await route.fulfill({ response, body: replaced })
  })
}

const stringsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []

// What a town, a calendar or the visitor says is no text of ours.
const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 1)))
const weekdays = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 10, 23 + day)))
const named = (dates: readonly Date[], key: 'month' | 'weekday') =>
  dates.flatMap((date) => ['long', 'short'].map((width) => date.toLocaleDateString('en-GB', { [key]: width })))
const BRACKETS = /\s*\([^)]*\)$/
const OTHERS = [
  ...stringsOf(JSON.parse(readFileSync(join(import.meta.dirname, '../../assets/demo-town/town.json'), 'utf8'))),
  ...named(months, 'month'),
  ...named(weekdays, 'weekday'),
  ...Object.values(OWN_NAMES),
  ...['Łucja', 'Özgür-Weiß', 'Rheinstraße 12', 'example.org', 'lucja', 'ABC', 'com'],
]
  // A demonstration's name stands without its bracket.
  .flatMap((text) => [text, text.replace(BRACKETS, '')])
  .filter((text) => text.length >= 3)
  .toSorted((one, other) => other.length - one.length)

/** Words that are neither in brackets nor anybody else's. */
function hardCoded(text: string): boolean {
  // A booking's number is nobody's word.
  let rest = text.replace(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, ' ')
  // A text may have another within.
  while (/⟦[^⟦⟧]*⟧/.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ')
  if (!/\p{L}{3}/u.test(rest)) return false
  for (const other of OTHERS) rest = rest.replaceAll(other, ' ')
  return /\p{L}{3}/u.test(rest)
}

/** All that is drawn or told of controls, apart from what nobody sees, and what is cut off because it is longer. */
const drawn = (page: Page) =>
  page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement
      if (parent && !parent.closest('script, style, .divided') && parent.checkVisibility())
        texts.push(walker.currentNode.textContent ?? '')
    }
    // A long word lies there in pieces.
    for (const name of document.querySelectorAll('.divided')) if (name.checkVisibility()) texts.push(name.textContent ?? '')
    for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'alt', 'placeholder']) texts.push(element.getAttribute(name) ?? '')
    }
    const cut = [...document.querySelectorAll('button, h1, h2, .notice')]
      .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 2 && each.clientWidth > 1)
      .map((each) => (each.textContent ?? '').slice(0, 60))
    const wide = document.documentElement.scrollWidth > innerWidth
    return { texts, cut, wide }
  })

test('in a language that nobody speaks no screen has a word of its own, and none is cut off', async ({ foyer, page }) => {
  test.setTimeout(240_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.clock.install()
  await speakPseudo(page)
  await page.goto(`${foyer.page}?lang=en`)
  await expect(page.locator('h1')).toContainText('⟦')
  const faults: string[] = []
  for await (const [screen] of tourOf(page, 'normal')) {
    const { texts, cut, wide } = await drawn(page)
    faults.push(...texts.filter(hardCoded).map((text) => `${screen}: hard-coded: ${text}`))
    faults.push(...cut.map((text) => `${screen}: cut off: ${text}`), ...(wide ? [`${screen}: wider than the screen`] : []))
  }
  expect([...new Set(faults)]).toEqual([])
})
