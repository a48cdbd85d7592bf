import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf } from '../../renderer/components/keyboard-layouts.ts'
import { LANGUAGES } from '../../sync/contract/language.ts'

const keysIn = (rows: readonly string[]) => rows.flatMap((row) => row.split(' '))
const LATIN = 'abcdefghijklmnopqrstuvwxyz'

// The main exemplar characters of each language (Unicode CLDR): what its readers need to write.
const ALPHABETS: Readonly<Record<string, string>> = {
  de: `${LATIN}äöüß`,
  'de-simple': `${LATIN}äöüß`,
  en: LATIN,
  fr: `${LATIN}àâæçéèêëîïôœùûüÿ`,
  tr: 'abcçdefgğhıijklmnoöprsştuüvyz',
  pl: 'aąbcćdeęfghijklłmnńoóprsśtuwyzźż',
  ro: `${LATIN}ăâîșț`,
  uk: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  ru: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  ar: 'ءأؤإئاآبةتثجحخدذرزسشصضطظعغفقكلمنهوىي',
  fa: 'ئآأءابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی',
}
// Of the neighbours and of others whose names a town's people have; the same source.
const NEIGHBOURS: Readonly<Record<string, string>> = {
  Czech: 'áčďéěíňóřšťúůýž',
  Danish: 'æøå',
  Dutch: 'áäéëíïóöúü',
  Estonian: 'šžõäöü',
  Hungarian: 'áéíóöőúüű',
  Icelandic: 'áðéíóúýþæö',
  Italian: 'àéèìóòù',
  Latvian: 'āčēģīķļņšūž',
  Lithuanian: 'ąčęėįšųūž',
  Polish: 'ąćęłńóśźż',
  Portuguese: 'áàâãçéêíóôõú',
  Romanian: 'ăâîșț',
  'Serbo-Croatian': 'čćđšž',
  Slovak: 'áäčďéíĺľňóôŕšťúýž',
  Spanish: 'áéíñóúü',
  Swedish: 'åäöé',
  Turkish: 'çğıöşü',
}

for (const language of LANGUAGES) {
  const rows = rowsOf('text', language)
  /** What can be written from where one begins, following the keys that lead on to other keys. */
  const reachable = (from: string): Set<string> => {
    const seen = new Set<string>()
    const open = [from]
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue
      seen.add(name)
      for (const key of keysIn(rows[name] ?? [])) {
        if (key === '{shift}') open.push({ default: 'shift', latin: 'latinShift' }[name] ?? `${name}Shift`)
        else if (key === '{letters}') open.push('default')
        else if (key.startsWith('{') && rows[key.slice(1, -1)]) open.push(key.slice(1, -1))
      }
    }
    return new Set([...seen].flatMap((name) => keysIn(rows[name] ?? [])))
  }
  const lacking = (letters: string, keys: Set<string>) => [...letters].filter((letter) => !keys.has(letter))
  const capitals = (letters: string, locale: string) =>
    [...letters].map((letter) => (letter === 'ß' ? 'ẞ' : letter.toLocaleUpperCase(locale))).join('')

  test(`every letter of the language can be written, small and capital, and stands once: ${language}`, () => {
    const keys = reachable('default')
    const alphabet = ALPHABETS[language] ?? assert.fail('no alphabet')
    assert.deepEqual(lacking(alphabet + capitals(alphabet, language), keys), [])
    for (const [name, lines] of Object.entries(rows)) {
      const letters = keysIn(lines).filter((key) => !key.startsWith('{'))
      assert.equal(new Set(letters).size, letters.length, name)
    }
  })

  test(`a German name and street are written without looking for a letter: ${language}`, () => {
    for (const [small, shifted] of [['default', 'shift'], ...(rows['latin'] ? [['latin', 'latinShift']] : [])] as const) {
      if (small === 'default' && rows['latin']) continue
      assert.deepEqual(lacking(`${LATIN}äöüß`, new Set(keysIn(rows[small ?? ''] ?? []))), [])
      assert.deepEqual(lacking(capitals(`${LATIN}äöüß`, language), new Set(keysIn(rows[shifted ?? ''] ?? []))), [])
    }
  })

  test(`the names of the neighbours can be written, small and capital: ${language}`, () => {
    const keys = reachable('default')
    const missing = Object.entries(NEIGHBOURS).flatMap(([name, letters]) =>
      lacking(letters + capitals(letters, name === 'Turkish' ? 'tr' : 'en'), keys).map((letter) => `${name}: ${letter}`),
    )
    assert.deepEqual(missing, [])
  })

  test(`every key has room for a finger: ${language}`, () => {
    // 262 mm of keys: thirteen of them with their gaps are still 18 mm wide.
    for (const row of Object.values(rows).flat()) assert.ok(row.split(' ').length <= 13, row)
  })
}

test('Turkish has a dotted and a dotless capital', () => {
  const capitals = keysIn(rowsOf('text', 'tr')['shift'] ?? [])
  assert.ok(capitals.includes('İ') && capitals.includes('I'))
})

test('a postal code has every sign that the check lets through', () => {
  const keys = new Set(keysIn(rowsOf('postal', 'de')['default'] ?? []))
  for (const code of ['56068', '00-950', 'SW1A 1AA'])
    assert.deepEqual(
      [...code].filter((sign) => !keys.has(sign === ' ' ? '{space}' : sign)),
      [],
    )
})
