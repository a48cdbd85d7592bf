import type { FieldPolicy } from '../../sync/contract/catalogue.ts'
import { LONGEST, type PersonField, type PersonIssue } from '../../sync/contract/person.ts'
import type { Texts } from '../text/de.ts'
import { useVisit } from '../use-visit.ts'
import { PRIVATE_FIELD } from './private-field.ts'
import './field.css'
import { Icon } from './icon.tsx'
import type { KeyLayout } from './keyboard-layouts.ts'
import type { Typing } from './use-typing.ts'

export const LAYOUT_OF: Readonly<Record<PersonField, KeyLayout>> = {
  familyName: 'text',
  firstName: 'text',
  email: 'email',
  phone: 'phone',
  birthDate: 'date',
  street: 'text',
  postalCode: 'postal',
  city: 'text',
}
/** What is wrong with a field, with the remedy. */
export const remedyOf = (t: Texts, { field, problem }: PersonIssue): string =>
  problem === 'missing' || problem === 'malformed' ? t.person[problem][field] : t.person[problem]

type FieldProps = { field: PersonField; policy: FieldPolicy; issue: PersonIssue | undefined; typing: Typing }

/** One field: label above, hint beside it, the error in words below. */
export function Field({ field, policy, issue, typing }: FieldProps) {
  const { t, visitor, send } = useVisit()
  const hint = { email: t.person.emailHint, phone: t.person.phoneHint, birthDate: t.person.birthDateHint }[String(field)]
  const value = visitor.form[field]
  const described = [hint && `${field}-hint`, issue && `${field}-error`].filter(Boolean).join(' ')
  const begin = (event: { currentTarget: HTMLInputElement }) => typing.begin(field, event.currentTarget)
  return (
    <div
      class={`field${typing.field === field ? ' field-active' : ''}${issue ? ' field-wrong' : ''}`}
      data-part={typing.field === field ? 'active' : ''}
    >
      <label class="field-label" for={field}>
        <span>
          {t.person[field]}
          {policy === 'required' && <span aria-hidden="true">{' *'}</span>}
        </span>
        {policy !== 'required' && <span class="field-optional small">{t.person.optional}</span>}
      </label>
      {hint && (
        <p class="field-hint small" id={`${field}-hint`}>
          {hint}
        </p>
      )}
      <div class="field-box">
        <input
          id={field}
          class="field-input"
          type="text"
          name={field}
          value={value}
          required={policy === 'required'}
          aria-invalid={issue ? true : undefined}
          aria-describedby={described || undefined}
          maxLength={LONGEST[field]}
          dir={field === 'email' || field === 'phone' || field === 'birthDate' ? 'ltr' : 'auto'}
          {...PRIVATE_FIELD}
          onFocus={begin}
          onClick={begin}
          onInput={(event) => send({ type: 'field.entered', field, value: event.currentTarget.value })}
        />
        {value !== '' && (
          <button
            type="button"
            class="field-clear"
            aria-label={t.person.clearField(t.person[field])}
            onClick={(event) => {
              // The button goes: the focus stays with the field.
              event.currentTarget.parentElement?.querySelector('input')?.focus()
              send({ type: 'field.entered', field, value: '' })
            }}
          >
            <Icon name="cross" />
          </button>
        )}
      </div>
      {issue && (
        <p class="field-error" id={`${field}-error`}>
          <Icon name="warning" /> <span>{remedyOf(t, issue)}</span>
        </p>
      )}
    </div>
  )
}
