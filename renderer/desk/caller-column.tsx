import { useState } from 'preact/hooks'
import type { CallConfirmation } from '../../machines/call.ts'
import type { CallRef } from '../../machines/front-desk.ts'
import type { FieldPolicy } from '../../sync/contract/catalogue.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { OWN_NAMES } from '../../sync/contract/own-names.ts'
import type { PersonField } from '../../sync/contract/person.ts'
import { Button } from '../components/button.tsx'
import { useSnapshot } from '../use-actor.ts'
import { askedFields } from './asked-fields.ts'
import { focusNext, PLACES } from './focus.ts'
import { howConfirmed, spokenAllowed } from './how-confirmed.ts'
import { PersonInput } from './person-input.tsx'
import { Key } from './top-bar.tsx'
import { useDesk } from './use-desk.ts'

const ORDER = ['familyName', 'firstName', 'email', 'phone', 'birthDate', 'street', 'postalCode', 'city'] as const

const HOW = { link: 'byLink', spoken: 'spoken', here: 'here' } as const satisfies Record<CallConfirmation, string>

/** Who: Enter goes from field to field, to the consent and to booking. */
export function CallerColumn({ call, booking }: { call: CallRef; booking: boolean }) {
  const { words, home, town, language, staff } = useDesk()
  const { context } = useSnapshot(call)
  const { form, issues, services, slot, consentVersion } = context
  const how = howConfirmed(context, { policy: staff, today: home.today })
  const fields = askedFields(home, slot?.officeId ?? null, services, how === 'link' ? 'link' : 'spoken')
  const policyOf = (field: PersonField): FieldPolicy => {
    if (field === 'familyName') return 'required'
    return field === 'street' || field === 'postalCode' || field === 'city' ? fields.address : fields[field]
  }
  const speakConsent = (given: boolean) => call.send({ type: 'consent.spoken', version: given ? town.consent.version : null })
  return (
    <section class="column column-caller" aria-labelledby="caller-title">
      <h2 id="caller-title" class="column-title">
        {words.call.caller}
      </h2>
      <div class="fields">
        {ORDER.filter((field) => policyOf(field) !== 'hidden').map((field) => (
          <PersonInput
            key={field}
            field={field}
            required={policyOf(field) === 'required'}
            value={form[field]}
            issue={issues.find((each) => each.field === field)}
            onInput={(value) => call.send({ type: 'field.entered', field, value })}
          />
        ))}
      </div>
      <Confirmation call={call} how={how} />
      <div class="desk-consent">
        <h3>{words.call.consent}</h3>
        <blockquote class="desk-consent-text">{inLanguage(town.consent.box, language).text}</blockquote>
        <details class="small">
          <summary>{words.call.consentFull}</summary>
          {town.consent.notice
            .flatMap(({ paragraphs }) => paragraphs)
            .map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
        </details>
        <label class="tick">
          <input
            id={PLACES.consent}
            type="checkbox"
            data-flow
            checked={consentVersion !== null}
            onChange={(event) => speakConsent(event.currentTarget.checked)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey) return
              event.preventDefault()
              speakConsent(true)
              focusNext(event.currentTarget)
            }}
          />
          <span>{words.call.consentYes}</span>
        </label>
      </div>
      <button
        id={PLACES.book}
        type="button"
        class="button button-primary book"
        data-flow
        aria-keyshortcuts="Control+Enter"
        aria-disabled={booking || undefined}
        onClick={() => !booking && call.send({ type: 'confirm' })}
      >
        <span class="button-words">{booking ? words.call.booking : words.call.book}</span>
        <Key command="book" />
      </button>
    </section>
  )
}

/** Link or spoken, language of the mails, and the note. */
function Confirmation({ call, how }: { call: CallRef; how: CallConfirmation }) {
  const { words, town, report, home, staff } = useDesk()
  const { context } = useSnapshot(call)
  const [writing, setWriting] = useState(context.note !== '')
  const spokenHint = report.network === 'offline' ? 'spokenOffline' : 'spokenOnly'
  const noAddress = context.form.email.trim() === ''
  const linkOnly = !spokenAllowed(staff, context.form.email)
  const isToday = context.slot?.day === home.today
  const kinds = (['link', 'spoken', 'here'] as const).filter(
    (kind) => kind === 'link' || (kind === 'spoken' ? !linkOnly : isToday),
  )
  const choose = (confirmation: CallConfirmation) => call.send({ type: 'confirmation.chosen', confirmation })
  return (
    <>
      <fieldset class="choices">
        <legend>{words.call.confirmation}</legend>
        {kinds.map((kind) => (
          <label key={kind} class="tick">
            <input
              type="radio"
              name={`confirmation-${context.bookingId}`}
              checked={how === kind}
              disabled={noAddress && kind === 'link' && !linkOnly}
              onChange={() => choose(kind)}
            />
            <span>{words.call[HOW[kind]]}</span>
          </label>
        ))}
        {how === 'here' ? (
          <span class="quiet small">{words.call.hereHint}</span>
        ) : (
          (linkOnly || noAddress) && <span class="quiet small">{words.call[linkOnly ? 'linkOnly' : spokenHint]}</span>
        )}
      </fieldset>
      <div class="pair">
        <label class="input-label" for="call-language">
          {words.call.language}
        </label>
        <select
          id="call-language"
          class="input"
          value={context.language}
          onChange={(event) => {
            const chosen = town.languages.find((each) => each === event.currentTarget.value)
            if (chosen) call.send({ type: 'language.chosen', language: chosen })
          }}
        >
          {town.languages.map((each) => (
            <option key={each} value={each}>
              {OWN_NAMES[each]}
            </option>
          ))}
        </select>
      </div>
      {writing ? (
        <div class="pair">
          <label class="input-label" for="call-note">
            {words.call.noteLabel}
          </label>
          <textarea
            id="call-note"
            class="input"
            rows={2}
            maxLength={1_000}
            aria-describedby="note-hint"
            value={context.note}
            onInput={(event) => call.send({ type: 'note.entered', note: event.currentTarget.value })}
          />
          <span id="note-hint" class="quiet small">
            {words.call.noteHint}
          </span>
        </div>
      ) : (
        <Button kind="quiet" icon="pencil" onPress={() => setWriting(true)}>
          {words.call.noteLabel}
        </Button>
      )}
    </>
  )
}
