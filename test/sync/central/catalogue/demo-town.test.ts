import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, it } from 'node:test'
import { contrast } from '../../../../sync/central/catalogue/contrast.ts'
import { offersTooLong, servicesNobodyOffers } from '../../../../sync/central/catalogue/doubts.ts'
import { faultsOf } from '../../../../sync/central/catalogue/validate-town.ts'
import { loadTexts } from '../../../../renderer/text/languages.ts'
import { TownFile } from '../../../../sync/contract/catalogue.ts'
import { LANGUAGES, type Text } from '../../../../sync/contract/language.ts'

const path = new URL('../../../../assets/demo-town/town.json', import.meta.url)

describe('the demonstration town', () => {
  let file: TownFile
  before(async () => {
    file = TownFile.parse(JSON.parse(await readFile(path, 'utf8')))
  })

  it('has no faults and no offer that fits nowhere', () => {
    assert.deepEqual(faultsOf(file), [])
    assert.deepEqual(offersTooLong(file), [])
    assert.deepEqual(servicesNobodyOffers(file), [])
  })

  it('has offices and services enough to be a town, each office with services', () => {
    assert.ok(file.offices.length >= 7)
    assert.ok(file.services.length >= 44)
    for (const { id } of file.offices)
      assert.ok(
        file.offers.some(({ officeId }) => officeId === id),
        id,
      )
  })

  it('opens its offices at different hours', () => {
    const hours = file.offices.map(({ id }) =>
      JSON.stringify(
        file.openingRules.filter(({ officeId }) => officeId === id).map((rule) => [rule.weekdays, rule.from, rule.until]),
      ),
    )
    assert.equal(new Set(hours).size, file.offices.length)
  })

  it('names offices, services and what they are for in German, plain German and English', () => {
    const texts: Text[] = [
      ...file.offices.flatMap(({ name, purpose, way }) => [name, purpose, ...(way ? [way] : [])]),
      ...file.serviceGroups.map(({ name }) => name),
      ...file.services.flatMap(({ name, description, documents, fees }) => [
        name,
        ...(description ? [description] : []),
        ...documents,
        ...fees.map(({ text }) => text),
      ]),
    ]
    for (const text of texts) {
      for (const language of ['de', 'de-simple', 'en'] as const) assert.ok(text[language], `${text.de} has no ${language}`)
    }
  })

  it('names offices and services in all its languages', () => {
    assert.deepEqual([...file.town.languages].toSorted(), [...LANGUAGES].toSorted())
    for (const { name } of [...file.offices, ...file.services, ...file.serviceGroups]) {
      for (const language of LANGUAGES) assert.ok(name[language], `${name.de} has no ${language}`)
    }
  })

  it('says what to bring and what it costs in all its languages', () => {
    for (const { id, documents, fees } of file.services) {
      for (const text of [...documents, ...fees.map((fee) => fee.text)]) {
        for (const language of LANGUAGES) assert.ok(text[language], `${id}: ${text.de} has no ${language}`)
      }
      // A sum is the same in every language.
      for (const { text } of fees) {
        const sums = (words: string | undefined) => (words?.match(/\d+[.,]\d\d/g) ?? []).map((sum) => sum.replace('.', ','))
        for (const language of LANGUAGES) assert.deepEqual(sums(text[language]), sums(text.de), `${id}: ${text[language] ?? ''}`)
      }
    }
  })

  it('asks for consent in all its languages', () => {
    for (const language of LANGUAGES) {
      assert.ok(file.town.consent.box[language], language)
      if (language !== 'de') assert.ok(file.town.consent.noticeIn?.[language]?.length, language)
    }
  })

  it('can be found by everyday words, also in other languages', () => {
    for (const { id, searchWords, searchWordsIn } of file.services) {
      assert.ok(searchWords.length >= 3, id)
      assert.ok(searchWordsIn && Object.keys(searchWordsIn).length >= 3, id)
    }
  })

  it('says in each legal text, in three languages, that it is a demonstration', () => {
    assert.equal(file.town.demonstration, true)
    for (const [name, documents] of Object.entries(file.town.documents)) {
      for (const language of ['de', 'de-simple', 'en'] as const) {
        assert.match(JSON.stringify(documents[language]), /demonstration/i, `${name} ${language}`)
      }
    }
  })

  it('tells in help and statement, in every language, of the voice and of calling staff as their buttons are named', async () => {
    for (const language of LANGUAGES) {
      const { speech, assist } = await loadTexts(language)
      for (const name of ['help', 'accessibility'] as const) {
        const words = JSON.stringify(file.town.documents[name][language])
        assert.ok(words.includes(speech.title), `${name} ${language}: ${speech.title}`)
        assert.ok(words.includes(assist.call), `${name} ${language}: ${assist.call}`)
      }
    }
  })

  it('names the rights of the persons concerned and the authority to complain to', () => {
    const privacy = JSON.stringify(file.town.documents.privacy.de)
    for (const right of ['Auskunft', 'Berichtigung', 'Löschung', 'Einschränkung', 'Übertragung', 'Widerspruch', 'Widerruf']) {
      assert.match(privacy, new RegExp(right))
    }
    assert.match(privacy, /Landesbeauftragten für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz/)
  })

  it('writes plain German without abbreviations', () => {
    const simple = JSON.stringify(file, (key, value: unknown) => (key === 'de' || key === 'searchWords' ? undefined : value))
    const texts = [...simple.matchAll(/"de-simple":("(?:[^"\\]|\\.)*"|\[[^\]]*\])/g)].map(([, text]) => text ?? '')
    for (const text of texts) assert.doesNotMatch(text, /\b(?:z\. ?B\.|d\. ?h\.|usw\.|ggf\.|bzw\.)/, text)
  })

  it('has an accent with a contrast of at least 7 to white and to its text', () => {
    const { accent, onAccent } = file.town.theme
    assert.ok((contrast(accent, '#ffffff') ?? 0) >= 7)
    assert.ok((contrast(accent, onAccent) ?? 0) >= 7)
  })

  it('treats bookings in all the ways there are', () => {
    const ways = new Set(file.offers.map(({ confirmation, review }) => `${confirmation} ${review}`))
    for (const way of ['link clerk', 'link automatic', 'desk clerk']) assert.ok(ways.has(way), way)
    assert.ok(file.offers.some(({ combinableWith }) => combinableWith?.length === 0))
  })
})
