import { useState } from 'preact/hooks'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import { Keyboard } from '../components/keyboard.tsx'
import { NoticeBox } from '../components/notice-bar.tsx'
import { Pages } from '../components/pages.tsx'
import { PaperLine, usePaper } from '../components/paper-line.tsx'
import { Slip } from '../components/slip.tsx'
import { useTyping } from '../components/use-typing.ts'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './take-along.css'

/** The data on paper: a PIN for a new slip, or the code of an earlier visit under the scanner. */
export function TakeAlongScreen() {
  const { t, visitor, takeAlongPart } = useVisit()
  const words = t.takeAlong
  switch (takeAlongPart) {
    case 'scanning':
    case 'reading':
      return <ScanScreen />
    case 'refused':
      return <RefusedScreen />
    case 'printing':
    case 'told':
      return <SlipScreen />
    case 'enteringPin':
    case 'opening':
      return (
        <PinScreen
          key="open"
          question={words.openQuestion}
          hint={words.openHint}
          on={words.open}
          trouble={visitor.takeAlong?.triesLeft == null ? null : words.wrongPin(visitor.takeAlong.triesLeft)}
        />
      )
    case 'repeatingPin':
      return <PinScreen key="again" question={words.againQuestion} hint={words.againHint} on={words.print} trouble={null} />
    default:
      return (
        <PinScreen
          key="choose"
          question={words.pinQuestion}
          hint={words.pinHint}
          on={t.person.next}
          trouble={visitor.pinTrouble && words.pinTrouble[visitor.pinTrouble]}
        />
      )
  }
}

const DIGITS = 4

type PinProps = { question: string; hint: string; on: string; trouble: string | null }

/** Four digits that nobody reads over a shoulder and the speaker does not say (EN 301 549, 5.1.3.8). */
function PinScreen({ question, hint, on, trouble }: PinProps) {
  const { t, busy, send } = useVisit()
  const [pin, setPin] = useState('')
  const typing = useTyping('pin')
  const complete = pin.length === DIGITS && !busy
  const enter = () => {
    if (!complete) return
    setPin('')
    send({ type: 'pin.entered', pin })
  }
  const begin = (event: { currentTarget: HTMLInputElement }) => typing.begin('pin', event.currentTarget)
  return (
    <Frame
      question={question}
      part={question}
      choice={<p class="quiet">{hint}</p>}
      keyboard={typing.field && <Keyboard typing={typing} layout="pin" secret onNext={enter} />}
      actions={
        <ActionBar>
          <Button kind="primary" iconEnd="arrow-on" disabled={!complete} onPress={enter}>
            {on}
          </Button>
        </ActionBar>
      }
    >
      <Waiting>
        <div class="take-along-digits">
          <div class="take-along-picture">
            <Slip out />
            <span class="take-along-lock">
              <Icon name="lock" size="large" />
            </span>
          </div>
          <div role="alert" id="pin-trouble">
            {trouble && <NoticeBox kind="warning">{trouble}</NoticeBox>}
          </div>
          <label class="field-label" for="pin">
            {t.takeAlong.pin}
          </label>
          <div class="take-along-boxes" dir="ltr">
            {Array.from({ length: DIGITS }, (_, index) => (
              <span
                key={index}
                aria-hidden="true"
                class={`take-along-box${index < pin.length ? ' take-along-filled' : ''}${index === pin.length ? ' take-along-next' : ''}`}
              />
            ))}
            <input
              id="pin"
              name="pin"
              class="take-along-pin"
              type="password"
              dir="ltr"
              value={pin}
              maxLength={DIGITS}
              aria-invalid={trouble === null ? undefined : true}
              aria-describedby={trouble === null ? undefined : 'pin-trouble'}
              autocomplete="off"
              inputMode="none"
              data-private
              onFocus={begin}
              onClick={begin}
              onInput={(event) => {
                const digits = event.currentTarget.value.replace(/\D/g, '')
                event.currentTarget.value = digits
                setPin(digits)
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') enter()
              }}
            />
          </div>
        </div>
      </Waiting>
    </Frame>
  )
}

/** What has become of the slip: drawn as it comes out of the printer, with the two things to know of it. */
function SlipScreen() {
  const { t, f, visitor, busy, send } = useVisit()
  const words = t.takeAlong
  const { slip } = visitor
  const answer = slip?.answer ?? null
  const { state, failed } = usePaper(slip?.slipId ?? '')
  const coming = busy || answer?.outcome === 'printing'
  return (
    <Frame
      question={coming && state !== 'failed' ? words.paper[state === 'maybePrinted' ? 'printed' : state] : words.noSlipQuestion}
      part="slip"
      choice={null}
      actions={
        <ActionBar back={null} cancel={false}>
          <Button kind="primary" iconEnd="arrow-on" disabled={busy} onPress={() => send({ type: 'next' })}>
            {t.person.toConsent}
          </Button>
        </ActionBar>
      }
    >
      <Waiting>
        {answer && answer.outcome !== 'printing' && (
          <div role="status" class="take-along">
            <NoticeBox kind="warning">{words.noSlip[answer.outcome]}</NoticeBox>
          </div>
        )}
        {slip && answer?.outcome === 'printing' && (
          <Pages>
            <div class="slip">
              {failed ? (
                <PaperLine paperId={slip.slipId} words={words.paper} />
              ) : (
                <p class="only-heard" role="status" data-paper={state}>
                  {words.paper[state]}
                </p>
              )}
              <Slip out={state === 'printed' || state === 'maybePrinted'} />
              <ul class="slip-facts">
                <li data-part>
                  <Icon name="calendar" size="large" /> <span>{words.validUntil(f.date(answer.lastDay))}</span>
                </li>
                <li data-part>
                  <Icon name="lock" size="large" /> <span>{words.onlyPin}</span>
                </li>
              </ul>
            </div>
          </Pages>
        )}
      </Waiting>
    </Frame>
  )
}

function ScanScreen() {
  const { t, busy, send } = useVisit()
  return (
    <Frame
      question={t.takeAlong.scanQuestion}
      part="scan"
      choice={<p class="quiet">{t.takeAlong.scanHint}</p>}
      actions={
        <ActionBar>
          <Button kind="primary" icon="pencil" disabled={busy} onPress={() => send({ type: 'back' })}>
            {t.takeAlong.byHand}
          </Button>
        </ActionBar>
      }
    >
      <Waiting>
        <div class="take-along take-along-scan">
          <Icon name="qr" size="huge" />
        </div>
      </Waiting>
    </Frame>
  )
}

/** Why a code does not open: what happened, what it means, and the two ways on. */
function RefusedScreen() {
  const { t, f, visitor, send } = useVisit()
  const refusal = visitor.takeAlong?.refusal ?? { outcome: 'damaged' as const }
  const { expired, refused } = t.takeAlong
  const { title, body } =
    refusal.outcome === 'expired'
      ? { title: expired.title, body: expired.body(f.date(refusal.lastDay)) }
      : refused[refusal.outcome]
  return (
    <Frame
      question={title}
      part="refused"
      choice={null}
      actions={
        <ActionBar>
          <Button icon="qr" onPress={() => send({ type: 'retry' })}>
            {t.takeAlong.scanAgain}
          </Button>
          <Button kind="primary" icon="pencil" onPress={() => send({ type: 'next' })}>
            {t.takeAlong.byHand}
          </Button>
        </ActionBar>
      }
    >
      <Pages>
        <div class="take-along" role="alert">
          <NoticeBox kind="warning">{body}</NoticeBox>
        </div>
      </Pages>
    </Frame>
  )
}
