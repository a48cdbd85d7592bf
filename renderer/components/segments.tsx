import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './segments.css'

type SegmentsProps<T> = {
  label: string
  value: T
  options: readonly (readonly [value: T, words: string])[]
  hideLabel?: boolean
  onChange: (value: T) => void
}

/** One of a few, side by side; the chosen one is told by a tick and weight too. */
export function Segments<T extends string | number | boolean>({ label, value, options, hideLabel, onChange }: SegmentsProps<T>) {
  const id = useId()
  return (
    <div class="segments" role="group" aria-labelledby={id} data-part>
      <p id={id} class={hideLabel ? 'only-heard' : 'segments-label'}>
        {label}
      </p>
      <div class="segments-row">
        {options.map(([option, words]) => (
          <button
            key={String(option)}
            type="button"
            class="segments-option"
            aria-pressed={option === value}
            onClick={() => onChange(option)}
          >
            <span>{words}</span>
            {option === value && <Icon name="check" size="badge" />}
          </button>
        ))}
      </div>
    </div>
  )
}
