import { SimpleKeyboard } from 'simple-keyboard/build/index.modern.js'
import type { Language } from '../../sync/contract/language.ts'
import type { Texts } from '../text/de.ts'
import { ICON_SHAPES, type IconName } from './icon-shapes.ts'
import { type KeyLayout, rowsOf } from './keyboard-layouts.ts'

type KeysOptions = {
  layout: KeyLayout
  language: Language
  words: Texts['keyboard']
  signs: Texts['assist']['signs']
  /** What the last key says; without it there is none. */
  next: string | undefined
  onKey: (key: string) => void
}

const SIGNS = '123 éç'
const LATIN = 'ABC'
/** Capitals for one letter, and back. */
const OTHER_CASE: Readonly<Record<string, string>> = {
  default: 'shift',
  shift: 'default',
  latin: 'latinShift',
  latinShift: 'latin',
}
const drawn = (name: IconName) =>
  `<svg class="icon icon-large" viewBox="0 0 24 24" aria-hidden="true"><path d="${ICON_SHAPES[name]}"/></svg>`

/** Draws the keys into an element. Shift holds for one letter, as people know it from their telephone. */
export function createKeys(
  place: HTMLElement,
  { layout, language, words, signs, next = '', onKey }: KeysOptions,
): { destroy: () => void } {
  const rows = Object.fromEntries(
    Object.entries(rowsOf(layout, language)).map(([name, lines]) => [
      name,
      lines.map((line) => (next ? line : line.replace(/ ?\{next\}/, ''))).filter((line) => line !== ''),
    ]),
  )
  // Back to the visitor's own letters: a few of them name the key in every script.
  const ownLetters = rows['latin'] ? (rows['default']?.[1]?.split(' ').slice(0, 3).join('') ?? '') : words.letters
  const named: Readonly<Record<string, string>> = {
    '{bksp}': words.backspace,
    '{shift}': words.shift,
    '{space}': words.space,
    '{next}': next,
    '{signs}': `${words.characters} ${SIGNS}`,
    '{letters}': ownLetters,
    '{latin}': LATIN,
    ...signs,
  }
  const show = (layoutName: string) => keyboard.setOptions({ layoutName })
  const keyboard = new SimpleKeyboard(place, {
    layout: rows,
    theme: 'keys',
    display: {
      '{bksp}': drawn('backspace'),
      '{shift}': drawn('shift'),
      '{space}': words.space,
      '{next}': next,
      '{signs}': SIGNS,
      '{letters}': ownLetters,
      '{latin}': LATIN,
    },
    buttonAttributes: Object.entries(named).map(([buttons, value]) => ({ attribute: 'aria-label', value, buttons })),
    buttonTheme: [{ class: 'keys-next', buttons: '{next}' }],
    useButtonTag: true,
    preventMouseDownDefault: true,
    // No repeating keys: a trembling finger writes one letter (EN 301 549, 5.7).
    disableButtonHold: true,
    onKeyPress: (key: string) => pressed(key),
  })
  const pressed = (key: string) => {
    const { layoutName } = keyboard.options
    const was = layoutName ?? 'default'
    if (key === '{shift}') show(OTHER_CASE[was] ?? 'default')
    else if (key === '{latin}') show('latin')
    else if (key === '{signs}') show('signs')
    else if (key === '{letters}') show('default')
    else {
      if (was === 'shift' || was === 'latinShift') show(OTHER_CASE[was] ?? 'default')
      onKey(key)
    }
  }
  // Pressed by a keypad or a screen reader: a click without a finger.
  const byKeypad = ({ target, detail }: MouseEvent) => {
    const key = target instanceof Element ? target.closest('[data-skbtn]')?.getAttribute('data-skbtn') : null
    if (detail !== 0 || !key) return
    const index = at()
    pressed(key)
    // Other rows have been drawn in place of these: the focus goes to the same place of the new ones.
    if (document.activeElement === document.body) buttons()[index]?.focus()
  }
  const buttons = () => [...place.querySelectorAll<HTMLElement>('.hg-button')]
  const at = () => buttons().findIndex((button) => button === document.activeElement)
  place.addEventListener('click', byKeypad)
  return {
    destroy: () => {
      place.removeEventListener('click', byKeypad)
      keyboard.destroy()
    },
  }
}
