import { keypadSignal, type KeypadSignal } from '../machines/keypad.ts'
import type { DeviceSettings } from '../sync/contract/device.ts'

const CONTROLS = 'a[href], button, input, textarea, select, [tabindex="0"]'
/** These show that somebody feels for the keys; Enter and Escape may come from a scanner or by chance. */
const WAKING: readonly KeypadSignal[] = ['previous', 'next', 'repeat', 'help']

/** The voice as far as the keypad steers it. */
export type Spoken = {
  readonly isOn: () => boolean
  readonly turnOn: () => void
  readonly tellFocus: (control: Element) => void
  readonly tell: (text: string, secret: boolean) => void
  readonly plug: (plugged: boolean) => void
  readonly repeat: () => void
  readonly send: (event: { type: 'pause' } | { type: 'key.pressed' } | { type: 'volume.changed'; by: 1 | -1 }) => void
  /** The headset was pulled and the terminal waits for consent to go on aloud. */
  readonly isAsking: () => boolean
}

/**
 * Seven keys for everything: on and back through all controls of the screen or of its topmost dialog, choose, go back,
 * help, repeat, pause. In a field, choosing leads to the keys of the screen, and going back out of them again.
 */
export function listenToKeypad(
  target: Window,
  { settings, spoken }: { settings: () => DeviceSettings | null; spoken: () => Spoken | null },
): void {
  target.addEventListener('keydown', (event) => {
    const device = settings()
    if (!device) return undefined
    const field = isField(event.target) ? event.target : null
    const { preset, keys } = device.keypad
    const signal =
      keypadSignal(event.code || event.key, { preset, own: keys, typing: field !== null }) ??
      // In a field Enter is the field's own, unless there is nothing to send and keys of the screen to go to.
      (field !== null && event.code === 'Enter' && (!['code', 'pin'].includes(field.name) || field.value === '')
        ? 'select'
        : null)
    if (signal === null || event.ctrlKey || event.altKey || event.metaKey) return undefined
    const voice = spoken()
    event.preventDefault()
    if (event.repeat) return undefined
    if (voice && !voice.isOn() && WAKING.includes(signal)) return voice.turnOn()
    return act(signal, voice, field)
  })
}

function act(signal: KeypadSignal, voice: Spoken | null, field: HTMLInputElement | null): void {
  if (voice?.isAsking() && signal === 'select') return voice.turnOn()
  if (signal === 'previous' || signal === 'next') return move(signal === 'next' ? 1 : -1, voice)
  if (signal === 'repeat') return voice?.repeat()
  if (signal === 'pause') return voice?.send({ type: signal })
  if (signal === 'volumeUp' || signal === 'volumeDown')
    return voice?.send({ type: 'volume.changed', by: signal === 'volumeUp' ? 1 : -1 })
  if (signal === 'jackIn' || signal === 'jackOut') return voice?.plug(signal === 'jackIn')
  voice?.send({ type: 'key.pressed' })
  if (signal === 'help') document.querySelector<HTMLElement>('[data-tool="help"]')?.click()
  else if (signal === 'back') goBack(voice)
  else choose(field, voice)
}

const isField = (target: unknown): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.type !== 'checkbox' && target.type !== 'radio'

const keysOfScreen = () => document.querySelector('.keyboard')
const topmost = (): Element => [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body

/** The controls that the keypad goes through: those of the screen, or the keys of the screen while it is in them. */
function controls(): HTMLElement[] {
  const inKeys = keysOfScreen()?.contains(document.activeElement) ?? false
  const scope = inKeys ? (keysOfScreen() ?? document.body) : topmost()
  return [...scope.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (control) =>
      control.checkVisibility({ visibilityProperty: true }) &&
      !control.closest('[inert]') &&
      (inKeys || control.closest('.keyboard') === null),
  )
}

/** From where the focus is, also from a heading between two controls; past the end it begins again. */
function move(by: 1 | -1, voice: Spoken | null): void {
  const all = controls()
  const from = document.activeElement
  const at = from instanceof HTMLElement ? all.indexOf(from) : -1
  const behind = all.findIndex(
    (control) => from !== null && Boolean(from.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING),
  )
  const next = at >= 0 ? at + by : by === 1 ? Math.max(0, behind) : (behind === -1 ? all.length : behind) - 1
  const control = all[(next + all.length) % all.length]
  if (!control) return
  // A field reached by keys must not bring up the screen's keys and move what one is going through.
  control.focus({ preventScroll: true })
  control.scrollIntoView({ block: 'nearest' })
  voice?.tellFocus(control)
}

function choose(field: HTMLInputElement | null, voice: Spoken | null): void {
  if (field) {
    const first = keysOfScreen()?.querySelector<HTMLElement>('.hg-button')
    first?.focus()
    if (first) voice?.tellFocus(first)
    return
  }
  const control = document.activeElement
  if (!(control instanceof HTMLElement) || !control.matches(CONTROLS)) return
  const keys = control.closest('.keyboard')
  control.click()
  const now = document.activeElement
  // „Next“ among the keys leads to another field, and what goes away when it is pressed to what it was for.
  if (now instanceof HTMLElement && now !== control && now.matches(CONTROLS) && !keys?.contains(now)) voice?.tellFocus(now)
  else if (keys && control.matches('.hg-standardBtn, .hg-functionBtn'))
    voice?.tell(
      control.getAttribute('aria-label') ?? control.textContent ?? '',
      keys.hasAttribute('data-private') && control.matches('.hg-standardBtn'),
    )
  else if (control.isConnected && control.matches('input[type="checkbox"], [aria-pressed]')) voice?.tellFocus(control)
}

function goBack(voice: Spoken | null): void {
  const keys = keysOfScreen()
  if (keys?.contains(document.activeElement)) {
    const field = document.querySelector<HTMLElement>(
      '.field-active input, .search-active input, input[name="code"], input[name="pin"]',
    )
    field?.focus()
    if (field) voice?.tellFocus(field)
    return
  }
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
  if (dialog) dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
  else document.querySelector<HTMLElement>('.actions-back .button:not(.actions-cancel)')?.click()
}
