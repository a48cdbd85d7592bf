import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { QUIET_AFTER_BOOKING_SECONDS } from '../../machines/delays.ts'
import { useVisit } from '../use-visit.ts'
import './action-bar.css'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'

/** Back at the left, cancel apart, the way on at the right; the quiet word about time between them. */
export function ActionBar({
  children,
  back,
  cancel = true,
}: {
  children?: ComponentChildren
  back?: (() => void) | null
  cancel?: boolean
}) {
  const { t, send, step, device, visitor } = useVisit()
  const quiet = step === 'done' ? Math.min(device.idle.quietSeconds, QUIET_AFTER_BOOKING_SECONDS) : device.idle.quietSeconds
  const [asking, setAsking] = useState(false)
  const goBack = back === undefined ? () => send({ type: 'back' }) : back
  const leave = () => (visitor.basket.length > 0 ? setAsking(true) : send({ type: 'cancel' }))
  return (
    <div class="actions">
      <div class="actions-on">{children}</div>
      <div class="actions-back">
        {goBack && (
          <Button icon="arrow-back" onPress={goBack}>
            {t.actions.back}
          </Button>
        )}
        {cancel && (
          <Button kind="quiet" icon="cross" class="actions-cancel" onPress={leave}>
            {t.actions.cancel}
          </Button>
        )}
      </div>
      <p class="actions-time small">
        <Icon name="clock" />
        <span>{t.actions.quietTime(quiet * visitor.comfort.moreTime)}</span>
      </p>
      {asking && (
        <Dialog
          title={t.cancel.title}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button kind="danger" onPress={() => send({ type: 'cancel' })}>
                {t.cancel.yes}
              </Button>
              <Button kind="primary" onPress={() => setAsking(false)}>
                {t.cancel.no}
              </Button>
            </>
          }
        >
          <p>{t.cancel.body}</p>
        </Dialog>
      )}
    </div>
  )
}
