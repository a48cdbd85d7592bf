import { useLayoutEffect, useState } from 'preact/hooks'
import { readBookingNumber } from '../../sync/contract/booking.ts'
import { Button } from '../components/button.tsx'
import type { BookingDialogProps } from './booking-dialog-props.ts'
import { DeskDialog } from './desk-dialog.tsx'
import { focusOn } from './focus.ts'
import { useChange } from './use-change.ts'
import { useDenials, useDesk } from './use-desk.ts'
import { useKept } from './use-kept.ts'

/** Two requests of the same person become one; the other is named by its number. */
export function MergeDialog({ booking, onClose, onChanged }: BookingDialogProps) {
  const { words, client } = useDesk()
  const [line, setLine] = useKept(`merge:${booking.bookingId}`, '')
  const [wrong, setWrong] = useState(false)
  const change = useChange(onChanged)
  const denied = useDenials()
  useLayoutEffect(() => void focusOn('merge-number'), [])
  const go = async () => {
    if (line.trim() === '') return
    const number = readBookingNumber(line)
    const found = number === null ? null : await client.findBookings({ number })
    if (found && denied(found)) return
    const drop = found?.outcome === 'found' ? found.bookings[0]?.bookingId : undefined
    if (drop === undefined || drop === booking.bookingId) {
      setWrong(true)
      return
    }
    if (await change(client.mergeBookings({ keep: booking.bookingId, drop }))) onClose()
  }
  return (
    <DeskDialog
      title={words.detail.mergeTitle}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.detail.back}</Button>
          <Button kind="primary" disabled={line.trim() === ''} onPress={() => void go()}>
            {words.detail.mergeGo}
          </Button>
        </>
      }
    >
      <p>{words.detail.mergeBody}</p>
      <label class="input-label" for="merge-number">
        {words.detail.mergeNumber}
      </label>
      <input
        id="merge-number"
        class="input"
        type="text"
        maxLength={20}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? 'merge-wrong' : undefined}
        value={line}
        onInput={(event) => {
          setLine(event.currentTarget.value)
          setWrong(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void go()
        }}
      />
      {wrong && (
        <p id="merge-wrong" class="input-wrong" role="alert">
          {words.detail.mergeUnknown}
        </p>
      )}
    </DeskDialog>
  )
}
