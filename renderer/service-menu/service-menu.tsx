import { useState } from 'preact/hooks'
import type { DeviceSettings } from '../../sync/contract/device.ts'
import type { ServiceOverview } from '../../sync/contract/service-menu.ts'
import { Button } from '../components/button.tsx'
import { serviceTextsFor } from '../text/service-menu.ts'
import { ChecksPanel } from './checks-panel.tsx'
import { KeypadPanel } from './keypad-panel.tsx'
import { OverviewPanel, type PanelName } from './overview-panel.tsx'
import { PinScreen } from './pin-screen.tsx'
import type { ServicePorts } from './ports.ts'
import { ScreenPanel } from './screen-panel.tsx'
import './service-menu.css'
import { SoundPanel } from './sound-panel.tsx'

export type ServiceMenuProps = { device: DeviceSettings; ports: ServicePorts; onLeave: () => void }

/** The terminal's own service menu: a PIN, an overview, and a panel for each part that only a person can judge. */
export function ServiceMenu({ device, ports, onLeave }: ServiceMenuProps) {
  const { texts: t, language } = serviceTextsFor(device.language)
  const [overview, setOverview] = useState<ServiceOverview | null>(null)
  const [panel, setPanel] = useState<PanelName | null>(null)
  // Null where it was locked again meanwhile: then the PIN is asked for anew.
  const look = async () => setOverview(await ports.serviceOverview({}).catch(() => null))
  const props = { t, ports, device }
  return (
    <main class="caretaker" data-step="start" data-service={panel ?? (overview ? 'overview' : 'pin')} lang={language} dir="ltr">
      {overview === null ? (
        <PinScreen t={t} language={language} ports={ports} onOpen={() => void look()} onLeave={onLeave} />
      ) : (
        <>
          <header class={panel === null ? 'caretaker-head' : 'caretaker-head caretaker-head-inner'}>
            <h1 class="caretaker-title">{panel === null ? t.title : t[panel]}</h1>
            {panel !== null && (
              <Button kind="secondary" icon="arrow-back" onPress={() => setPanel(null)}>
                {t.back}
              </Button>
            )}
            <Button kind="primary" icon="door" onPress={onLeave}>
              {t.leave}
            </Button>
          </header>
          {panel === null && (
            <OverviewPanel t={t} ports={ports} overview={overview} onPanel={setPanel} onChanged={() => void look()} />
          )}
          {panel === 'checks' && <ChecksPanel {...props} />}
          {panel === 'screen' && <ScreenPanel {...props} />}
          {panel === 'keypad' && <KeypadPanel {...props} />}
          {panel === 'sound' && <SoundPanel {...props} language={language} />}
        </>
      )}
    </main>
  )
}
