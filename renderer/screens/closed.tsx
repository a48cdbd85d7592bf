import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { CallStaffButton } from '../components/call-staff.tsx'
import { Languages } from '../components/language-dialog.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { Skyline } from '../components/skyline.tsx'
import { Together } from '../components/together.tsx'
import type { Town } from '../../sync/contract/catalogue.ts'
import { directionOf, inLanguage, type Language } from '../../sync/contract/language.ts'
import { loadTexts, type Spoken } from '../text/languages.ts'
import type { Visit } from '../use-visit.ts'
import './closed.css'

/** What helps where the station lives: other languages, and somebody to come. */
export type ClosedHelp = Pick<Visit, 'town' | 'callStaff'>
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
  const heading = useRef<HTMLHeadingElement>(null)
  // What had the focus is gone; whoever listens or goes by keys begins here.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title])
  return (
    <main class="closed" data-step="start">
      <span class="closed-mark">
        <Icon name={icon} size="huge" />
      </span>
      <h1 class="closed-title" ref={heading} tabIndex={-1} data-focus-quiet>
        {title}
      </h1>
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

type SpokenProps = {
  /** What was spoken last; a station that has gone can give no other words. */
  spoken: Spoken
  help: ClosedHelp | null
  children: (spoken: Spoken, help: preact.ComponentChildren) => preact.ComponentChildren
}

/** Speaks the language of whoever stands there, says so to readers of the page (WCAG 3.1.1), and offers the others. */
export function InTheirLanguage({ spoken: last, help, children }: SpokenProps) {
  const [spoken, setSpoken] = useState(last)
  const { language, t } = spoken
  const wanted = useRef(language)
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = directionOf(language)
  }, [language])
  const choose = (other: Language) => {
    wanted.current = other
    void loadTexts(other).then(
      // What was touched last counts, whichever words come first.
      (words) => wanted.current === other && setSpoken({ language: other, t: words }),
      // A station that has just gone: the words stay as they are.
      () => undefined,
    )
  }
  return children(
    spoken,
    help && (
      <div class="closed-help">
        <Languages of={help.town.languages} chosen={language} label={t.band.language} onChoose={choose} />
        <CallStaffButton t={t} {...help} />
      </div>
    ),
  )
}

type OutOfServiceProps = { spoken: Spoken; town: Town | null; help: ClosedHelp | null; code: string; reason: string }

/**
 * Out of order by central's word or this device's state; says the other ways to an appointment. `reason`: as IT has typed
 * it for this screen; may be empty.
 */
export const OutOfService = ({ spoken, town, help, code, reason }: OutOfServiceProps) => (
  <InTheirLanguage spoken={spoken} help={help}>
    {({ language, t: { trouble } }, tools) => (
      <ClosedScreen
        icon="ban"
        title={trouble.outTitle}
        body={trouble.outBody}
        now={town === null ? trouble.outNowPlain : trouble.outNow(town.phone)}
        code={trouble.code(code)}
      >
        {reason !== '' && (
          <p class="closed-reason" lang="de" dir="ltr">
            {reason}
          </p>
        )}
        {town && <OtherWays town={town} language={language} />}
        {tools}
      </ClosedScreen>
    )}
  </InTheirLanguage>
)

function OtherWays({ town, language }: { town: Town; language: Language }) {
  const { text, lang } = inLanguage(town.otherWays, language)
  return (
    <p lang={lang} dir={directionOf(lang)}>
      <Together text={text} />
    </p>
  )
}

/** The page has lost its station and forgotten its visitor. */
export const CutOff = ({ spoken, town }: { spoken: Spoken; town: Town }) => (
  <OutOfService spoken={spoken} town={town} help={null} code="STATION" reason="" />
)
