import { render } from 'preact'
import * as z from 'zod/mini'
import './style/fonts.css'
import './style/tokens.css'
import './style/base.css'
import { stepOf } from '../machines/visit.ts'
import { App } from './app.tsx'
import { reachStation } from './bridge.ts'
import { after, every, now } from './clock.ts'
import { watchGraphics } from './graphics.ts'
import { guardInput } from './guard-input.ts'
import { createKioskActor } from './kiosk-actor.ts'
import { listenToKeypad } from './keypad.ts'
import { showPressed } from './pressed.ts'
import { newId } from './random.ts'
import { readScanner } from './scanner.ts'
import { listenForService } from './service-gesture.ts'
import { chime, createAudio, play } from './sound.ts'
import { startVoice } from './speech/start-voice.ts'
import { FaultScreen } from './screens/fault.tsx'
import { de } from './text/de.ts'
import type { Spoken } from './text/languages.ts'
import { takeScan } from './take-scan.ts'

const HEARTBEAT_MS = 2_000
const FAULT_STANDS_MS = 20_000

// The content security policy forbids compiling code at run time; zod would try.
z.config({ jitless: true })

const place = document.createElement('div')
place.id = 'page'
document.body.append(place)

let stationLost = false
let replaceWhenFound = false
/** Without a station there is nothing to load: the browser's own error page would stand there for ever. */
const replacePage = () => {
  replaceWhenFound = stationLost
  if (!stationLost) location.replace(`${location.pathname}${location.search}`)
}
const { client, send, listen } = reachStation('foyer' in window ? window.foyer : null)
const kiosk = createKioskActor(client, { replacePage, addressQuery: location.search })
const visitSnapshot = () => kiosk.getSnapshot().children.visit?.getSnapshot()

const openAudio = createAudio()
const voice = startVoice({ kiosk, client, root: place, openAudio })
listenToKeypad(window, {
  settings: () => (lobby.signal.aborted ? null : (kiosk.getSnapshot().context.opened?.device ?? null)),
  spoken: voice.spoken,
})

let spoken: Spoken = { language: 'de', t: de }
const callStaff = async () => (await client.callStaff({})).outcome

let faulty = false
/** A bug: told once, without values; the visitor gets a screen that says where to go. */
const fail = (where: string) => {
  if (faulty) return
  faulty = true
  kiosk.stop()
  void client.reportFault({ where: where.slice(0, 200) }).catch(() => undefined)
  void client.endSession({}).catch(() => undefined)
  const { town } = kiosk.getSnapshot().context.opened ?? {}
  render(<FaultScreen spoken={spoken} help={town ? { town, callStaff } : null} onRestart={replacePage} />, place)
  after(FAULT_STANDS_MS, replacePage)
}
window.addEventListener('error', ({ error }: ErrorEvent) => {
  // Without an error it is the browser's own remark, such as a resize observer's that waits for the next frame.
  if (error) fail(placeOf(error))
})
window.addEventListener('unhandledrejection', ({ reason }) => fail(placeOf(reason)))
kiosk.subscribe({ error: (error) => fail(placeOf(error)) })

listen({
  report: (report) => kiosk.send({ type: 'report.received', report }),
  lost: () => {
    stationLost = true
    kiosk.send({ type: 'station.lost' })
  },
  found: () => {
    stationLost = false
    kiosk.send({ type: 'station.found' })
    if (replaceWhenFound) replacePage()
  },
})
// Staff at a desk may select, copy and use their browser's keys.
const lobby = new AbortController()
kiosk.subscribe((snapshot) => {
  if (snapshot.matches('frontDesk')) lobby.abort()
})
guardInput(window, {
  signal: lobby.signal,
  counting: () => visitSnapshot()?.context.secondsLeft != null,
  onActivity: () => {
    if (!faulty) kiosk.getSnapshot().children.visit?.send({ type: 'activity' })
  },
})
showPressed(window)
readScanner(window, (scan) => {
  const { visit } = kiosk.getSnapshot().children
  return visit !== undefined && takeScan(visit, scan)
})
listenForService(window, {
  pixelsPerMm: () => kiosk.getSnapshot().context.opened?.device.pixelsPerMm ?? 4,
  onService: () => {
    const snapshot = visitSnapshot()
    if (!lobby.signal.aborted && (!snapshot || stepOf(snapshot) === 'start')) kiosk.send({ type: 'service.wanted' })
  },
})
watchGraphics(document.body, {
  signal: lobby.signal,
  // Where nobody replaces the window, the page replaces itself.
  onLost: () => void client.graphicsLost({}).then(replacePage, replacePage),
})
window.addEventListener('pointerdown', () => kiosk.send({ type: 'service.used' }))
const beat = () => {
  const visit = visitSnapshot()
  void client
    .heartbeat({ step: visit ? stepOf(visit) : kiosk.getSnapshot().matches('frontDesk') ? 'desk' : 'starting' })
    .catch(() => undefined)
}
every(HEARTBEAT_MS, beat)
// The first as soon as there is something to touch: until then a page that freezes is missed much later.
requestAnimationFrame(() => after(0, beat))

kiosk.start()
render(
  <App
    kiosk={kiosk}
    ports={{
      now,
      newId,
      send,
      every,
      reader: voice.reader,
      chime: () => chime(openAudio),
      play: (wav) => play(openAudio, wav),
      serviceUnlock: client.serviceUnlock,
      serviceOverview: client.serviceOverview,
      serviceCheck: client.serviceCheck,
      serviceAct: client.serviceAct,
      synthesize: client.synthesize,
      enrol: (code) => client.enrol({ code }),
      callStaff,
      spoken: () => spoken,
      noteSpoken: (now) => void (spoken = now),
      search: (officeId, query, language) => client.searchServices({ officeId, query, language }),
    }}
  />,
  place,
)

/** Name and place of a fault in the built page; never its message, which may quote the visitor. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const line = error.stack?.split('\n').find((each) => each.trim().startsWith('at '))
  return `${error.name} ${line?.trim().replace(/https?:\/\/[^/]+/, '') ?? ''}`
}
