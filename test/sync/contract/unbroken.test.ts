import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unbrokenParts } from '../../../sync/contract/unbroken.ts'

const wholeOf = (text: string) => unbrokenParts(text).flatMap(({ words, whole }) => (whole ? [words] : []))

test('numbers and „E-Mail“ stay on one line', () => {
  assert.deepEqual(wholeOf('Rufen Sie an: 0261 129-0, oder schreiben Sie eine E-Mail zu 7K3M-9QXT.'), [
    '0261 129-0',
    'E-Mail',
    '7K3M-9QXT',
  ])
  assert.deepEqual(wholeOf('Cliquez sur le lien dans l’e-mail'), ['e-mail'])
  assert.deepEqual(wholeOf('E-postadaki bağlantıya tıklayın.'), ['E-postadaki'])
})

test('nothing is lost or added, and other words stay free', () => {
  const text = 'Kfz-Zulassung am 24. November, 9:10 Uhr'
  assert.equal(
    unbrokenParts(text)
      .map(({ words }) => words)
      .join(''),
    text,
  )
  assert.deepEqual(wholeOf(text), [])
  assert.deepEqual(unbrokenParts(''), [])
})
