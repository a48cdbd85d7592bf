import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inReadingOrder, leftToRight } from '../../../sync/contract/reading-order.ts'

const kept = (text: string): string[] =>
  [...inReadingOrder(text).matchAll(/\u200E([^\u200E]*)\u200E/g)].map(([, figures]) => figures ?? '')

describe('numbers among letters that are read from the right', () => {
  test('telephone and booking numbers keep their order', () => {
    assert.deepEqual(kept('اتصل بنا: 0261 129-0'), ['0261 129-0'])
    assert.deepEqual(kept('تلفن: +49 (261) 129-0 یا (0261) 129 14'), ['+49 (261) 129-0', '(0261) 129 14'])
    assert.deepEqual(kept('موعد (2134-DYYH)'), ['2134-DYYH'])
    assert.equal(inReadingOrder('رقم 0261 129-0.'), `رقم ${leftToRight('0261 129-0')}.`)
  })

  test('dates, times, prices and streets stay as they are', () => {
    for (const text of [
      'الجمعة، 27 نوفمبر، الساعة 09:10',
      'من 08:00 - 13:00',
      '37,00 € أو 22,80 €',
      'Willi-Hörter-Platz 1، كوبلنتس',
      'رقم 115',
    ])
      assert.equal(inReadingOrder(text), text)
  })

  test('a text that is read from the left has no marks in it', () => {
    const text = 'Telefon 0261 129-0, Nummer 2134-DYYH'
    assert.equal(inReadingOrder(text), text)
  })
})
