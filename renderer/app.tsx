import { useLayoutEffect } from 'preact/hooks'
import type { ActorRefFrom } from 'xstate'
import type { kioskMachine } from '../machines/kiosk.ts'
import { dressPanel, dressTown } from './appearance.ts'
import { DeskLoader, type DeskPorts } from './desk-loader.tsx'
import { ClosedScreen, CutOff, InTheirLanguage, OutOfService } from './screens/closed.tsx'
import { ServiceLoader } from './service-loader.tsx'
import type { ServicePorts } from './service-menu/ports.ts'
import { PairingScreen } from './screens/pairing.tsx'
import type { Spoken } from './text/languages.ts'
import type { PairOutcome } from '../sync/contract/pairing.ts'
import { useSnapshot } from './use-actor.ts'
import { type VisitPorts, VisitView } from './visit-view.tsx'

type AppProps = {
  kiosk: ActorRefFrom<typeof kioskMachine>
  ports: VisitPorts &
    DeskPorts &
    ServicePorts & { readonly enrol: (code: string) => Promise<PairOutcome>; readonly spoken: () => Spoken }
}

/** The page: a visit, or the front desk, or why there is neither. */
export function App({ kiosk, ports }: AppProps) {
  const snapshot = useSnapshot(kiosk)
  const { opened, report } = snapshot.context
  const town = opened?.town
  const device = opened?.device ?? snapshot.context.device
  // A desk is laid out for a computer's screen, whatever panel is told.
  const atDesk = snapshot.matches('frontDesk')
  useLayoutEffect(() => {
    if (town) dressTown(document.documentElement, town)
  }, [town])
  useLayoutEffect(() => {
    if (device && !atDesk) dressPanel(document.documentElement, device)
  }, [device, atDesk])
  const { visit } = snapshot.children
  if (atDesk && opened && report) return <DeskLoader device={opened.device} report={report} ports={ports} />
  if (snapshot.matches('service') && device)
    return <ServiceLoader device={device} ports={ports} onLeave={() => kiosk.send({ type: 'service.left' })} />
  if (snapshot.matches('outOfService')) {
    const { code = '', reason = '' } = report?.outOfService ?? {}
    const help = town ? { town, callStaff: ports.callStaff } : null
    return <OutOfService spoken={ports.spoken()} town={town ?? null} help={help} code={code} reason={reason} />
  }
  if (snapshot.matches('cutOff') && town) return <CutOff spoken={ports.spoken()} town={town} />
  if (visit && opened && report) {
    return <VisitView key={visit.sessionId} actor={visit} opened={opened} report={report} ports={ports} />
  }
  if (snapshot.matches({ starting: 'pairing' }) && report?.pairing)
    return <PairingScreen language={snapshot.context.device?.language ?? 'de'} pairing={report.pairing} enrol={ports.enrol} />
  return (
    <InTheirLanguage spoken={ports.spoken()} help={null}>
      {({ t: { trouble: t } }) => {
        if (snapshot.matches('wiping')) return <ClosedScreen icon="lock" title={t.wiping} body="" />
        if (snapshot.matches({ starting: 'waitingForTown' }))
          return <ClosedScreen icon="clock" title={t.emptyTitle} body={t.emptyBody} />
        if (snapshot.matches({ starting: 'stationSilent' }))
          return <ClosedScreen icon="clock" title={t.silentTitle} body={t.startingBody} />
        return <ClosedScreen icon="clock" title={t.startingTitle} body={t.startingBody} />
      }}
    </InTheirLanguage>
  )
}
