import { useEffect, useRef, useState } from 'preact/hooks'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import './countdown.css'

const RADIUS = 54
const ROUND = 2 * Math.PI * RADIUS
/** Told aloud at these seconds, not at each (kiosk practice: a clock that talks cannot be listened past). */
const TOLD = [30, 20, 10, 5]

/** Covers everything personal and asks; any touch or key gives more time. */
export function Countdown({ secondsLeft }: { secondsLeft: number }) {
  const { t, device, visitor, send, chime } = useVisit()
  const element = useRef<HTMLDialogElement>(null)
  const whole = Math.max(secondsLeft, device.idle.countdownSeconds * visitor.comfort.moreTime)
  useEffect(() => {
    const before = document.activeElement
    element.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const [first] = useState(secondsLeft)
  const toned = secondsLeft === first || TOLD.includes(secondsLeft)
  useEffect(() => {
    if (toned) chime()
  }, [toned && secondsLeft])
  return (
    <dialog
      ref={element}
      class="countdown"
      role="alertdialog"
      aria-labelledby="countdown-title"
      aria-describedby="countdown-body"
      onCancel={(event) => event.preventDefault()}
    >
      <div class="countdown-words">
        <h2 id="countdown-title" class="countdown-title">
          {t.idle.title}
        </h2>
        <p id="countdown-body">{t.idle.body}</p>
      </div>
      <div class="countdown-clock" data-seconds-left={secondsLeft} role="timer" aria-label={t.idle.seconds(secondsLeft)}>
        <svg class="countdown-ring" viewBox="0 0 120 120" aria-hidden="true" focusable="false">
          <circle class="countdown-track" cx="60" cy="60" r={RADIUS} />
          <circle
            class="countdown-rest"
            cx="60"
            cy="60"
            r={RADIUS}
            stroke-dasharray={ROUND}
            stroke-dashoffset={ROUND * (1 - secondsLeft / whole)}
          />
        </svg>
        <p class="countdown-number numbers" aria-hidden="true">
          {secondsLeft}
        </p>
      </div>
      <p class="only-heard" role="status">
        {TOLD.includes(secondsLeft) ? t.idle.seconds(secondsLeft) : ''}
      </p>
      <div class="countdown-actions">
        <Button kind="primary" wide onPress={() => send({ type: 'activity' })}>
          {t.idle.more}
        </Button>
        <Button wide onPress={() => send({ type: 'cancel' })}>
          {t.idle.end}
        </Button>
      </div>
    </dialog>
  )
}
