import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createServiceSearch } from '../../../main/visit/service-search.ts'
import { Catalogue, type Service } from '../../../sync/contract/catalogue.ts'
import { smallTown } from '../../support/small-town.ts'

const service = (id: string, de: string, more: Partial<Service> = {}): Service => ({
  id,
  name: { de },
  groupId: 'alles',
  searchWords: [],
  documents: [],
  fees: [],
  ...more,
})
const services = [
  service('ausweis', 'Personalausweis beantragen', { searchWords: ['Perso', 'ID-Karte'], searchWordsIn: { tr: ['kimlik'] } }),
  service('fuehrerschein', 'Führerschein umtauschen', {
    name: { de: 'Führerschein umtauschen', en: 'Exchange a driving licence' },
  }),
  service('strasse', 'Straße sperren lassen'),
  service('ummelden', 'Wohnung ummelden', { searchWords: ['Umzug', 'Adresse ändern'] }),
]
const search = createServiceSearch({ ...Catalogue.parse(smallTown()), services })
const all = new Set(services.map(({ id }) => id))

test('everyday words, beginnings and typing mistakes find the service', () => {
  const cases: readonly [query: string, id: string][] = [
    ['Perso', 'ausweis'],
    ['personalau', 'ausweis'],
    ['Persnalausweis', 'ausweis'],
    ['id karte', 'ausweis'],
    ['umzug', 'ummelden'],
    ['adresse aendern', 'ummelden'],
  ]
  for (const [query, id] of cases) assert.equal(search(query, 'de', all)[0], id, query)
})

test('umlauts and sharp s can be typed in any of the usual ways', () => {
  for (const query of ['Führerschein', 'Fuehrerschein', 'Fuhrerschein', 'FÜHRERSCHEIN']) {
    assert.equal(search(query, 'de', all)[0], 'fuehrerschein', query)
  }
  for (const query of ['Straße', 'strasse', 'STRASSE']) assert.equal(search(query, 'de', all)[0], 'strasse', query)
})

test('the visitor’s language is searched beside German, and no other', () => {
  assert.equal(search('driving licence', 'en', all)[0], 'fuehrerschein')
  assert.equal(search('Führerschein', 'en', all)[0], 'fuehrerschein')
  assert.equal(search('kimlik', 'tr', all)[0], 'ausweis')
  assert.deepEqual(search('kimlik', 'de', all), [])
})

test('only services of the office are found, and nothing finds nothing', () => {
  assert.deepEqual(search('Perso', 'de', new Set(['strasse'])), [])
  assert.deepEqual(search('', 'de', all), [])
  assert.deepEqual(search('xyzzyx', 'de', all), [])
})
