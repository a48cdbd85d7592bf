import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { columnsOf, printable } from '../../../main/printing/printable.ts'
import { wrap } from '../../../main/printing/wrap.ts'

test('a text is broken between words', () => {
  assert.deepEqual(wrap('Bitte bringen Sie das mit', 12), ['Bitte', 'bringen Sie', 'das mit'])
})

test('a number and its word stay on one line where both fit', () => {
  assert.deepEqual(wrap('bis Samstag, 28. November, 13:57 Uhr auf', 16), ['bis Samstag,', '28. November,', '13:57 Uhr auf'])
  assert.deepEqual(wrap('seit 1 Jahr', 6), ['seit', '1 Jahr'])
  assert.deepEqual(wrap('24. Novembertage', 12), ['24.', 'Novembertage'])
})

test('a compound too long for the line is divided at a seam with a hyphen', () => {
  assert.deepEqual(wrap('Fahrzeugzulassungsbescheinigung', 28), ['Fahrzeugzulassungs-', 'bescheinigung'])
  assert.deepEqual(wrap('Ausreisegewahrsamsvollzugszuständigkeitsgesetz', 32), [
    'Ausreisegewahrsamsvollzugs-',
    'zuständigkeitsgesetz',
  ])
})

test('a word with its own hyphen or slash is divided there', () => {
  assert.deepEqual(wrap('Zuwanderung/Einbürgerungsstelle', 20), ['Zuwanderung/', 'Einbürgerungsstelle'])
})

test('figures are divided without a hyphen', () => {
  assert.deepEqual(wrap('12345678901234', 10), ['1234567890', '1234'])
})

test('no line is ever wider than asked, and no letter is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 6, max: 48 }), (text, columns) => {
      const clean = printable(text)
      const lines = wrap(clean, columns)
      for (const line of lines) assert.ok(columnsOf(line) <= columns, `${columnsOf(line)} > ${columns}: ${line}`)
      const letters = (words: string) => words.replace(/[\s-]/g, '')
      assert.equal(letters(lines.join('')), letters(clean))
    }),
    { numRuns: 500 },
  )
})
