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

/** What stands on the keys that lead to other keys. */
const SIGNS = '123'
const LATIN = 'ABC'
const ACCENTS = 'á–ł'
const MORE_ACCENTS = 'ľ–ž'
/** Capitals for one letter, and back. */
const OTHER_CASE: Readonly<Record<string, string>> = {
  default: 'shift',
  shift: 'default',
  latin: 'latinShift',
  latinShift: 'latin',
  accents: 'accentsShift',
  accentsShift: 'accents',
  moreAccents: 'moreAccentsShift',
  moreAccentsShift: 'moreAccents',
}
const LEADS_TO: Readonly<Record<string, string>> = {
  '{latin}': 'latin',
  '{signs}': 'signs',
  '{letters}': 'default',
  '{accents}': 'accents',
  '{moreAccents}': 'moreAccents',
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
    '{accents}': `${words.moreLetters} ${ACCENTS}`,
    '{moreAccents}': `${words.moreLetters} ${MORE_ACCENTS}`,
    ...signs,
  }
  // A letter with an accent comes alone: after it one is back among the plain ones, as after a capital.
  const backFrom = (was: string) =>
    /accents/i.test(was) ? (rows['latin'] ? 'latin' : 'default') : (OTHER_CASE[was] ?? 'default')
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
      '{accents}': ACCENTS,
      '{moreAccents}': MORE_ACCENTS,
    },
    buttonAttributes: Object.entries(named).map(([buttons, value]) => ({ attribute: 'aria-label', value, buttons })),
    buttonTheme: [{ class: 'keys-next', buttons: '{next}' }],
    useButtonTag: true,
    preventMouseDownDefault: true,
    // No repeating keys: a trembling finger writes one letter (EN 301 549, 5.7).
    disableButtonHold: true,
    // A key acts when the finger is lifted, as every control does (WCAG 2.5.2): were the screen to change while it is down,
    // it would be lifted from, and so press, what has come to stand there.
    useMouseEvents: true,
    onKeyPress: (key: string) => {
      const index = at()
      pressed(key)
      // Gone through by a keypad, other rows have been drawn in place of these: the focus goes to the same place of the new.
      if (index >= 0 && document.activeElement === document.body) buttons()[index]?.focus()
    },
  })
  const pressed = (key: string) => {
    const { layoutName } = keyboard.options
    const was = layoutName ?? 'default'
    const leadsTo = key === '{shift}' ? OTHER_CASE[was] : LEADS_TO[key]
    if (leadsTo !== undefined) return show(leadsTo)
    if (/shift|accents/i.test(was)) show(backFrom(was))
    onKey(key)
  }
  const buttons = () => [...place.querySelectorAll<HTMLElement>('.hg-button')]
  const at = () => buttons().findIndex((button) => button === document.activeElement)
  return { destroy: () => keyboard.destroy() }
}
