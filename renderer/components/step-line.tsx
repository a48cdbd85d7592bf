import { STEPS, type Step } from '../../machines/visit-events.ts'
import { useVisit } from '../use-visit.ts'
import { Icon } from './icon.tsx'
import './step-line.css'

/** The five named stations; shape, weight and words tell where one is, and an earlier one leads back to it. */
export function StepLine() {
  const { t, step, send } = useVisit()
  const at = step === 'done' ? STEPS.length : STEPS.findIndex((name) => name === step)
  return (
    <nav class={`steps${step === 'done' ? ' steps-fixed' : ''}`} aria-label={t.steps.label}>
      <ol class="steps-list">
        {STEPS.map((name, index) => (
          <li key={name} class={`steps-item steps-${stateOf(index, at)}`} aria-current={index === at ? 'step' : undefined}>
            <Station
              name={name}
              number={index + 1}
              state={stateOf(index, at)}
              fixed={step === 'done'}
              onBack={() => send({ type: 'step.revisited', step: name })}
            />
          </li>
        ))}
      </ol>
    </nav>
  )
}

type StationState = 'before' | 'here' | 'ahead'
const stateOf = (index: number, at: number): StationState => {
  if (index === at) return 'here'
  return index < at ? 'before' : 'ahead'
}

type StationProps = { name: Step; number: number; state: StationState; fixed: boolean; onBack: () => void }
function Station({ name, number, state, fixed, onBack }: StationProps) {
  const { t } = useVisit()
  const words = t.steps[name]
  const mark = (
    <>
      <span class="steps-mark numbers" aria-hidden="true">
        {state === 'before' ? <Icon name="check" /> : number}
      </span>
      <span class="steps-name" aria-hidden="true">
        {words}
      </span>
    </>
  )
  if (state === 'before' && !fixed) {
    return (
      <button type="button" class="steps-station" aria-label={t.steps.done(words)} onClick={onBack}>
        {mark}
      </button>
    )
  }
  return (
    <span class="steps-station">
      {mark}
      <span class="only-heard">
        {state === 'here' ? t.steps.current(words) : state === 'ahead' ? t.steps.later(words) : words}
      </span>
    </span>
  )
}
