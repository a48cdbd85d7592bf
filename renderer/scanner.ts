/** A scanner types a character in a few milliseconds; a hand does not. */
const LONGEST_GAP_MS = 80
const SHORTEST_CODE = 8

/** What an English keyboard types with each key, plain and with Shift. Scanners press these unless they are set otherwise. */
const SIGNS: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
}
const SHIFTED_DIGITS = ')!@#$%^&*('

/** A scan: as the terminal's keyboard layout reads it, and as the scanner pressed the keys of an English one. */
export type Scan = { readonly typed: string; readonly pressed: string }

/**
 * Reads a scanner that poses as a keyboard and ends with Enter, wherever it is pointed at a screen. The Enter is taken from
 * the control that has the focus, and a field gets back what stood in it before.
 */
export function readScanner(target: Window, onScan: (scan: Scan) => boolean): void {
  let scan: Scan = { typed: '', pressed: '' }
  let field: { input: HTMLInputElement; value: string } | null = null
  let lastMs = 0
  target.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey) return
      if (event.timeStamp - lastMs > LONGEST_GAP_MS) {
        scan = { typed: '', pressed: '' }
        field = event.target instanceof HTMLInputElement ? { input: event.target, value: event.target.value } : null
      }
      lastMs = event.timeStamp
      if (event.key.length === 1 || event.key === 'Dead')
        scan = { typed: scan.typed + event.key, pressed: scan.pressed + (englishKey(event) ?? event.key) }
      if (event.key !== 'Enter' || scan.typed.length < SHORTEST_CODE) return
      const whole = scan
      scan = { typed: '', pressed: '' }
      if (!onScan(whole)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (field?.input.isConnected) {
        field.input.value = field.value
        field.input.dispatchEvent(new Event('input', { bubbles: true }))
      }
    },
    { capture: true },
  )
}

/** Null for a key that an English keyboard does not type with. */
function englishKey({ code, shiftKey }: KeyboardEvent): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shiftKey && code.startsWith('Digit') ? (SHIFTED_DIGITS[Number(digit)] ?? null) : digit
  return SIGNS[code]?.[shiftKey ? 1 : 0] ?? null
}
