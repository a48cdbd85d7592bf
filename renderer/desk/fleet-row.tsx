import type * as z from 'zod/mini'
import type { FleetLine } from '../../sync/contract/desk-records.ts'
import type { KioskAlert } from '../../sync/contract/kiosk-alert.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { offsetInWords } from './offset-in-words.ts'
import { useDesk, useNames } from './use-desk.ts'

export type Device = z.output<typeof FleetLine>

type FleetRowProps = {
  device: Device
  /** Something that needs words first. */
  onAsk: (what: 'take' | 'revoke' | 'message') => void
  onReopen: () => void
  onTakeMessage: () => void
  onTestPrint: () => void
}

/** One device: what it last said of itself, and what can be asked of it. */
export function FleetRow(props: FleetRowProps) {
  const { device } = props
  const { words, f, language } = useDesk()
  const names = useNames()
  const { fleet } = words
  const { printer } = device
  const paper = printer !== null && printer in fleet.papers ? fleet.papers[printer as keyof typeof fleet.papers] : '–'
  const place = device.officeId === null ? [] : [names.office(device.officeId)]
  return (
    <tr data-kiosk={device.kioskId}>
      <th scope="row">
        <strong>{device.name}</strong>
        <div class="quiet small">{[fleet.profile[device.profile], ...place].join(', ')}</div>
      </th>
      <td>
        <State device={device} />
      </td>
      <td>{device.lastSeenAt === null ? fleet.never : f.instant(device.lastSeenAt)}</td>
      <td>{device.version ?? '–'}</td>
      <td>{printer === null || printer === 'ready' ? paper : <strong class="danger">{paper}</strong>}</td>
      <td class="numbers">{device.queue ?? '–'}</td>
      <td class="numbers nowrap">{device.clockOffsetMs === null ? '–' : offsetInWords(device.clockOffsetMs, language)}</td>
      <td>{!device.revoked && <Actions {...props} />}</td>
    </tr>
  )
}

/** Whether it serves, what stands on its screen, and how the last test print went. */
function State({ device }: { device: Device }) {
  const { words, f } = useDesk()
  const { fleet } = words
  const { message, testPrint, staffCalledAt } = device
  const state = device.revoked
    ? fleet.revoked
    : device.frozen !== null
      ? fleet.frozen(device.frozen)
      : device.outOfService !== null
        ? fleet.outOfService(device.outOfService)
        : fleet.inService
  const alerts = (device.alerts ?? []).filter((alert) => alert !== 'frozen')
  // Nobody knows of a silent device that it serves.
  const isSilent = state === fleet.inService && alerts.includes('offline')
  const at = (instant: string | null) => (instant === null ? '' : ` ${f.instant(instant)}`)
  return (
    <>
      {!isSilent && <div>{state}</div>}
      {alerts.map((alert) => (
        <div key={alert} class="danger" data-alert={alert}>
          {alert in fleet.alerts ? fleet.alerts[alert as KioskAlert] : alert}
        </div>
      ))}
      {staffCalledAt !== null && (
        <div class="danger">
          <Icon name="help" /> {fleet.staffCalled(f.instantTime(staffCalledAt))}
        </div>
      )}
      {message !== null && (
        <div class="small" data-message={message.receivedAt === null ? 'waiting' : 'received'}>
          {fleet.messageShown(message.text)}{' '}
          <span class="quiet">
            {message.receivedAt === null ? fleet.messageWaiting : fleet.messageReceived(f.instant(message.receivedAt))}
          </span>
        </div>
      )}
      {testPrint !== null && (
        <div class="small" data-test-print={testPrint.state}>
          {`${fleet.testPrints[testPrint.state]}${at(testPrint.at)}`}
        </div>
      )}
    </>
  )
}

function Actions({ device, onAsk, onReopen, onTakeMessage, onTestPrint }: FleetRowProps) {
  const { words } = useDesk()
  const { fleet } = words
  const button = (label: string, onPress: () => void, kind: 'secondary' | 'danger' = 'secondary') => (
    <Button kind={kind} label={`${label}: ${device.name}`} onPress={onPress}>
      {label}
    </Button>
  )
  return (
    <div class="actions-row">
      {button(fleet.testPrint, onTestPrint)}
      {device.profile === 'lobby' && (
        <>
          {button(fleet.message, () => onAsk('message'))}
          {device.message !== null && button(fleet.messageTake, onTakeMessage)}
          {device.outOfService === null ? button(fleet.take, () => onAsk('take')) : button(fleet.reopen, onReopen)}
        </>
      )}
      {button(fleet.revoke, () => onAsk('revoke'), 'danger')}
    </div>
  )
}
