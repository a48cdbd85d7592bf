import { STEPS, type Step } from '../../machines/visit-events.ts'
import { useVisit } from '../use-visit.ts'
import { Divided } from './divided.tsx'
import { Icon } from './icon.tsx'
import { Pages } from './pages.tsx'
import './step-line.css'
import { useChoice } from './use-choice.ts'

/**
 * The five named stations; shape, weight and words tell where one is, and an earlier one leads back to it. Where there is
 * room they stand below one another and say what was chosen at each; of the person nothing, for the queue reads along.
 */
export function StepLine() {
  const { t, step, send } = useVisit()
  const values = useValues()
  const at = step === 'done' ? STEPS.length : STEPS.findIndex((name) => name === step)
  return (
    <nav class={`steps${step === 'done' ? ' steps-fixed' : ''}`} aria-label={t.steps.label}>
      <Pages>
        <ol class="steps-list">
          {STEPS.map((name, index) => (
            <li
              key={name}
              class={`steps-item steps-${stateOf(index, at)}`}
              aria-current={index === at ? 'step' : undefined}
              data-part
            >
              <Station
                name={name}
                number={index + 1}
                value={values[name] ?? ''}
                state={stateOf(index, at)}
                fixed={step === 'done'}
                onBack={() => send({ type: 'step.revisited', step: name })}
              />
            </li>
          ))}
        </ol>
      </Pages>
    </nav>
  )
}

/** What was chosen at each station. */
function useValues(): Partial<Record<Step, string>> {
  const { f, step, visitor } = useVisit()
  const { office, services } = useChoice()
  const slot = step === 'slot' ? (visitor.marked ?? visitor.slot) : visitor.slot
  return { office: office ?? '', service: f.list(services), slot: slot ? f.slot(slot) : '' }
}

type StationState = 'before' | 'here' | 'ahead'
const stateOf = (index: number, at: number): StationState => {
  if (index === at) return 'here'
  return index < at ? 'before' : 'ahead'
}

type StationProps = { name: Step; number: number; value: string; state: StationState; fixed: boolean; onBack: () => void }
function Station({ name, number, value, state, fixed, onBack }: StationProps) {
  const { t } = useVisit()
  const words = t.steps[name]
  const back = state === 'before' && !fixed
  const heard = { before: back ? t.steps.done(words) : words, here: t.steps.current(words), ahead: t.steps.later(words) }[state]
  const inside = (
    <>
      <span class="steps-mark numbers" aria-hidden="true">
        {state === 'before' ? <Icon name="check" /> : number}
      </span>
      <span class="steps-name" aria-hidden="true">
        {words}
      </span>
      <span class="only-heard">{heard}</span>
      {value !== '' && (
        <span class="steps-value">
          <Divided text={value} />
        </span>
      )}
      {back && (
        <span class="steps-change">
          <Icon name="pencil" />
        </span>
      )}
    </>
  )
  return back ? (
    <button type="button" class="steps-station" onClick={onBack}>
      {inside}
    </button>
  ) : (
    <span class="steps-station">{inside}</span>
  )
}
