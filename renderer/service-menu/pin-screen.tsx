import { useState } from 'preact/hooks'
import type { Language } from '../../sync/contract/language.ts'
import type { ServiceRole, UnlockOutcome } from '../../sync/contract/service-menu.ts'
import { labelled } from '../../sync/contract/labelled.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import type { ServiceTexts } from '../text/service-menu.ts'
import type { ServicePorts } from './ports.ts'

const LEAST = 6
const LONGEST = 12
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

type PinProps = {
  t: ServiceTexts
  language: Language
  ports: Pick<ServicePorts, 'serviceUnlock'>
  onOpen: (role: ServiceRole) => void
  onLeave: () => void
}

/** Asks for the PIN; digits are not shown. */
export function PinScreen({ t, language, ports, onOpen, onLeave }: PinProps) {
  const [pin, setPin] = useState('')
  const [asking, setAsking] = useState(false)
  const [said, setSaid] = useState('')
  const put = (digit: string) => setPin((typed) => `${typed}${digit}`.slice(0, LONGEST))
  const ask = async () => {
    setAsking(true)
    const answer = await ports.serviceUnlock({ pin }).catch(() => null)
    setAsking(false)
    setPin('')
    if (answer?.outcome === 'unlocked') onOpen(answer.role)
    else setSaid(answer === null ? t.silent : wordsFor(t, answer))
  }
  return (
    <section class="caretaker-pin">
      <Icon name="lock" size="huge" />
      <h1 class="caretaker-title">{t.pinTitle}</h1>
      <p class="caretaker-quiet">{t.pinHint}</p>
      <div class="caretaker-pin-dots" role="img" aria-label={labelled(language, t.pinLabel, String(pin.length))}>
        {Array.from({ length: Math.max(LEAST, pin.length) }, (_, index) => (
          <span key={index} class={index < pin.length ? 'caretaker-dot caretaker-dot-full' : 'caretaker-dot'} />
        ))}
      </div>
      <p class="caretaker-said" role="status">
        {said}
      </p>
      <div class="caretaker-keys" dir="ltr">
        {DIGITS.map((digit) => (
          <Button key={digit} kind="secondary" onPress={() => put(digit)}>
            {digit}
          </Button>
        ))}
        <Button kind="quiet" icon="backspace" label={t.erase} onPress={() => setPin(pin.slice(0, -1))}>
          {''}
        </Button>
        <Button kind="secondary" onPress={() => put('0')}>
          {'0'}
        </Button>
        <Button kind="primary" disabled={asking || pin.length < LEAST} onPress={() => void ask()}>
          {t.open}
        </Button>
      </div>
      <Button kind="quiet" icon="arrow-back" onPress={onLeave}>
        {t.leave}
      </Button>
    </section>
  )
}

function wordsFor(t: ServiceTexts, answer: Exclude<UnlockOutcome, { outcome: 'unlocked' }>): string {
  if (answer.outcome === 'refused') return t.refused(answer.left)
  return answer.outcome === 'locked' ? t.locked(answer.minutes) : t.notSet
}
