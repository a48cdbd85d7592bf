import { useLayoutEffect, useState } from 'preact/hooks'
import { keypadSignal } from '../../machines/keypad.ts'
import type { KeypadSignal } from '../../sync/contract/device.ts'
import type { PanelProps } from './ports.ts'

const SHOWN = 8
type Pressed = { readonly code: string; readonly signal: KeypadSignal | null }

/** Every key that comes in, with its code and what it means; the page does nothing else with it meanwhile. */
export function KeypadPanel({ t, device }: PanelProps) {
  const [keys, setKeys] = useState<readonly Pressed[]>([])
  // Before the panel is painted: a key pressed at once counts.
  useLayoutEffect(() => {
    const stop = new AbortController()
    const note = (event: KeyboardEvent) => {
      event.preventDefault()
      event.stopPropagation()
      const code = event.code || event.key
      const signal = keypadSignal(code, { preset: device.keypad.preset, own: device.keypad.keys, typing: false })
      if (!event.repeat) setKeys((before) => [{ code, signal }, ...before].slice(0, SHOWN))
    }
    window.addEventListener('keydown', note, { capture: true, signal: stop.signal })
    return () => stop.abort()
  }, [])
  return (
    <div role="status">
      {keys.length === 0 && <p>{t.keypadEmpty}</p>}
      <ul class="caretaker-checks">
        {keys.map(({ code, signal }, index) => (
          <li key={`${keys.length - index} ${code}`} class="caretaker-check">
            <span class="caretaker-check-name">{code}</span>
            <span class="caretaker-check-state">{signal === null ? t.noMeaning : t.signals[signal]}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
