import { useEffect, useRef } from 'preact/hooks'
import { Band } from '../components/band.tsx'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { LanguageList } from '../components/language-dialog.tsx'
import { LegalLinks } from '../components/legal-links.tsx'
import { NoticeBox } from '../components/notice-bar.tsx'
import { Pages } from '../components/pages.tsx'
import { Phrase } from '../components/phrase.tsx'
import { Skyline } from '../components/skyline.tsx'
import { useVisit } from '../use-visit.ts'
import './start.css'
import './start-reach.css'

/** The door: two ways in, all languages, and what one should know before. */
export function StartScreen() {
  const { visitor } = useVisit()
  const { seatedReach, textScale } = visitor.comfort
  // Sitting, what is only read stands above the line of reach, and what is touched turns below it.
  const above = seatedReach && textScale === 1
  return (
    <div class="start">
      <Band />
      <main class={`start-main${seatedReach ? ' start-seated' : ''}`} data-step="start">
        {seatedReach && (
          <div class="start-above">
            <Welcome />
            {above && <Facts />}
            <Skyline />
          </div>
        )}
        <Pages>
          <div class="start-inner">
            {!seatedReach && <Welcome />}
            <Doors />
            <Languages />
            <StationRemarks />
            {!above && <Facts />}
            {!seatedReach && <Skyline />}
          </div>
        </Pages>
      </main>
      <LegalLinks />
    </div>
  )
}

function Welcome() {
  const { t } = useVisit()
  const question = useRef<HTMLHeadingElement>(null)
  // The first key of a keypad leads to the doors, and who comes back does not begin at nothing.
  useEffect(() => {
    question.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div class="start-welcome" data-part>
      <p class="start-greeting">{t.start.greeting}</p>
      <h1 class="start-question" ref={question} tabIndex={-1}>
        {t.start.question}
      </h1>
      <Message />
    </div>
  )
}

function Doors() {
  const { t, send } = useVisit()
  return (
    <div class="start-doors">
      <Door main icon="calendar" name={t.start.book} hint={t.start.bookHint} onPress={() => send({ type: 'start' })} />
      <Door icon="paper" name={t.start.existing} hint={t.start.existingHint} onPress={() => send({ type: 'existing.wanted' })} />
    </div>
  )
}

type DoorProps = { main?: boolean; icon: IconName; name: string; hint: string; onPress: () => void }
function Door({ main = false, icon, name, hint, onPress }: DoorProps) {
  return (
    <button type="button" class={`start-door${main ? ' start-door-main' : ''}`} data-part onClick={onPress}>
      <Icon name={icon} size={main ? 'huge' : 'large'} />
      <span class="start-door-words">
        <span class="start-door-name">{name}</span>
        <span class="start-door-hint">{hint}</span>
      </span>
      <Icon name="arrow-on" size="large" />
    </button>
  )
}

function Languages() {
  const { t } = useVisit()
  return (
    <section class="start-languages" data-part>
      <h2 class="start-label">
        <Icon name="globe" /> {t.start.languages}
      </h2>
      <LanguageList />
    </section>
  )
}

function Facts() {
  const { t, town, device } = useVisit()
  return (
    <ul class="start-facts" data-part>
      <li>
        <Icon name="lock" size="large" />
        <p>{t.start.kept}</p>
      </li>
      <li>
        <Icon name="clock" size="large" />
        <p>{t.start.pause(device.idle.quietSeconds, device.idle.countdownSeconds)}</p>
      </li>
      <li>
        <Icon name="phone" size="large" />
        <p>
          <strong>{t.start.otherWays}</strong> <Phrase of={town.otherWays} />
        </p>
      </li>
    </ul>
  )
}

/** What a visitor should know of the terminal before beginning. */
function StationRemarks() {
  const { t, report } = useVisit()
  return (
    <div class="start-remarks" role="status">
      {report.network === 'offline' && <NoticeBox kind="info">{t.trouble.offline}</NoticeBox>}
      {report.printer.state === 'troubled' && <NoticeBox kind="warning">{t.trouble.printer}</NoticeBox>}
    </div>
  )
}

/** What IT wants everybody to read before they begin, as they have typed it. */
function Message() {
  const { report } = useVisit()
  return (
    <div role="status">
      {report.message && (
        <NoticeBox kind="info">
          <span lang="de" data-message>
            {report.message}
          </span>
        </NoticeBox>
      )}
    </div>
  )
}
