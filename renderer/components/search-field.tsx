import { useId } from 'preact/hooks'
import { labelled } from '../../sync/contract/labelled.ts'
import { useVisit } from '../use-visit.ts'
import { Icon } from './icon.tsx'
import './search-field.css'
import type { Typing } from './use-typing.ts'

type SearchProps = { label: string; hint?: string; value: string; typing: Typing; onChange: (value: string) => void }

/** A search over what the screen shows. */
export function SearchField({ label, hint, value, typing, onChange }: SearchProps) {
  const { t, visitor } = useVisit()
  const id = useId()
  return (
    <search class={`search${typing.field ? ' search-active' : ''}`}>
      <Icon name="search" size="large" />
      <input
        class="search-input"
        type="text"
        name="search"
        role="searchbox"
        aria-label={label}
        aria-describedby={hint && id}
        placeholder={hint && visitor.comfort.textScale === 1 ? labelled(visitor.language, label, hint) : label}
        value={value}
        maxLength={200}
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        inputMode="none"
        onFocus={(event) => typing.begin('search', event.currentTarget)}
        onClick={(event) => typing.begin('search', event.currentTarget)}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {hint && (
        <span class="only-heard" id={id}>
          {hint}
        </span>
      )}
      {value !== '' && (
        <button
          type="button"
          class="search-clear"
          aria-label={t.service.clear}
          onClick={(event) => {
            event.currentTarget.parentElement?.querySelector('input')?.focus()
            onChange('')
          }}
        >
          <Icon name="cross" />
        </button>
      )}
    </search>
  )
}
