import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import './check.css'
import { Icon } from './icon.tsx'

type CheckProps = {
  checked: boolean
  required?: boolean
  hint?: string
  /** The id of the message that says what is wrong with it. */
  wrong?: string | undefined
  children: ComponentChildren
  onChange: (checked: boolean) => void
}

/** A box to tick, as large as a hand wants it; the whole line is the target. */
export function Check({ checked, required, hint, wrong, children, onChange }: CheckProps) {
  const id = useId()
  return (
    <label class={`check pressable${checked ? ' check-on' : ''}`}>
      <input
        type="checkbox"
        class="check-input"
        checked={checked}
        required={required}
        aria-invalid={wrong === undefined ? undefined : true}
        aria-describedby={wrong ?? (hint && id)}
        onChange={(event) => {
          // The state decides, not the browser: what it does not take on stays as it was.
          const wanted = event.currentTarget.checked
          event.currentTarget.checked = checked
          onChange(wanted)
        }}
      />
      <span class="check-box" aria-hidden="true">
        {checked && <Icon name="check" />}
      </span>
      <span class="check-words">
        <span>
          {children}
          {required && <span aria-hidden="true">{' *'}</span>}
        </span>
        {hint && (
          <span class="check-hint small" id={id}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
