import { isOnlyWished } from '../../sync/contract/booking.ts'
import type { ExistingBooking } from '../../sync/contract/existing.ts'
import { heading } from '../../sync/contract/labelled.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { Pages } from '../components/pages.tsx'
import { Phrase } from '../components/phrase.tsx'
import { PostalAddress } from '../components/postal-address.tsx'
import { useChoice } from '../components/use-choice.ts'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './existing.css'
import { ExistingCodeScreen } from './existing-code.tsx'
import { SlotScreen } from './slot.tsx'

/** „I have a booking“: its number or the receipt under the scanner; then here I am, cancel or move. */
export function ExistingScreen() {
  const { t, existingPart } = useVisit()
  if (existingPart === 'slot') return <SlotScreen question={t.returning.moveQuestion} />
  if (existingPart === 'told') return <ToldScreen />
  return existingPart === 'code' ? <ExistingCodeScreen /> : <FoundScreen />
}

/** The booking, and what can be done with it. */
function FoundScreen() {
  const { t, visitor, existingPart, send } = useVisit()
  const { existing } = visitor
  const card = existing && <FoundBooking booking={existing} />
  // Large type needs the whole screen, and turns it as a whole.
  const large = visitor.comfort.textScale > 1
  return (
    <Frame
      question={existing && isOnlyWished(existing.standing) ? t.returning.foundWish : t.returning.foundQuestion}
      part="found"
      choice={large ? null : card}
      actions={
        <ActionBar cancel={false}>
          <Button kind="quiet" onPress={() => send({ type: 'finish' })}>
            {t.done.finish}
          </Button>
        </ActionBar>
      }
    >
      <Waiting>
        {existing && (
          <Pages>
            <div class="existing-doors">
              {large && card}
              {existing.may.checkIn && (
                <Door icon="check" words={t.returning.checkIn} hint={t.returning.checkInHint} main event="checkIn.wanted" />
              )}
              {existing.may.move && <Door icon="calendar" words={t.returning.move} event="move.wanted" />}
              {existing.may.cancel && <Door icon="cross" words={t.returning.cancel} event="cancellation.wanted" />}
              {visitor.code?.key === null && (
                <p class="quiet" data-part>
                  {t.returning.needsReceipt}
                </p>
              )}
            </div>
          </Pages>
        )}
      </Waiting>
      {existingPart === 'cancelling' && (
        <Dialog
          title={t.returning.cancelTitle}
          role="alertdialog"
          onClose={() => send({ type: 'cancellation.declined' })}
          actions={
            <>
              <Button kind="danger" onPress={() => send({ type: 'cancellation.confirmed' })}>
                {t.returning.cancelYes}
              </Button>
              <Button kind="primary" onPress={() => send({ type: 'cancellation.declined' })}>
                {t.returning.cancelNo}
              </Button>
            </>
          }
        >
          <p>{t.returning.cancelBody}</p>
        </Dialog>
      )}
    </Frame>
  )
}

/** The booking without its person. */
function FoundBooking({ booking }: { booking: ExistingBooking }) {
  const { t, f, visitor } = useVisit()
  const { place, chosen } = useChoice()
  return (
    <section class="existing-card">
      <p class="existing-when" data-part>
        {f.instant(booking.startsAt)}
      </p>
      {place && (
        <p data-part>
          <strong>
            <Phrase of={place.name} />
          </strong>
          <br />
          <PostalAddress of={place.address} />
        </p>
      )}
      <ul>
        {chosen.map(({ service, count }) => (
          <li key={service.id} data-part>
            {count > 1 && `${t.when.times(count)} `}
            <Phrase of={service.name} />
          </li>
        ))}
      </ul>
      <p data-standing={booking.standing} data-part>
        {heading(visitor.language, t.returning.standing)} <strong>{t.done.standing[booking.standing]}</strong>
      </p>
    </section>
  )
}

type DoorProps = {
  icon: IconName
  words: string
  hint?: string
  main?: boolean
  event: 'checkIn.wanted' | 'move.wanted' | 'cancellation.wanted'
}
function Door({ icon, words, hint, main, event }: DoorProps) {
  const { send } = useVisit()
  return (
    <button type="button" class={`start-door${main ? ' start-door-main' : ''}`} data-part onClick={() => send({ type: event })}>
      <Icon name={icon} size="large" />
      <span class="start-door-words">
        <span class="start-door-name">{words}</span>
        {hint && <span class="start-door-hint">{hint}</span>}
      </span>
      <Icon name="arrow-on" />
    </button>
  )
}

type Told = { good: boolean; title: string; body: string }

function useTold(): Told {
  const { t, f, visitor } = useVisit()
  const { existingResult: result } = visitor
  const officeName = (id: string | undefined) => {
    const found = visitor.offices.find(({ office }) => office.id === id)
    return found ? inLanguage(found.office.name, visitor.language).text : ''
  }
  const bad = (body: string): Told => ({ good: false, title: t.returning.foundQuestion, body })
  switch (result?.outcome) {
    case 'arrived':
      return {
        good: true,
        title: t.returning.arrivedTitle,
        body: t.returning.arrivedBody(officeName(visitor.existing?.officeId)),
      }
    case 'cancelled':
      return { good: true, title: t.returning.cancelledTitle, body: t.returning.cancelledBody }
    case 'moved':
      return { good: true, title: t.returning.movedTitle, body: t.returning.movedBody(f.slot(result.slot)) }
    case 'tooEarly':
      return bad(t.returning.tooEarly(f.instant(result.from)))
    case 'otherOffice':
      return bad(t.returning.otherOffice(officeName(result.officeId)))
    case 'notPossible':
      return bad(t.returning.notPossible(t.done.standing[result.standing]))
    case 'slowDown':
      return bad(t.notice.codeSlowDown)
    case 'unknown':
      return bad(t.notice.codeUnknown)
    default:
      return bad(t.notice.existingUnreachable)
  }
}

/** What has become of it. */
function ToldScreen() {
  const { t, send } = useVisit()
  const { good, title, body } = useTold()
  return (
    <Frame
      question={title}
      part="told"
      choice={null}
      actions={
        <ActionBar cancel={false}>
          <Button kind="primary" icon="check" onPress={() => send({ type: 'finish' })}>
            {t.done.finish}
          </Button>
        </ActionBar>
      }
    >
      <div role="status" class={`existing-told${good ? '' : ' existing-told-not'}`}>
        <span class="existing-told-mark">
          <Icon name={good ? 'check' : 'warning'} size="huge" />
        </span>
        <p>{body}</p>
      </div>
    </Frame>
  )
}
