import { useLayoutEffect, useRef } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import type { BookingDialogProps } from './booking-dialog-props.ts'
import { DeskDialog } from './desk-dialog.tsx'
import { useChange } from './use-change.ts'
import { useDesk } from './use-desk.ts'
import { useKept } from './use-kept.ts'

const OWN_TEXT = ''

/** No, with a ready-made reason of the office, words of one's own, or both. The whole of what the person will read is seen. */
export function DeclineDialog({ booking, onClose, onChanged }: BookingDialogProps) {
  const { words, client } = useDesk()
  const { detail } = words
  const change = useChange(onChanged)
  const [chosen, setChosen] = useKept(`declineReady:${booking.bookingId}`, OWN_TEXT)
  const [own, setOwn] = useKept(`declineOwn:${booking.bookingId}`, '')
  const first = useRef<HTMLSelectElement>(null)
  useLayoutEffect(() => first.current?.focus(), [])
  const body = chosen === OWN_TEXT ? undefined : booking.readyReasons[Number(chosen)]?.body
  const reason = [body, own.trim()].filter((part) => part !== undefined && part !== '').join('\n')
  const go = async () => {
    if (reason === '') return
    if (await change(client.decline({ bookingId: booking.bookingId, reason }))) onClose()
  }
  return (
    <DeskDialog
      title={detail.decline}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{detail.back}</Button>
          <Button kind="primary" disabled={reason === ''} onPress={() => void go()}>
            {detail.decline}
          </Button>
        </>
      }
    >
      <label class="input-label" for="decline-ready">
        {detail.reason}
      </label>
      <select
        id="decline-ready"
        ref={first}
        class="input"
        value={chosen}
        aria-describedby="decline-body"
        onChange={(event) => setChosen(event.currentTarget.value)}
      >
        <option value={OWN_TEXT}>{words.inbox.ownReason}</option>
        {booking.readyReasons.map(({ title }, index) => (
          <option key={index} value={String(index)}>
            {title}
          </option>
        ))}
      </select>
      <p id="decline-body" role="status">
        {body}
      </p>
      <label class="input-label" for="reason">
        {words.inbox.ownReasonText}
      </label>
      <input
        id="reason"
        class="input"
        type="text"
        maxLength={500}
        aria-describedby="reason-hint"
        value={own}
        onInput={(event) => setOwn(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void go()
        }}
      />
      <p id="reason-hint" class="quiet small">
        {detail.reasonHint}
      </p>
    </DeskDialog>
  )
}
