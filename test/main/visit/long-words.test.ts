import assert from 'node:assert/strict'
import { test } from 'node:test'
import { longWords } from '../../../main/visit/long-words.ts'
import { longWordsOf, piecesOf } from '../../../renderer/text/long-words.ts'
import { Catalogue } from '../../../sync/contract/catalogue.ts'
import { smallTown } from '../../support/small-town.ts'

const TOWN = Catalogue.parse(smallTown())
const [office] = TOWN.offices
assert.ok(office)
const named = (de: string, purpose = '') =>
  longWords({ ...TOWN, offices: [{ ...office, name: { de }, purpose: { de: purpose } }], serviceGroups: [], services: [] })

test('a long word is told with the places where German divides it', () => {
  assert.deepEqual(named('Planung Grundstücksentwässerung'), ['Grund\u00ADstücks\u00ADent\u00ADwäs\u00ADse\u00ADrung'])
})

test('short words, abbreviations and numbers are not told', () => {
  assert.deepEqual(named('Bürgerbüro (KVR-II/4321)', 'Anmelden, Ausweise'), [])
})

test('each word is told once', () => {
  assert.equal(named('Zulassungsstelle', 'Zulassungsstelle und Führerscheinstelle').length, 2)
})

test('a text falls into pieces at the places of its long words, and together they are the text', () => {
  const words = longWordsOf(named('Grundstücksentwässerung'))
  const text = 'Planung (Grundstücksentwässerung), Raum 3'
  const pieces = piecesOf(text, words)
  assert.deepEqual(pieces, ['Planung (Grund', 'stücks', 'ent', 'wäs', 'se', 'rung), Raum 3'])
  assert.equal(pieces.join(''), text)
})

test('a word that only contains a long word is left whole', () => {
  assert.deepEqual(piecesOf('Hausgrundstücksentwässerung', longWordsOf(named('Grundstücksentwässerung'))), [
    'Hausgrundstücksentwässerung',
  ])
})
