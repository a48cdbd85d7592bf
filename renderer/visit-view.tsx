import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { ActorRefFrom, StateFrom } from 'xstate'
import type { Opened } from '../machines/kiosk.ts'
import { stepOf, type visitMachine } from '../machines/visit.ts'
import type { Language } from '../sync/contract/language.ts'
import type { StationReport } from '../sync/contract/visit.ts'
import { dress } from './appearance.ts'
import { Countdown } from './components/countdown.tsx'
import { ConsentScreen } from './screens/consent.tsx'
import { DoneScreen } from './screens/done.tsx'
import { ExistingScreen } from './screens/existing.tsx'
import { OfficeScreen } from './screens/office.tsx'
import { OverviewScreen } from './screens/overview.tsx'
import { PersonScreen } from './screens/person.tsx'
import { ServiceScreen } from './screens/service.tsx'
import { SlotScreen } from './screens/slot.tsx'
import { StartScreen } from './screens/start.tsx'
import { TakeAlongScreen } from './screens/take-along.tsx'
import type { Reader } from './speech/reader.ts'
import { de } from './text/de.ts'
import { createFormat } from './text/format.ts'
import { loadTexts, type Spoken } from './text/languages.ts'
import { longWordsOf } from './text/long-words.ts'
import { useSnapshot } from './use-actor.ts'
import { TAKE_ALONG_PARTS, type Visit, VisitProvider } from './use-visit.ts'

export type VisitPorts = Pick<Visit, 'search' | 'callStaff' | 'newId' | 'now' | 'chime'> & {
  readonly reader: () => Reader | null
  /** What the page speaks now; a screen that comes after the visit goes on in it. */
  readonly noteSpoken: (spoken: Spoken) => void
}
type VisitViewProps = {
  actor: ActorRefFrom<typeof visitMachine>
  opened: Opened
  report: StationReport
  ports: VisitPorts
}

/** One visit, drawn from its actor's snapshot. */
export function VisitView({ actor, opened, report, ports }: VisitViewProps) {
  const { device, town } = opened
  const snapshot = useSnapshot(actor)
  const visitor = snapshot.context
  const spoken = useTexts(visitor.language)
  // Two dozen formatters of the browser's: made anew for each stroke of drawing they took longer than the drawing.
  const format = useMemo(() => createFormat(spoken.language, town.zone, spoken.t), [spoken, town.zone])
  const longWords = useMemo(() => longWordsOf(opened.longWords), [opened])
  const reader = ports.reader()
  useEffect(() => reader?.speakWith(spoken.t.speech), [reader, spoken.t])
  useEffect(() => ports.noteSpoken(spoken), [spoken])
  const visit: Visit = {
    // First: what the page hands down may know more words than a visit does.
    ...ports,
    visitor: { ...visitor, language: spoken.language },
    step: stepOf(snapshot),
    personPart: personPartOf(snapshot),
    existingPart: existingPartOf(snapshot),
    takeAlongPart: takeAlongPartOf(snapshot),
    busy: snapshot.hasTag('busy'),
    silent: snapshot.hasTag('silent'),
    town,
    device,
    longWords,
    report,
    t: spoken.t,
    f: format,
    send: (event) => actor.send(event),
    reader,
  }
  return (
    <VisitProvider value={visit}>
      <Appearance visit={visit} />
      <Screen visit={visit} />
      {visitor.secondsLeft !== null && <Countdown secondsLeft={visitor.secondsLeft} />}
    </VisitProvider>
  )
}

/**
 * Dresses the page before the first picture, which would show the screen from the wrong side and in the wrong size, and
 * before any part of the screen measures itself: it stands before the screen because effects run in the order of the tree.
 */
function Appearance({ visit: { visitor } }: { visit: Visit }) {
  const { comfort, language } = visitor
  useLayoutEffect(() => {
    dress(document.documentElement, comfort, language)
  }, [comfort, language])
  return null
}

function Screen({ visit }: { visit: Visit }) {
  if (visit.takeAlongPart !== null) return <TakeAlongScreen />
  switch (visit.step) {
    case 'start':
      return visit.existingPart === null ? <StartScreen /> : <ExistingScreen />
    case 'office':
      return <OfficeScreen />
    case 'service':
      return <ServiceScreen key={visit.visitor.officeId} />
    case 'slot':
      return <SlotScreen />
    case 'person':
      return visit.personPart === 'details' ? <PersonScreen /> : <ConsentScreen />
    case 'overview':
      return <OverviewScreen />
    case 'done':
      return <DoneScreen />
  }
}

function personPartOf(snapshot: StateFrom<typeof visitMachine>): Visit['personPart'] {
  const at = (part: 'details' | 'consenting' | 'confirmingKeep') =>
    snapshot.matches({ session: { withSlot: { enteringPerson: part } } })
  if (at('confirmingKeep')) return 'confirmingKeep'
  return at('consenting') ? 'consenting' : 'details'
}

function existingPartOf(snapshot: StateFrom<typeof visitMachine>): Visit['existingPart'] {
  if (!snapshot.hasTag('existing')) return null
  const at = (part: 'enteringCode' | 'lookingUp' | 'confirmingCancellation' | 'choosingSlot' | 'told') =>
    snapshot.matches({ session: { visitingAgain: part } })
  if (at('enteringCode') || at('lookingUp')) return 'code'
  if (at('confirmingCancellation')) return 'cancelling'
  if (at('choosingSlot')) return 'slot'
  return at('told') ? 'told' : 'found'
}

function takeAlongPartOf(snapshot: StateFrom<typeof visitMachine>): Visit['takeAlongPart'] {
  const { making, opening } = TAKE_ALONG_PARTS
  return (
    making.find((part) => snapshot.matches({ session: { withSlot: { enteringPerson: { makingSlip: part } } } })) ??
    opening.find((part) => snapshot.matches({ session: { withSlot: { enteringPerson: { fillingForm: part } } } })) ??
    opening.find((part) => snapshot.matches({ session: { startingFilled: part } })) ??
    null
  )
}

/** The words of a language; until they have come, the old ones stay, so that nothing flickers. */
function useTexts(language: Language): Spoken {
  const [spoken, setSpoken] = useState<Spoken>({ language: 'de', t: de })
  useEffect(() => {
    let current = true
    void loadTexts(language).then(
      (t) => {
        if (current) setSpoken({ language, t })
      },
      // A station that has just gone: the words stay as they are.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [language])
  return spoken
}
