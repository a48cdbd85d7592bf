import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createFormat } from '../../../renderer/text/format.ts'
import { loadTexts } from '../../../renderer/text/languages.ts'
import { pluralsOf } from '../../../renderer/text/plural.ts'
import { LANGUAGES } from '../../../sync/contract/language.ts'
import { OWN_NAMES } from '../../../sync/contract/own-names.ts'

type Leaf = { readonly path: string; readonly value: unknown }

/** Every text of a language with its path, functions as they are. */
function leavesOf(tree: object, path = ''): Leaf[] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? leavesOf(value, `${path}${key}.`) : [{ path: `${path}${key}`, value }],
  )
}

// Given to every function: numbers that fall into different plural forms, and words to be found again.
const NUMBERS = [0, 1, 2, 3, 5, 11, 21, 60, 100]
const spoken = ({ path, value }: Leaf, n: number): string => {
  const given = path.startsWith('when.') && path !== 'when.times' ? '9:10' : n
  return typeof value === 'function' ? String(Reflect.apply(value, undefined, [given, given, given])) : String(value)
}
const withWords = (value: unknown): string =>
  typeof value === 'function' ? String(Reflect.apply(value, undefined, ['alpha', 'beta', 'gamma'].slice(0, value.length))) : ''

// Languages that read right to left, and those in another script: no German word may have been forgotten there.
const SCRIPTS: Readonly<Partial<Record<string, RegExp>>> = {
  ar: /\p{Script=Arabic}/u,
  fa: /\p{Script=Arabic}/u,
  uk: /\p{Script=Cyrillic}/u,
  ru: /\p{Script=Cyrillic}/u,
}
const NAMED_ALIKE = new Set([
  'keyboard.letters',
  'when.clock',
  'when.time',
  'when.times',
  'when.at',
  'when.range',
  'choice.office',
  'choice.services',
  'choice.slot',
])

/** Where French asks for a space that no line may end at, and a plain one or none stands (Imprimerie nationale). */
const FRENCH_GAPS = /[^\u202f][?!;]|[^\u00a0\d]:(?!\d)|«[^\u00a0]|[^\u00a0]»/u

describe('the page’s languages', () => {
  it('keeps French signs with the word before them', async () => {
    assert.match('Où ? ici', FRENCH_GAPS)
    for (const leaf of leavesOf(await loadTexts('fr')))
      for (const n of NUMBERS) assert.doesNotMatch(spoken(leaf, n), FRENCH_GAPS, leaf.path)
  })
  for (const language of LANGUAGES) {
    it(`says everything in ${OWN_NAMES[language]}`, async () => {
      const texts = await loadTexts(language)
      for (const leaf of leavesOf(texts)) {
        const { path } = leaf
        for (const n of NUMBERS) {
          const text = spoken(leaf, n)
          assert.notEqual(text.trim(), '', path)
          assert.doesNotMatch(text, /undefined|NaN|\[object|#/, `${path}: ${text}`)
        }
        const script = SCRIPTS[language]
        if (script && !NAMED_ALIKE.has(path)) assert.match(spoken(leaf, 5), script, path)
      }
    })

    it(`loses nothing that is filled in, in ${OWN_NAMES[language]}`, async () => {
      const german = new Map(leavesOf(await loadTexts('de')).map(({ path, value }) => [path, value]))
      for (const { path, value } of leavesOf(await loadTexts(language))) {
        if (typeof value !== 'function') continue
        const original = withWords(german.get(path))
        for (const word of ['alpha', 'beta', 'gamma']) {
          if (original.includes(word)) assert.ok(withWords(value).includes(word), `${path} has lost ${word}`)
        }
      }
    })

    it(`writes a date and a time in ${OWN_NAMES[language]} with the figures on the receipt`, async () => {
      const format = createFormat(language, 'Europe/Berlin', await loadTexts(language))
      const slot = format.slot({ day: '2026-11-24', time: '09:10' })
      assert.match(slot, /24/)
      assert.match(slot, /9[^0-9]+10/)
    })

    it(`says today in ${OWN_NAMES[language]} by the town's clock`, async () => {
      const texts = await loadTexts(language)
      const format = createFormat(language, 'Europe/Berlin', texts)
      const near = (now: string) => format.near({ day: '2026-11-24', time: '09:10' }, now)
      assert.ok(near('2026-11-23T23:30:00Z').includes(texts.when.today))
      assert.ok(!near('2026-11-23T22:30:00Z').includes(texts.when.today))
    })

    it(`names controls in ${OWN_NAMES[language]} with the words that stand on them (WCAG 2.5.3)`, async () => {
      const { actions, overview, person, speech, steps } = await loadTexts(language)
      const { changeSlot, changeOffice, changeService, changePerson } = overview
      const named: [name: string, words: string][] = [
        ...[changeSlot, changeOffice, changeService, changePerson, person.edit('Name')].map((name): [string, string] => [
          name,
          actions.change,
        ]),
        [speech.on, speech.title],
        [speech.off, speech.title],
        [steps.done('Name'), 'Name'],
      ]
      const within = (words: string) => new RegExp(`(?<!\\p{L})${words}(?!\\p{L})`, 'iu')
      const lost = named.filter(([name, words]) => !within(words).test(name))
      assert.deepEqual(lost, [])
    })

    it(`says a time in ${OWN_NAMES[language]} as it stands on its button (WCAG 2.5.3)`, async () => {
      const format = createFormat(language, 'Europe/Berlin', await loadTexts(language))
      assert.ok(format.slot({ day: '2026-11-24', time: '09:10' }).includes(format.clock('09:10')))
    })
  }

  it('ties day to month and time to its word, and sets the script’s own comma', async () => {
    const german = createFormat('de', 'Europe/Berlin', await loadTexts('de'))
    const arabic = createFormat('ar', 'Europe/Berlin', await loadTexts('ar'))
    assert.equal(german.slot({ day: '2026-11-24', time: '09:10' }), 'Dienstag, 24.\u00a0November, 9:10\u00a0Uhr')
    assert.equal(german.inOneLine('Bürgeramt', '', 'Rathausplatz 1'), 'Bürgeramt, Rathausplatz 1')
    assert.equal(arabic.inOneLine('مكتب', 'Rathausplatz 1'), 'مكتب، Rathausplatz 1')
  })

  it('tells the days of the town apart, not those of the clock in Greenwich', async () => {
    const { sameDay } = createFormat('de', 'Europe/Berlin', await loadTexts('de'))
    assert.equal(sameDay('2026-11-24T22:59:00Z', '2026-11-24T08:00:00Z'), true)
    assert.equal(sameDay('2026-11-24T23:00:00Z', '2026-11-24T08:00:00Z'), false)
  })

  it('counts in each language’s own forms', async () => {
    const seconds = async (language: (typeof LANGUAGES)[number]) => {
      const { idle } = await loadTexts(language)
      return [1, 2, 5, 21].map((n) => idle.seconds(n))
    }
    assert.deepEqual(await seconds('pl'), ['1 sekunda', '2 sekundy', '5 sekund', '21 sekund'])
    assert.deepEqual(await seconds('uk'), ['1 секунда', '2 секунди', '5 секунд', '21 секунда'])
    assert.deepEqual(await seconds('ru'), ['1 секунда', '2 секунды', '5 секунд', '21 секунда'])
    assert.deepEqual(await seconds('ro'), ['o secundă', '2 secunde', '5 secunde', '21 de secunde'])
    assert.deepEqual(await seconds('ar'), ['ثانية واحدة', 'ثانيتان', '5 ثوانٍ', '21 ثانية'])
  })

  it('falls back to the form for everything else', () => {
    assert.equal(pluralsOf('pl')(2, { other: '# x' }), '2 x')
  })
})
