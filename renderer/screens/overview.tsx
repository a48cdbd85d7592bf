import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Step } from '../../machines/visit-events.ts'
import { PERSON_FIELDS } from '../../sync/contract/person.ts'
import { townName } from '../../sync/contract/town-name.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import { NoticeBox } from '../components/notice-bar.tsx'
import { Pages } from '../components/pages.tsx'
import { Phrase } from '../components/phrase.tsx'
import { PostalAddress } from '../components/postal-address.tsx'
import { TownMark } from '../components/town-mark.tsx'
import { useChoice } from '../components/use-choice.ts'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './overview.css'

/** Step 5: everything once more, drawn as the receipt that will come out and what is not on it; each line can be changed. */
export function OverviewScreen() {
  const { t, busy, silent, send } = useVisit()
  return (
    <Frame
      question={t.overview.question}
      choice={<HoldLine />}
      actions={
        <ActionBar>
          <Button kind="primary" icon="check" disabled={busy || silent} onPress={() => send({ type: 'confirm' })}>
            {busy ? t.overview.recording : t.overview.confirm}
          </Button>
        </ActionBar>
      }
    >
      <Waiting>
        <Pages label={t.overview.receipt}>
          <div class="overview">
            <Receipt />
            <OwnData />
          </div>
        </Pages>
      </Waiting>
    </Frame>
  )
}

/** What the slot is worth at this moment. */
function HoldLine() {
  const { t, f, visitor } = useVisit()
  const { hold } = visitor
  if (!hold) return null
  if (hold.outcome === 'provisional') return <NoticeBox kind="warning">{t.overview.provisional}</NoticeBox>
  return (
    <p class="overview-hold" role="status">
      <Icon name="clock" />
      <span>{hold.outcome === 'held' ? t.overview.heldUntil(f.instantTime(hold.expiresAt)) : t.overview.promised}</span>
    </p>
  )
}

function Receipt() {
  const { t, f, town, visitor } = useVisit()
  const { place, chosen, minutes } = useChoice()
  const { slot } = visitor
  if (!place || !slot) return null
  return (
    <section class="receipt" aria-label={t.overview.receipt}>
      <p class="receipt-head" data-part>
        <TownMark />
        <span>
          <strong class="receipt-town">
            <Phrase of={townName(town)} />
          </strong>
          <span class="receipt-caption">{t.overview.receipt}</span>
        </span>
      </p>
      <Line title={t.overview.slot} change={t.overview.changeSlot} step="slot">
        <p class="receipt-when">{f.slot(slot)}</p>
        <p class="quiet">{t.overview.duration(minutes)}</p>
      </Line>
      <Line title={t.overview.office} change={t.overview.changeOffice} step="office">
        <p class="receipt-strong">
          <Phrase of={place.name} />
        </p>
        <p>
          <PostalAddress of={place.address} />
        </p>
        {place.way && (
          <p class="quiet">
            <Phrase of={place.way} />
          </p>
        )}
      </Line>
      <Line title={t.overview.services} change={t.overview.changeService} step="service">
        <ul class="receipt-services">
          {chosen.map(({ service, count }) => (
            <li key={service.id}>
              <p class="receipt-strong">
                {count > 1 && `${t.when.times(count)} `}
                <Phrase of={service.name} />
              </p>
              {service.documents.length > 0 && (
                <ul class="receipt-documents small" aria-label={t.overview.documents}>
                  {service.documents.map((document) => (
                    <li key={document.de}>
                      <span class="sheet-box" aria-hidden="true" />
                      <Phrase of={document} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      </Line>
    </section>
  )
}

const COVER = '••••••••'

/** What the visitor has said of themselves: beside the paper and not on it, because a paper may be left lying. */
function OwnData() {
  const { t, visitor } = useVisit()
  const { form } = visitor
  // Whoever waits behind reads along.
  const [covered, setCovered] = useState(false)
  const name = [form.firstName, form.familyName]
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ')
  const rest = PERSON_FIELDS.filter((field) => field !== 'firstName' && field !== 'familyName' && form[field].trim() !== '')
  return (
    <section class="own-data">
      <Line
        title={t.overview.person}
        change={t.overview.changePerson}
        step="person"
        more={
          <Button icon="eye" pressed={covered} onPress={() => setCovered(!covered)}>
            {covered ? t.assist.unmask : t.assist.mask}
          </Button>
        }
      >
        <p class="receipt-strong" data-private>
          <bdi>{covered ? COVER : name}</bdi>
        </p>
        {rest.map((field) => (
          <p key={field} data-private>
            <bdi class={field === 'phone' ? 'together' : undefined}>{covered ? COVER : form[field].trim()}</bdi>
          </p>
        ))}
        <p class="quiet small">{t.overview.notOnPaper}</p>
      </Line>
    </section>
  )
}

type LineProps = { title: string; change: string; step: Step; more?: ComponentChildren; children: ComponentChildren }
function Line({ title, change, step, more, children }: LineProps) {
  const { t, send } = useVisit()
  return (
    <div class="receipt-line" data-part>
      <h2 class="receipt-title">{title}</h2>
      <div class="receipt-words">{children}</div>
      <div class="receipt-change">
        <Button icon="pencil" label={change} onPress={() => send({ type: 'step.revisited', step })}>
          {t.actions.change}
        </Button>
        {more}
      </div>
    </div>
  )
}
