import { useLayoutEffect } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import type { BookingDialogProps } from './booking-dialog-props.ts'
import { DeskDialog } from './desk-dialog.tsx'
import { focusOn } from './focus.ts'
import { useChange } from './use-change.ts'
import { useDesk } from './use-desk.ts'
import { usualDocuments } from './usual-documents.ts'
import { useKept } from './use-kept.ts'

/** Yes, with the documents to bring; they stand there as the services ask for them and can be changed. */
export function AcceptDialog({ booking, onClose, onChanged }: BookingDialogProps) {
  const { words, home, client } = useDesk()
  const change = useChange(onChanged)
  const [text, setText] = useKept(`accept:${booking.bookingId}`, usualDocuments(home, booking.services).join('\n'))
  useLayoutEffect(() => void focusOn('accept-documents'), [])
  const go = async () => {
    const documents = text
      .split('\n')
      .map((line) => line.trim().slice(0, 300))
      .filter((line) => line !== '')
    if (await change(client.accept({ bookingId: booking.bookingId, documents }))) onClose()
  }
  return (
    <DeskDialog
      title={words.detail.accept}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.detail.back}</Button>
          <Button kind="primary" onPress={() => void go()}>
            {words.detail.accept}
          </Button>
        </>
      }
    >
      <label class="input-label" for="accept-documents">
        {words.detail.documents}
      </label>
      <textarea
        id="accept-documents"
        class="input"
        rows={6}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </DeskDialog>
  )
}
