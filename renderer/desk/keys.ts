import type { DeskView } from '../../machines/front-desk.ts'

export type Command = DeskView | 'help' | 'newCall' | 'otherCall' | 'lock' | 'book' | 'column1' | 'column2' | 'column3'
/** As the browser names the key (UI Events `KeyboardEvent.key`), with the one modifier that it needs. */
type Shortcut = { readonly command: Command; readonly key: string; readonly with?: 'Ctrl' | 'Alt' }

/** Every shortcut, in the order in which they are listed. Function keys write nothing, so they work in every field. */
export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'newCall', key: 'F2' },
  { command: 'otherCall', key: 'F3' },
  { command: 'book', key: 'Enter', with: 'Ctrl' },
  { command: 'column1', key: '1', with: 'Alt' },
  { command: 'column2', key: '2', with: 'Alt' },
  { command: 'column3', key: '3', with: 'Alt' },
  { command: 'calls', key: 'b', with: 'Alt' },
  { command: 'find', key: 'F4' },
  { command: 'day', key: 'F6' },
  { command: 'inbox', key: 'F7' },
  { command: 'tasks', key: 'F8' },
  { command: 'figures', key: 'z', with: 'Alt' },
  { command: 'fleet', key: 'g', with: 'Alt' },
  { command: 'lock', key: 'F9' },
  { command: 'help', key: 'F1' },
]

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>

/** The command of a key, or null. `writing`: the cursor stands in a field that holds text, where `?` is a letter. */
export function commandOf({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyPress, writing: boolean): Command | null {
  if (metaKey) return null
  if (key === '?' && !ctrlKey && !altKey && !writing) return 'help'
  // With Shift they belong to the browser and to screen readers.
  if (shiftKey) return null
  const found = SHORTCUTS.find(
    (shortcut) =>
      shortcut.key === (key.length === 1 ? key.toLowerCase() : key) &&
      ctrlKey === (shortcut.with === 'Ctrl') &&
      altKey === (shortcut.with === 'Alt'),
  )
  return found?.command ?? null
}

export type KeyNames = Readonly<Record<'F' | 'Ctrl' | 'Alt' | 'Enter' | 'Escape', string>>

/** How a shortcut is written beside its control, e.g. „Strg+Eingabe“; empty where a command has none. */
export function keyLabel(command: Command, names: KeyNames): string {
  const shortcut = SHORTCUTS.find((each) => each.command === command)
  if (!shortcut) return ''
  const key = shortcut.key === 'Enter' ? names.Enter : shortcut.key.toUpperCase()
  return shortcut.with ? `${names[shortcut.with]}+${key}` : key
}

/** The same for `aria-keyshortcuts`. */
export function ariaKeys(command: Command): string {
  const shortcut = SHORTCUTS.find((each) => each.command === command)
  if (!shortcut) return ''
  return shortcut.with === 'Ctrl' ? `Control+${shortcut.key}` : shortcut.with ? `Alt+${shortcut.key}` : shortcut.key
}
