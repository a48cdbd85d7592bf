import { useState } from 'preact/hooks'
import { directionOf, type Language } from '../../sync/contract/language.ts'
import type { Pairing, PairOutcome } from '../../sync/contract/pairing.ts'
import { CODE_LETTERS } from '../../sync/contract/typed-code.ts'
import { Button } from '../components/button.tsx'
import { PAIRING_TEXTS, type PairingTexts } from '../text/pairing.ts'
import { ClosedScreen } from './closed.tsx'
import './pairing.css'

const LETTERS = [...CODE_LETTERS]
const LONGEST = 12

type PairingProps = {
  language: Language
  pairing: Pairing
  enrol: (code: string) => Promise<PairOutcome>
}

/** A device without identity: says how it gets one and takes the one-time code, by touch or by a keyboard. */
export function PairingScreen({ language, pairing, enrol }: PairingProps) {
  const t = PAIRING_TEXTS[language]
  const [code, setCode] = useState('')
  const [outcome, setOutcome] = useState<PairOutcome | null>(null)
  const [asking, setAsking] = useState(false)
  const put = (text: string) =>
    setCode(
      text
        .toUpperCase()
        .replaceAll(/[^0-9A-Z]/g, '')
        .slice(0, LONGEST),
    )
  const ask = async () => {
    setAsking(true)
    setOutcome(await enrol(code).catch(() => ({ outcome: 'away', trouble: null }) as const))
    setAsking(false)
  }
  const said = wordsFor(t, outcome ?? (pairing.trouble === null ? null : { outcome: 'away', trouble: pairing.trouble }))
  return (
    <div class="pairing" lang={language} dir={directionOf(language)}>
      <ClosedScreen icon="lock" title={t.title} body={t.body}>
        <p role="status">{said}</p>
        <input
          class="pairing-code"
          aria-label={t.label}
          dir="ltr"
          value={code.replaceAll(/(.{4})(?=.)/g, '$1-')}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => put(currentTarget.value)}
        />
        <div class="pairing-keys">
          {LETTERS.map((letter) => (
            <Button key={letter} class="pairing-key" onPress={() => put(code + letter)}>
              {letter}
            </Button>
          ))}
        </div>
        <div class="pairing-actions">
          <Button icon="backspace" onPress={() => setCode(code.slice(0, -1))}>
            {t.erase}
          </Button>
          <Button kind="primary" disabled={asking || code.length < LONGEST} onPress={() => void ask()}>
            {t.send}
          </Button>
        </div>
      </ClosedScreen>
    </div>
  )
}

function wordsFor(t: PairingTexts, outcome: PairOutcome | null): string {
  if (outcome === null || outcome.outcome === 'enrolled') return ''
  if (outcome.outcome === 'codeRefused') return t.refused
  if (outcome.outcome === 'slowDown') return t.slowDown
  const { trouble } = outcome
  if (trouble === 'codeRefused') return t.refused
  if (trouble === 'clockOff') return t.clock
  return trouble?.startsWith('certificate') ? t.certificate : t.away
}
