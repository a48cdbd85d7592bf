import { Button } from '../components/button.tsx'
import type { Device } from './fleet-row.tsx'
import { DeskDialog } from './desk-dialog.tsx'
import { useChange } from './use-change.ts'
import { useDesk } from './use-desk.ts'

/** Asks once more before a device is shut out. No reason is asked for: nobody would read it, the audit log holds no texts. */
export function RevokeDialog({ device, onClose, onChanged }: { device: Device; onClose: () => void; onChanged: () => void }) {
  const { words, client } = useDesk()
  const { fleet } = words
  const change = useChange(onChanged)
  const go = async () => {
    if (await change(client.revokeKiosk({ kioskId: device.kioskId }))) onClose()
  }
  return (
    <DeskDialog
      title={`${fleet.revoke}: ${device.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.detail.back}</Button>
          <Button kind="danger" onPress={() => void go()}>
            {fleet.revoke}
          </Button>
        </>
      }
    >
      <p>{fleet.revokeBody}</p>
    </DeskDialog>
  )
}
