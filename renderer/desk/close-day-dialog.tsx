import { useLayoutEffect } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import { DeskDialog } from './desk-dialog.tsx'
import type { Line } from './booking-list.tsx'
import { focusOn } from './focus.ts'
import { useDenials, useDesk } from './use-desk.ts'
import { useKept } from './use-kept.ts'

type Closed = { cancelled: number; toPhone: readonly Line[] }

/** Closes a day or a part of it; then lists whom nobody can reach by mail. */
export function CloseDayDialog({ officeId, day, onClose }: { officeId: string; day: string; onClose: () => void }) {
  const { words, client, f } = useDesk()
  const denied = useDenials()
  const name = `close:${officeId}:${day}:`
  const [from, setFrom] = useKept(`${name}from`, '')
  const [until, setUntil] = useKept(`${name}until`, '')
  const [reason, setReason] = useKept(`${name}reason`, '')
  const [closed, setClosed] = useKept<Closed | null>(`${name}closed`, null)
  useLayoutEffect(() => void focusOn('close-from'), [])
  const ready = reason.trim() !== '' && (from === '' || until === '' || from < until)
  const go = async () => {
    if (!ready) return
    const part = { ...(from !== '' && { from }), ...(until !== '' && { until }) }
    const answer = await client.closeDay({ officeId, day, ...part, reason: reason.trim() })
    if (!denied(answer)) setClosed(answer)
  }
  if (closed) {
    return (
      <DeskDialog
        title={words.day.closeTitle}
        onClose={onClose}
        actions={
          <>
            <Button icon="printer" onPress={() => window.print()}>
              {words.detail.page}
            </Button>
            <Button kind="primary" onPress={onClose}>
              {words.keys.close}
            </Button>
          </>
        }
      >
        <p role="status">{words.day.closedDone(closed.cancelled)}</p>
        <h3>{words.day.toPhone}</h3>
        {closed.toPhone.length === 0 && <p>{words.day.nobodyToPhone}</p>}
        <ul class="dots">
          {closed.toPhone.map((line) => (
            <li key={line.bookingId}>
              {`${f.instant(line.startsAt)}: ${line.name}, ${line.phone ?? words.day.phoneMissing} (${line.number})`}
            </li>
          ))}
        </ul>
      </DeskDialog>
    )
  }
  return (
    <DeskDialog
      title={`${words.day.closeTitle}: ${f.day(day)}`}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.detail.back}</Button>
          <Button kind="danger" disabled={!ready} onPress={() => void go()}>
            {words.day.closeGo}
          </Button>
        </>
      }
    >
      <p>{words.day.closeBody}</p>
      <div class="pair-row">
        <label class="input-label" for="close-from">
          {words.day.from}
        </label>
        <input
          id="close-from"
          class="input"
          type="time"
          step={300}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <label class="input-label" for="close-until">
          {words.day.until}
        </label>
        <input
          id="close-until"
          class="input"
          type="time"
          step={300}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <label class="input-label" for="close-reason">
        {words.detail.reason}
      </label>
      <input
        id="close-reason"
        class="input"
        type="text"
        maxLength={500}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void go()
        }}
      />
    </DeskDialog>
  )
}
