import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf } from '../../renderer/components/keyboard-layouts.ts'
import { LANGUAGES } from '../../sync/contract/language.ts'

const keysIn = (rows: readonly string[]) => rows.flatMap((row) => row.split(' '))

// The letters of each language's alphabet, as its readers would look for them.
const ALPHABETS: Readonly<Partial<Record<string, string>>> = {
  de: 'abcdefghijklmnopqrstuvwxyzäöüß',
  fr: 'abcdefghijklmnopqrstuvwxyzéèêàçô',
  tr: 'abcçdefgğhıijklmnoöprsştuüvyz',
  pl: 'aąbcćdeęfghijklłmnńoóprsśtuwyzźż',
  ro: 'aăâbcdefghiîjklmnopqrsștțuvwxyz',
  uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  ar: 'ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى',
  fa: 'آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی',
}

for (const language of LANGUAGES) {
  test(`the keys have every letter of the alphabet once, and room for a finger: ${language}`, () => {
    const rows = rowsOf('text', language)
    const keys = keysIn(rows['default'] ?? [])
    assert.deepEqual(
      [...(ALPHABETS[language] ?? '')].filter((letter) => !keys.includes(letter)),
      [],
    )
    assert.equal(new Set(keys).size, keys.length)
    // 262 mm of keys: thirteen of them with their gaps are still 18 mm wide.
    for (const row of Object.values(rows).flat()) assert.ok(row.split(' ').length <= 13, row)
  })
}

test('Turkish has a dotted and a dotless capital', () => {
  const capitals = keysIn(rowsOf('text', 'tr')['shift'] ?? [])
  assert.ok(capitals.includes('İ') && capitals.includes('I'))
})

test('Latin letters are one key away in every other script', () => {
  for (const language of ['ar', 'fa', 'uk', 'ru'] as const) {
    const rows = rowsOf('text', language)
    assert.ok(keysIn(rows['default'] ?? []).includes('{latin}'))
    assert.ok(keysIn(rows['latin'] ?? []).includes('{letters}'))
  }
})
