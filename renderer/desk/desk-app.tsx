import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { DeviceSettings } from '../../main/bridge/contract.ts'
import type { DeskHome } from '../../main/bridge/contract-desk.ts'
import type { StationReport } from '../../sync/contract/visit.ts'
import { ClosedScreen } from '../screens/closed.tsx'
import { de as plainDe, type Texts } from '../text/de.ts'
import { de, type DeskTexts } from '../text/desk/de.ts'
import { createFormat } from '../text/format.ts'
import { loadTexts } from '../text/languages.ts'
import { useSnapshot } from '../use-actor.ts'
import { createDeskActor, createDeskClient, type DeskClient, type FrontDeskRef, type Send } from './desk-actor.ts'
import './desk.css'
import './desk-views.css'
import './desk-print.css'
import { SignIn } from './sign-in.tsx'
import type { DeskLanguage } from './use-desk.ts'
import { Workplace } from './workplace.tsx'

const RETRY_MS = 2_000
// A desk runs for weeks: the day changes, and the town's catalogue with it.
const REFRESH_MS = 60_000

export type DeskPorts = {
  readonly send: Send
  readonly newId: () => string
  /** Calls every `ms` until the answer is called. */
  readonly every: (ms: number, act: () => void) => () => void
}
export type DeskAppProps = { device: DeviceSettings; report: StationReport; ports: DeskPorts }
type Running = { actor: FrontDeskRef; client: DeskClient }

/** The front desk: asks the station for what it has to know, then runs its machine. */
export function DeskApp({ report, ports, device }: DeskAppProps) {
  const [running, setRunning] = useState<Running | null>(null)
  const [home, setHome] = useState<DeskHome | null>(null)
  const latest = useRef<DeskHome | null>(null)
  useEffect(() => {
    document.documentElement.dataset['profile'] = 'desk'
    let begun: FrontDeskRef | null = null
    let over = false
    const client = createDeskClient(ports.send, () => begun?.send({ type: 'lock' }))
    const read = async () => {
      const known = await client.open({}).catch(() => null)
      if (known === null || over) return null
      latest.current = known
      setHome(known)
      begun?.send({ type: 'offices.changed', officeIds: officeIdsOf(known) })
      return known
    }
    const begin = async () => {
      const home = await read()
      if (home === null || begun) return
      const input = { lockMinutes: home.lockMinutes, officeIds: officeIdsOf(home) }
      begun = createDeskActor(client, () => latest.current ?? home, input)
      begun.start()
      setRunning({ actor: begun, client })
    }
    const cancels = [
      ports.every(RETRY_MS, () => {
        if (!begun) void begin()
      }),
      ports.every(REFRESH_MS, () => void read()),
    ]
    void begin()
    return () => {
      over = true
      for (const cancel of cancels) cancel()
      begun?.stop()
    }
  }, [])
  if (!running || !home)
    return <ClosedScreen icon="clock" title={plainDe.trouble.startingTitle} body={plainDe.trouble.startingBody} />
  return <RunningDesk {...running} home={home} report={report} ports={ports} first={device.language === 'en' ? 'en' : 'de'} />
}

const officeIdsOf = ({ offices }: DeskHome) => offices.map(({ id }) => id)

type RunningProps = Running & { home: DeskHome; report: StationReport; ports: DeskPorts; first: DeskLanguage }

function RunningDesk({ actor, client, home, report, ports, first }: RunningProps) {
  const { town } = home
  const snapshot = useSnapshot(actor)
  const [language, setLanguage] = useState<DeskLanguage>(first)
  const { words, t } = useWords(language)
  const lastActivity = useRef(0)
  useEffect(() => {
    document.documentElement.lang = language
    document.title = words.title
  }, [language, words])
  useEffect(() => {
    const active = ({ timeStamp }: Event) => {
      // Once a second is enough to know that somebody is there.
      if (timeStamp - lastActivity.current < 1_000) return
      lastActivity.current = timeStamp
      actor.send({ type: 'activity' })
    }
    const abort = new AbortController()
    for (const kind of ['keydown', 'pointerdown', 'wheel'])
      window.addEventListener(kind, active, { capture: true, passive: true, signal: abort.signal })
    return () => abort.abort()
  }, [actor])
  const { context } = snapshot
  const { staffId } = context.staff ?? {}
  const kept = useMemo(() => ({ values: new Map(), isLocked: () => !actor.getSnapshot().matches('unlocked') }), [actor, staffId])
  const turn = () => setLanguage(language === 'de' ? 'en' : 'de')
  if (!snapshot.matches('unlocked') || context.staff === null) {
    return (
      <SignIn
        words={words}
        town={town}
        language={language}
        context={context}
        checking={snapshot.matches({ locked: 'signingIn' })}
        onLanguage={turn}
        onEnter={(email, password) => actor.send({ type: 'credentials.entered', email, password })}
        onCode={(code) => actor.send({ type: 'code.entered', code })}
      />
    )
  }
  return (
    <Workplace
      parts={{
        client,
        home,
        town,
        report,
        context,
        staff: context.staff,
        send: (event) => actor.send(event),
        words,
        t,
        f: createFormat(language, town.zone, t),
        language,
        newId: ports.newId,
        every: ports.every,
        kept,
      }}
      onLanguage={turn}
    />
  )
}

function useWords(language: DeskLanguage): { words: DeskTexts; t: Texts } {
  const [loaded, setLoaded] = useState<{ words: DeskTexts; t: Texts }>({ words: de, t: plainDe })
  useEffect(() => {
    let current = true
    const load = async () => {
      const words = language === 'de' ? de : (await import('../text/desk/en.ts')).en
      const t = await loadTexts(language)
      if (current) setLoaded({ words, t })
    }
    // A station that has just gone: the words stay as they are.
    void load().catch(() => undefined)
    return () => {
      current = false
    }
  }, [language])
  return loaded
}
