import { EnrolForm } from './enrol-form.tsx'
import { type Device, FleetRow } from './fleet-row.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'
import { useChange } from './use-change.ts'
import { useDesk, useFreshness, useLoaded } from './use-desk.ts'
import { useKept } from './use-kept.ts'

type Asking = { readonly what: 'take' | 'revoke' | 'message'; readonly device: Device }
// What fits above the start screen's doors (sync/contract/desk-records.ts).
const LONGEST_TEXT = 300

/** IT's corner: all devices with what they last said of themselves, and what can be asked of each. */
export function FleetScreen() {
  const { words, client } = useDesk()
  const { fleet } = words
  const answer = useLoaded(() => client.fleet({}), [])
  useFreshness(answer)
  const change = useChange(answer.again)
  const [asking, setAsking] = useKept<Asking | null>('asking', null)
  const kiosks = answer.value?.outcome === 'fleet' ? answer.value.kiosks : []
  const columns = [fleet.name, fleet.state, fleet.seen, fleet.version, fleet.printer, fleet.queue, fleet.clock, fleet.actions]
  return (
    <div class="screen">
      <h1 class="screen-title">{fleet.title}</h1>
      {answer.value && answer.value.outcome !== 'fleet' && <p role="alert">{words.answer[answer.value.outcome]}</p>}
      <EnrolForm onEnrolled={answer.again} />
      <div class="wide" tabIndex={0} role="region" aria-label={fleet.title}>
        <table class="table table-wide">
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
              <FleetRow
                key={device.kioskId}
                device={device}
                onAsk={(what) => setAsking({ what, device })}
                onReopen={() => void change(client.setOutOfService({ kioskId: device.kioskId, reason: null }))}
                onTakeMessage={() => void change(client.setMessage({ kioskId: device.kioskId, text: null }))}
                onTestPrint={() => void change(client.orderTestPrint({ kioskId: device.kioskId }))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {asking && <AskingDialog {...asking} onClose={() => setAsking(null)} onChanged={answer.again} />}
    </div>
  )
}

/** What has to be typed, or asked once more, before something is done to a device. */
function AskingDialog({ what, device, onClose, onChanged }: Asking & { onClose: () => void; onChanged: () => void }) {
  const { words, client } = useDesk()
  const { fleet } = words
  const change = useChange(onChanged)
  const { kioskId } = device
  if (what === 'take') {
    return (
      <ReasonDialog
        keep={`take:${kioskId}`}
        title={`${fleet.take}: ${device.name}`}
        label={fleet.takeReason}
        go={fleet.take}
        kind="danger"
        onClose={onClose}
        onGo={(reason) => change(client.setOutOfService({ kioskId, reason }))}
      />
    )
  }
  if (what === 'message') {
    return (
      <ReasonDialog
        keep={`message:${kioskId}`}
        title={`${fleet.message}: ${device.name}`}
        label={fleet.messageLabel}
        go={fleet.message}
        hint={fleet.messageHint}
        longest={LONGEST_TEXT}
        onClose={onClose}
        onGo={(text) => change(client.setMessage({ kioskId, text }))}
      />
    )
  }
  return <RevokeDialog device={device} onClose={onClose} onChanged={onChanged} />
}
