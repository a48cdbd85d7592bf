import { useState } from 'preact/hooks'
import { readTakeAlongCode } from '../../sync/contract/take-along.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { CodeCells, short } from '../components/code-cells.tsx'
import { Frame } from '../components/frame.tsx'
import { Keyboard } from '../components/keyboard.tsx'
import { NOTICE_ID } from '../components/notice-bar.tsx'
import { Pages } from '../components/pages.tsx'
import { PRIVATE_FIELD } from '../components/private-field.ts'
import { ReceiptUnderScanner } from '../components/receipt-under-scanner.tsx'
import { useTyping } from '../components/use-typing.ts'
import { Waiting } from '../components/waiting.tsx'
import { useVisit } from '../use-visit.ts'
import './existing-code.css'

/** Longer than any code on a paper of ours. */
const LONGEST = 6_000

/** Which booking it is: its receipt under the scanner, or its number. */
export function ExistingCodeScreen() {
  const { t, busy, visitor, send } = useVisit()
  const [text, setText] = useState('')
  const typing = useTyping('code')
  const lookUp = () => {
    const code = readTakeAlongCode(text)
    send(code === null ? { type: 'code.entered', text } : { type: 'takeAlong.scanned', code })
  }
  const begin = (event: { currentTarget: HTMLInputElement }) => typing.begin('code', event.currentTarget)
  const scan = (
    <section class="existing-scan" data-part>
      <ReceiptUnderScanner />
      <h2>{t.returning.scan}</h2>
    </section>
  )
  // Large type needs the whole screen, and turns it as a whole.
  const large = visitor.comfort.textScale > 1
  return (
    <Frame
      question={t.returning.question}
      part="code"
      choice={large ? null : scan}
      keyboard={typing.field && <Keyboard typing={typing} layout="code" secret onNext={lookUp} />}
      actions={
        <ActionBar cancel={false}>
          <Button kind="primary" icon="search" disabled={busy || text === ''} onPress={lookUp}>
            {t.returning.lookUp}
          </Button>
        </ActionBar>
      }
    >
      <Waiting>
        <Pages>
          <div class="existing-ways">
            {large && scan}
            <section class="existing-code field-active" data-part>
              <h2>{t.returning.orType}</h2>
              <label class="field-label" for="code">
                {t.returning.enter} <span class="field-optional small">{t.returning.enterHint}</span>
              </label>
              <CodeCells text={text}>
                <input
                  id="code"
                  name="code"
                  class={`field-input existing-input numbers${short(text) ? ' existing-unseen' : ''}`}
                  type="text"
                  dir="ltr"
                  value={text}
                  maxLength={LONGEST}
                  aria-invalid={visitor.notice === null ? undefined : true}
                  aria-describedby={visitor.notice === null ? undefined : NOTICE_ID}
                  {...PRIVATE_FIELD}
                  onFocus={begin}
                  onClick={begin}
                  onInput={(event) => setText(event.currentTarget.value)}
                  // A scanner that poses as a keyboard ends with Enter.
                  onKeyDown={(event) => {
                    if (event.key === 'Enter') lookUp()
                  }}
                />
              </CodeCells>
            </section>
          </div>
        </Pages>
      </Waiting>
    </Frame>
  )
}
