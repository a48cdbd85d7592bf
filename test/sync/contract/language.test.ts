import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inLanguage, LANGUAGES, Text } from '../../../sync/contract/language.ts'

test('a text without a translation is given in German and says so', () => {
  assert.deepEqual(inLanguage({ de: 'Reisepass', en: 'Passport' }, 'ar'), { text: 'Reisepass', lang: 'de' })
  assert.deepEqual(inLanguage({ de: 'Reisepass', en: 'Passport' }, 'en'), { text: 'Passport', lang: 'en' })
})

test('every language has its place in a public text and is a valid tag', () => {
  const everywhere = Object.fromEntries(LANGUAGES.map((language) => [language, language]))
  assert.deepEqual(Text.parse(everywhere), everywhere)
  for (const language of LANGUAGES) assert.equal(new Intl.Locale(language).toString(), language)
})
