import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { receiptTexts } from '../../../main/printing/receipt-texts.ts'
import { slipTexts } from '../../../main/printing/slip-texts.ts'
import { loadTexts } from '../../../renderer/text/languages.ts'
import { textsIn } from '../../../sync/central/texts/texts-in.ts'

type Said = readonly [path: string, text: string]

/** Every text of a tree with its path; a function is asked with a number, which stands for a word as well. */
function saidIn(tree: unknown, path: string): Said[] {
  if (typeof tree === 'string') return [[path, tree]]
  if (typeof tree === 'function') return [[path, String(Reflect.apply(tree, undefined, [5, 5, 5]))]]
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => saidIn(value, `${path}.${key}`))
}

/** The plain German of a town file, wherever it stands. */
function plainIn(tree: unknown, path: string): Said[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    key === 'de-simple' ? saidIn(value, path) : plainIn(value, `${path}.${key}`),
  )
}

const TOWN = join(import.meta.dirname, '../../../assets/demo-town/town.json')
const SAID = [
  ...saidIn(await loadTexts('de-simple'), 'page'),
  ...saidIn(textsIn('de-simple').texts, 'central'),
  ...saidIn(receiptTexts['de-simple'], 'receipt'),
  ...saidIn(slipTexts['de-simple'], 'slip'),
  ...plainIn(JSON.parse(readFileSync(TOWN, 'utf8')), 'town'),
]

const against = (rule: RegExp) => SAID.filter(([, text]) => rule.test(text)).map(([path, text]) => `${path}: ${text}`)

// DIN SPEC 33429: the same word for the same thing; short sentences, no passive, no abbreviations.
describe('plain German, on the screen, on paper, in mails and in the town’s own texts', () => {
  it('has one word for one thing', () => {
    assert.ok(SAID.length > 800, String(SAID.length))
    const second = /Angaben|Beleg|Anfrage|Anliegen|Terminal|Einwilligung|Scanner|Bildschirm|Kopfhörer|Uhrzeit|Datenschutz/
    assert.deepEqual(against(second), [])
  })

  it('has sentences of at most fourteen words', () => {
    const long = SAID.filter(([, text]) => text.split(/[.?!:]\s/).some((sentence) => sentence.split(/\s+/).length > 14))
    assert.deepEqual(long, [])
  })

  it('says who does what, and spells words out', () => {
    assert.deepEqual(against(/\b(?:wird|werden|wurde|wurden|worden)\b/), [])
    assert.deepEqual(against(/\b(?:z\. ?B\.|d\. ?h\.|usw\.|ggf\.|bzw\.|ca\.)/), [])
  })
})
