import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { STEPS } from '../../machines/visit-events.ts'
import { useVisit } from '../use-visit.ts'
import { Band } from './band.tsx'
import { ChoiceSoFar } from './choice-so-far.tsx'
import './frame.css'
import './frame-lying.css'
import './frame-reach.css'
import { LegalLinks } from './legal-links.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { Pages } from './pages.tsx'
import { StepLine } from './step-line.tsx'

type FrameProps = {
  /** The question of the screen. */
  question: string
  /** Changes when the heading asks something new within the step: the focus goes there. */
  part?: string
  children: ComponentChildren
  actions: ComponentChildren
  keyboard?: ComponentChildren
  /** Instead of the choice so far; null for nothing. */
  choice?: ComponentChildren
}

/** The frame around every screen of a visit: always the same places (WCAG 3.2.3). */
export function Frame({ question, part, children, actions, keyboard, choice }: FrameProps) {
  const { t, step, busy } = useVisit()
  const heading = useRef<HTMLHeadingElement>(null)
  const number = STEPS.findIndex((name) => name === step) + 1
  const place = `${step} ${part ?? ''}`
  const direction = useDirection(number === 0 ? STEPS.length + 1 : number)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [place])
  return (
    <div class={`frame${keyboard ? ' frame-typing' : ''}`} data-direction={direction}>
      <a
        class="frame-skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          heading.current?.focus()
        }}
      >
        {t.band.skip}
      </a>
      <Band />
      {number > 0 || step === 'done' ? <StepLine /> : null}
      <main class="frame-main" data-step={step} data-place={place} aria-busy={busy || undefined}>
        <div class="frame-head">
          <h1 id="content" class="frame-heading" ref={heading} tabIndex={-1}>
            {number > 0 && <span class="frame-count">{t.steps.count(number, STEPS.length)} </span>}
            <span class="frame-question">{question}</span>
          </h1>
          <NoticeBar />
        </div>
        {choice === null ? null : (
          <div class={`frame-choice${choice === undefined ? ' frame-choice-line' : ''}`}>
            <Pages>{choice ?? <ChoiceSoFar />}</Pages>
          </div>
        )}
        <div class="frame-content" key={place}>
          {children}
        </div>
        <div class="frame-keyboard">{keyboard}</div>
        {actions}
      </main>
      <LegalLinks />
    </div>
  )
}

/** Forward or back, as the step number moves: the change of screens slides that way. */
function useDirection(number: number): 'on' | 'back' {
  const [was, setWas] = useState({ number, direction: 'on' as 'on' | 'back' })
  if (was.number === number) return was.direction
  const direction = number > was.number ? 'on' : 'back'
  setWas({ number, direction })
  return direction
}
