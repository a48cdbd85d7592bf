import { useEffect } from 'preact/hooks'
import type { ActorRefFrom } from 'xstate'
import type { kioskMachine } from '../machines/kiosk.ts'
import { dressTown } from './appearance.ts'
import { ClosedScreen, OutOfService } from './screens/closed.tsx'
import { de } from './text/de.ts'
import { useSnapshot } from './use-actor.ts'
import { type VisitPorts, VisitView } from './visit-view.tsx'

/** The page: a visit, or why there is none. */
export function App({ kiosk, ports }: { kiosk: ActorRefFrom<typeof kioskMachine>; ports: VisitPorts }) {
  const snapshot = useSnapshot(kiosk)
  const { opened, report } = snapshot.context
  const town = opened?.town
  const t = de.trouble
  useEffect(() => {
    if (town) dressTown(document.documentElement, town)
  }, [town])
  const { visit } = snapshot.children
  if (snapshot.matches('outOfService')) {
    return <OutOfService t={t} phone={town?.phone ?? null} code={report?.outOfService?.code ?? ''} />
  }
  if (visit && opened && report) {
    return (
      <VisitView key={visit.sessionId} actor={visit} device={opened.device} town={opened.town} report={report} ports={ports} />
    )
  }
  if (snapshot.matches('wiping')) return <ClosedScreen icon="lock" title={t.wiping} body="" />
  if (snapshot.matches({ starting: 'waitingForTown' }))
    return <ClosedScreen icon="clock" title={t.emptyTitle} body={t.emptyBody} />
  if (snapshot.matches({ starting: 'stationSilent' }))
    return <ClosedScreen icon="clock" title={t.silentTitle} body={t.startingBody} />
  return <ClosedScreen icon="clock" title={t.startingTitle} body={t.startingBody} />
}
