import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import type { Texts } from '../text/de.ts'
import './closed.css'

type Words = Texts['trouble']
type ClosedProps = {
  icon: IconName
  title: string
  body: string
  now?: string
  code?: string
  step?: 'start'
  children?: preact.ComponentChildren
}

/** A screen without a visit: what has happened, what it means, what to do now; a code only small, for staff. */
export function ClosedScreen({ icon, title, body, now, code, children }: ClosedProps) {
  return (
    <main class="closed" data-step="start">
      <Icon name={icon} size="huge" />
      <h1 class="closed-title">{title}</h1>
      <p>{body}</p>
      {now && <p class="closed-now">{now}</p>}
      {children}
      {code && <p class="closed-code small">{code}</p>}
    </main>
  )
}

type OutOfServiceProps = { t: Words; phone: string | null; code: string; reason: string }

/** `reason`: as IT has typed it for this screen; may be empty. */
export const OutOfService = ({ t, phone, code, reason }: OutOfServiceProps) => (
  <ClosedScreen
    icon="ban"
    title={t.outTitle}
    body={t.outBody}
    now={phone === null ? t.outNowPlain : t.outNow(phone)}
    code={t.code(code)}
  >
    {reason !== '' && <p class="closed-reason">{reason}</p>}
  </ClosedScreen>
)
