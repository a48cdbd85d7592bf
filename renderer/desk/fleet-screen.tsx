import { useState } from 'preact/hooks'
import type * as z from 'zod/mini'
import type { FleetLine } from '../../sync/contract/desk-records.ts'
import { Button } from '../components/button.tsx'
import { EnrolForm } from './enrol-form.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { useChange } from './use-change.ts'
import { useDesk, useLoaded, useNames } from './use-desk.ts'

type Device = z.output<typeof FleetLine>
const SECOND_MS = 1_000

/** IT's corner: all devices with what they last said of themselves. */
export function FleetScreen() {
  const { words, client } = useDesk()
  const { fleet } = words
  const answer = useLoaded(() => client.fleet({}), [])
  const change = useChange(answer.again)
  const [asking, setAsking] = useState<{ what: 'take' | 'revoke'; device: Device } | null>(null)
  const kiosks = answer.value?.outcome === 'fleet' ? answer.value.kiosks : []
  const columns = [
    fleet.name,
    fleet.kind,
    fleet.office,
    fleet.state,
    fleet.seen,
    fleet.version,
    fleet.printer,
    fleet.queue,
    fleet.clock,
    fleet.actions,
  ]
  return (
    <div class="screen">
      <h1 class="screen-title">{fleet.title}</h1>
      {answer.value && answer.value.outcome !== 'fleet' && <p role="alert">{words.answer[answer.value.outcome]}</p>}
      <EnrolForm onEnrolled={answer.again} />
      <div class="wide" tabIndex={0} role="region" aria-label={fleet.title}>
        <table class="table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kiosks.map((device) => (
              <Row
                key={device.kioskId}
                device={device}
                onTake={() => setAsking({ what: 'take', device })}
                onRevoke={() => setAsking({ what: 'revoke', device })}
                onReopen={() => void change(client.setOutOfService({ kioskId: device.kioskId, reason: null }))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {asking?.what === 'take' && (
        <ReasonDialog
          title={`${fleet.take}: ${asking.device.name}`}
          label={fleet.takeReason}
          onClose={() => setAsking(null)}
          onGo={(reason) => change(client.setOutOfService({ kioskId: asking.device.kioskId, reason }))}
        />
      )}
      {asking?.what === 'revoke' && (
        <ReasonDialog
          title={`${fleet.revoke}: ${asking.device.name}`}
          label={words.detail.reason}
          hint={fleet.revokeBody}
          onClose={() => setAsking(null)}
          onGo={() => change(client.revokeKiosk({ kioskId: asking.device.kioskId }))}
        />
      )}
    </div>
  )
}

type RowProps = { device: Device; onTake: () => void; onRevoke: () => void; onReopen: () => void }

function Row({ device, onTake, onRevoke, onReopen }: RowProps) {
  const { words, f, language } = useDesk()
  const names = useNames()
  const { fleet } = words
  const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const state = device.revoked
    ? fleet.revoked
    : device.frozen !== null
      ? fleet.frozen(device.frozen)
      : device.outOfService !== null
        ? fleet.outOfService(device.outOfService)
        : fleet.inService
  const paper =
    device.printer !== null && device.printer in fleet.papers ? fleet.papers[device.printer as keyof typeof fleet.papers] : '–'
  return (
    <tr data-kiosk={device.kioskId}>
      <th scope="row">{device.name}</th>
      <td>{fleet.profile[device.profile]}</td>
      <td>{device.officeId === null ? fleet.everywhere : names.office(device.officeId)}</td>
      <td>{state}</td>
      <td>{device.lastSeenAt === null ? fleet.never : f.instant(device.lastSeenAt)}</td>
      <td>{device.version ?? '–'}</td>
      <td>{paper}</td>
      <td class="numbers">{device.queue ?? '–'}</td>
      <td class="numbers">
        {device.clockOffsetMs === null ? '–' : fleet.seconds(seconds.format(device.clockOffsetMs / SECOND_MS))}
      </td>
      <td>
        {!device.revoked && (
          <div class="pair-row">
            {device.outOfService === null ? (
              <Button onPress={onTake}>{fleet.take}</Button>
            ) : (
              <Button onPress={onReopen}>{fleet.reopen}</Button>
            )}
            <Button kind="danger" onPress={onRevoke}>
              {fleet.revoke}
            </Button>
          </div>
        )}
      </td>
    </tr>
  )
}
