import { useVisit } from '../use-visit.ts'
import { Divided } from './divided.tsx'
import './choice-so-far.css'
import { useChoice } from './use-choice.ts'

/** What has been chosen, as one sentence; always readable. */
export function ChoiceSoFar() {
  const { t, f, step, visitor } = useVisit()
  const { office, services } = useChoice()
  const slot = step === 'slot' ? (visitor.marked ?? visitor.slot) : visitor.slot
  if (!office || step === 'office')
    return (
      <p class="choice choice-nothing">
        <span class="choice-label">{t.choice.label}</span> <span class="choice-words">{t.choice.nothing}</span>
      </p>
    )
  const sentence = slot
    ? t.choice.slot(office, f.list(services), f.slot(slot))
    : services.length > 0
      ? t.choice.services(office, f.list(services))
      : t.choice.office(office)
  return (
    <p class="choice" role="status" aria-label={t.choice.label}>
      <span class="choice-label">{t.choice.label}</span>{' '}
      <span class="choice-words">
        <Divided text={sentence} />
      </span>
    </p>
  )
}
