import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { Skyline } from '../components/skyline.tsx'
import { Together } from '../components/together.tsx'
import type { Town } from '../../sync/contract/catalogue.ts'
import { inLanguage } from '../../sync/contract/language.ts'
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
      <span class="closed-mark">
        <Icon name={icon} size="huge" />
      </span>
      <h1 class="closed-title">{title}</h1>
      <p>{body}</p>
      {now && (
        <p class="closed-now">
          <Together text={now} />
        </p>
      )}
      {children}
      {code && <p class="closed-code small">{code}</p>}
      <Skyline />
    </main>
  )
}

type OutOfServiceProps = { t: Words; town: Town | null; code: string; reason: string }

/**
 * Out of order by central's word or this device's state; says the other ways to an appointment. `reason`: as IT has typed
 * it for this screen; may be empty.
 */
export const OutOfService = ({ t, town, code, reason }: OutOfServiceProps) => (
  <ClosedScreen
    icon="ban"
    title={t.outTitle}
    body={t.outBody}
    now={town === null ? t.outNowPlain : t.outNow(town.phone)}
    code={t.code(code)}
  >
    {reason !== '' && <p class="closed-reason">{reason}</p>}
    {town && (
      <p>
        <Together text={inLanguage(town.otherWays, 'de').text} />
      </p>
    )}
  </ClosedScreen>
)

/** The page has lost its station and forgotten its visitor. */
export const CutOff = ({ t, town }: { t: Words; town: Town }) => <OutOfService t={t} town={town} code="STATION" reason="" />
