import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { de } from '../../../../sync/central/texts/de.ts'
import { moment, shortMoment } from '../../../../sync/central/texts/moment.ts'
import { SPOKEN, textsIn } from '../../../../sync/central/texts/texts-in.ts'
import { LANGUAGES } from '../../../../sync/contract/language.ts'

/** Every text with its path; lists of paragraphs count as one text, since languages may break them differently. */
function textsOf(tree: object, path = ''): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'string') return [[`${path}${key}`, value]]
    if (Array.isArray(value)) return [[`${path}${key}`, value.join(' ')]]
    return typeof value === 'object' && value !== null ? textsOf(value, `${path}${key}.`) : []
  })
}
const marksOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted()

describe('central’s languages', () => {
  it('are all languages of the page', () => {
    assert.deepEqual(SPOKEN, LANGUAGES)
  })

  for (const language of LANGUAGES) {
    it(`have every text and every mark in ${language}`, () => {
      const { texts, language: spoken } = textsIn(language)
      assert.equal(spoken, language)
      const german = new Map(textsOf(de))
      const here = new Map(textsOf(texts))
      assert.deepEqual([...here.keys()].toSorted(), [...german.keys()].toSorted())
      for (const [path, text] of here) {
        assert.notEqual(text.trim(), '', path)
        assert.deepEqual(marksOf(text), marksOf(german.get(path) ?? ''), path)
      }
    })

    it(`keep subjects in ${language} free of line breaks and long texts`, () => {
      for (const { subject } of Object.values(textsIn(language).texts.mails)) {
        assert.doesNotMatch(subject, /[\r\n]/)
        assert.ok(subject.length <= 78, subject)
      }
    })

    it(`tell date and time in ${language} by the calendar and the figures on the receipt`, () => {
      const { texts } = textsIn(language)
      const long = moment(texts, '2026-11-24T08:10:00.000Z', 'Europe/Berlin')
      assert.match(long, /24/)
      assert.match(long, /2026/)
      assert.match(long, /0?9(?::|\u00a0h\u00a0)10/)
      assert.match(shortMoment(texts, '2026-11-24T08:10:00.000Z', 'Europe/Berlin'), /2026/)
    })
  }

  it('read from right to left where the script does', () => {
    const rightToLeft = LANGUAGES.filter((language) => textsIn(language).texts.direction === 'rtl')
    assert.deepEqual(rightToLeft, ['ar', 'fa'])
  })
})
