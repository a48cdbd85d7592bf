import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowsOf } from '../../renderer/components/keyboard-layouts.ts'
import { createFormat } from '../../renderer/text/format.ts'
import { loadTexts } from '../../renderer/text/languages.ts'
import { LANGUAGES } from '../../sync/contract/language.ts'
import { expect, test } from './terminal.ts'

/** A text that is filled in: with a number or with words, whichever it takes. */
function said(text: object, given: number | string): string {
  try {
    return String(Reflect.apply(text as (...words: unknown[]) => unknown, undefined, [given, given, given]))
  } catch {
    return ''
  }
}
const stringsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [said(value, 5), said(value, '9:10')]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}
const TOWN = stringsOf(JSON.parse(readFileSync(join(import.meta.dirname, '../../assets/demo-town/town.json'), 'utf8')))
// Names of the world, as passports and neighbours write them.
const NAMES = 'O’Brien Đặng Nguyễn Łukasz Þór Çağlar Ștefan Ğ Ő Ű Ỳ Ž محمد نرگس Олексій Ґ'

/** Every character of a language: its texts, the town's, dates of a year, and what its keyboard writes. */
async function charactersOf(language: (typeof LANGUAGES)[number]): Promise<string[]> {
  const texts = await loadTexts(language)
  const format = createFormat(language, 'Europe/Berlin', texts)
  const days = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-0${(month % 7) + 1}`)
  const dates = days.flatMap((day) => [
    format.day(day),
    format.shortDay(day),
    format.month(day),
    format.date(day),
    format.money(3_700),
  ])
  const all = [...stringsOf(texts), ...TOWN, ...dates, ...Object.values(rowsOf('text', language)).flat(), NAMES]
  return [...new Set(all.join('').normalize('NFC'))].filter((character) => !/[\p{C}\p{Z}\p{Mn}]/u.test(character))
}

test('every character of every language is drawn with a font that comes with the page', async ({ foyer, page }) => {
  await page.goto(foyer.page)
  await page.locator('.start-door-main').waitFor()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('DOM.enable')
  await devtools.send('CSS.enable')
  const strangers = async (characters: readonly string[]): Promise<string[]> => {
    await page.evaluate((text) => {
      const probe = document.querySelector('#probe') ?? document.body.appendChild(document.createElement('p'))
      probe.id = 'probe'
      probe.textContent = text
    }, characters.join(' '))
    await page.evaluate(async () => {
      await document.fonts.ready
    })
    const { root } = await devtools.send('DOM.getDocument')
    const { nodeId } = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#probe' })
    const { fonts } = await devtools.send('CSS.getPlatformFontsForNode', { nodeId })
    return fonts.filter(({ isCustomFont }) => !isCustomFont).map(({ familyName }) => familyName)
  }
  const missing: string[] = []
  for (const language of LANGUAGES) {
    const characters = await charactersOf(language)
    // Only where a font of the system had to help out is each character asked for.
    if ((await strangers(characters)).length === 0) continue
    for (const character of characters) if ((await strangers([character])).length > 0) missing.push(`${language}: ${character}`)
  }
  expect([...new Set(missing)]).toEqual([])
  // The question itself can be answered with no.
  expect(await strangers(['漢'])).not.toEqual([])
})
