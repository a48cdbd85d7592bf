import { useState } from 'preact/hooks'
import { BookingDetail } from './booking-detail.tsx'
import { BookingList } from './booking-list.tsx'
import { useDesk, useFreshness, useLoaded } from './use-desk.ts'

/** What waits for a clerk's answer at own offices, the soonest first. */
export function InboxScreen() {
  const { words, client, report } = useDesk()
  const [chosen, setChosen] = useState<string | null>(null)
  const inbox = useLoaded(() => client.inbox({}), [JSON.stringify(report.versions ?? {})])
  useFreshness(inbox)
  const lines = inbox.value?.outcome === 'inbox' ? inbox.value.bookings : []
  return (
    <div class="screen">
      <h1 class="screen-title">{words.inbox.title}</h1>
      {inbox.value && inbox.value.outcome !== 'inbox' && <p role="alert">{words.answer[inbox.value.outcome]}</p>}
      <p role="status">{inbox.value === null ? '' : lines.length === 0 ? words.inbox.nothing : words.find.found(lines.length)}</p>
      <div class="split">
        <BookingList label={words.inbox.title} lines={lines} chosen={chosen} onChoose={setChosen} />
        <BookingDetail bookingId={chosen} onChanged={inbox.again} />
      </div>
    </div>
  )
}
