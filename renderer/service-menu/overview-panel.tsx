import { useState } from 'preact/hooks'
import type { ServiceAction, ServiceOverview } from '../../sync/contract/service-menu.ts'
import { Icon } from '../components/icon.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { QrCode } from '../components/qr-code.tsx'
import type { ServiceTexts } from '../text/service-menu.ts'
import type { ServicePorts } from './ports.ts'

export type PanelName = 'checks' | 'screen' | 'keypad' | 'sound'

type OverviewProps = {
  t: ServiceTexts
  ports: Pick<ServicePorts, 'serviceAct'>
  overview: ServiceOverview
  onPanel: (panel: PanelName) => void
  /** Something was done that the overview shows. */
  onChanged: () => void
}

/** What can be done, as large doors; beside it how the device is, as a code for support. */
export function OverviewPanel({ t, ports, overview, onPanel, onChanged }: OverviewProps) {
  const [said, setSaid] = useState('')
  const [sure, setSure] = useState(false)
  const act = async (action: ServiceAction, done: string) => {
    const { outcome } = await ports.serviceAct({ action }).catch(() => ({ outcome: 'failed' }) as const)
    setSaid(outcome === 'done' ? done : outcome === 'forbidden' ? t.forbidden : t.failed)
    onChanged()
  }
  return (
    <div class="caretaker-overview">
      <div class="caretaker-doors">
        <Door icon="printer" name={t.printTest} hint={t.printHint} onPress={() => void act('printTest', t.printed)} />
        <Door icon="check" name={t.checks} hint={t.checksHint} onPress={() => onPanel('checks')} />
        <Door icon="eye" name={t.screen} hint={t.screenHint} onPress={() => onPanel('screen')} />
        <Door icon="keyboard" name={t.keypad} hint={t.keypadHint} onPress={() => onPanel('keypad')} />
        <Door icon="sound" name={t.sound} hint={t.soundHint} onPress={() => onPanel('sound')} />
        {overview.closed ? (
          <Door icon="door" name={t.reopen} hint={t.reopenHint} onPress={() => void act('open', '')} />
        ) : (
          <Door icon="ban" name={t.close} hint={t.closeHint} onPress={() => void act('close', '')} />
        )}
        {overview.canRestart && (
          <Door
            icon="bolt"
            name={sure ? t.restartSure : t.restart}
            hint={t.restartHint}
            onPress={() => (sure ? void act('restart', '') : setSure(true))}
          />
        )}
      </div>
      <p class="caretaker-said" role="status">
        {said}
      </p>
      <aside class="caretaker-about">
        <QrCode rows={overview.diagnostics} label={t.diagnostics} />
        <div>
          <h2 class="caretaker-label">{t.diagnostics}</h2>
          <p>{t.diagnosticsHint}</p>
          <p class="caretaker-quiet">
            {overview.deviceName} · {t.version(overview.version)} · {t.waiting(overview.waiting)}
          </p>
        </div>
      </aside>
    </div>
  )
}

type DoorProps = { icon: IconName; name: string; hint: string; onPress: () => void }
const Door = ({ icon, name, hint, onPress }: DoorProps) => (
  <button type="button" class="caretaker-door" onClick={onPress}>
    <Icon name={icon} size="large" />
    <span class="caretaker-door-name">{name}</span>
    <span class="caretaker-door-hint">{hint}</span>
  </button>
)
