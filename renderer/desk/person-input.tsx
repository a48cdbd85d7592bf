import { LONGEST, type PersonField, type PersonIssue } from '../../sync/contract/person.ts'
import { Icon } from '../components/icon.tsx'
import { focusNext } from './focus.ts'
import { useDesk } from './use-desk.ts'

const MALFORMED = { familyName: 'name', firstName: 'name', email: 'email', phone: 'phone', birthDate: 'date' } as const

type PersonInputProps = {
  field: PersonField
  required: boolean
  value: string
  issue: PersonIssue | undefined
  /** Where two forms could be in the page, the second one names its fields otherwise. */
  prefix?: string
  onInput: (value: string) => void
}

/** One datum of a caller; Enter goes on. */
export function PersonInput({ field, required, value, issue, prefix = '', onInput }: PersonInputProps) {
  const { t, words } = useDesk()
  const id = `${prefix}${field}`
  return (
    <div class={`person-input person-input-${field}`}>
      <label class="input-label" for={id}>
        {t.person[field]}
        {required ? <span aria-hidden="true">{' *'}</span> : <span class="quiet small">{` ${words.call.anyAddress}`}</span>}
      </label>
      <input
        id={id}
        class="input"
        type="text"
        data-flow
        inputMode={field === 'phone' ? 'tel' : field === 'email' ? 'email' : 'text'}
        maxLength={LONGEST[field]}
        autocomplete="off"
        spellcheck={false}
        value={value}
        required={required}
        aria-invalid={issue ? true : undefined}
        aria-describedby={issue && `${id}-wrong`}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey) return
          event.preventDefault()
          focusNext(event.currentTarget)
        }}
      />
      {issue && (
        <p id={`${id}-wrong`} class="input-wrong small">
          <Icon name="warning" /> <span>{wrong(words.call, issue)}</span>
        </p>
      )}
    </div>
  )
}

function wrong(call: ReturnType<typeof useDesk>['words']['call'], { field, problem }: PersonIssue): string {
  if (problem === 'missing') return call.missing
  if (problem === 'tooLong') return call.tooLong
  if (problem === 'inFuture') return call.inFuture
  const kind = field in MALFORMED ? MALFORMED[field as keyof typeof MALFORMED] : 'other'
  return call.malformed[kind]
}
