import type { ComponentChildren } from 'preact'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import './waiting.css'

/** The content, or why there is none yet: asking, no answer, nothing there. */
export function Waiting({ children, empty }: { children: ComponentChildren; empty?: string | false }) {
  const { t, busy, silent, send } = useVisit()
  if (silent) {
    return (
      <div class="waiting waiting-trouble" role="alert">
        <Icon name="warning" size="huge" />
        <h2>{t.trouble.silentTitle}</h2>
        <p>{t.trouble.silentBody}</p>
        <Button
          kind="primary"
          onPress={() => {
            document.querySelector<HTMLElement>('#content')?.focus()
            send({ type: 'retry' })
          }}
        >
          {t.trouble.retry}
        </Button>
      </div>
    )
  }
  if (busy) {
    return (
      <div class="waiting" role="status">
        <span class="waiting-mark" aria-hidden="true" />
        <p>{t.actions.loading}</p>
      </div>
    )
  }
  if (empty) {
    return (
      <div class="waiting" role="status">
        <Icon name="info" size="huge" />
        <p>{empty}</p>
      </div>
    )
  }
  return <>{children}</>
}
