import type { Page } from '@playwright/test'

/** A scanner that poses as a keyboard: all keys within a blink, then Enter, at whatever has the focus. */
export const scanText = (page: Page, text: string) =>
  page.evaluate((typed) => {
    const target = document.activeElement ?? document.body
    for (const key of [...typed, 'Enter'])
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, text)

// Where a German keyboard has what an English one has elsewhere.
const GERMAN: Readonly<Record<string, string>> = {
  KeyY: 'z',
  KeyZ: 'y',
  Minus: 'ß',
  Equal: '´',
  Slash: '-',
  Semicolon: 'ö',
  Period: '.',
  Comma: ',',
}
const GERMAN_SHIFT: Readonly<Record<string, string>> = { Semicolon: 'Ö', Slash: '_', Minus: '?', Digit3: '§', Equal: '`' }
const SIGNS: Readonly<Record<string, readonly [code: string, shift: boolean]>> = {
  '-': ['Minus', false],
  _: ['Minus', true],
  '=': ['Equal', false],
  '/': ['Slash', false],
  '?': ['Slash', true],
  ':': ['Semicolon', true],
  '.': ['Period', false],
  '#': ['Digit3', true],
}

/** The same scanner set to an English keyboard, on a terminal whose keyboard is German: the wrong letters and signs come out. */
export const scanOnGermanKeyboard = (page: Page, text: string) => {
  const keys = [...text].map((sign) => {
    const letter = /[a-z]/i.test(sign)
    const [code, shiftKey] = SIGNS[sign] ?? [letter ? `Key${sign.toUpperCase()}` : `Digit${sign}`, /[A-Z]/.test(sign)]
    const plain = GERMAN[code] ?? sign
    const key = shiftKey ? (GERMAN_SHIFT[code] ?? plain.toUpperCase()) : plain
    return { code, key: key === '´' || key === '`' ? 'Dead' : key, shiftKey }
  })
  return page.evaluate((pressed) => {
    const target = document.activeElement ?? document.body
    for (const key of [...pressed, { key: 'Enter', code: 'Enter', shiftKey: false }])
      target.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }))
  }, keys)
}
