import { useState } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import { BookingDetail } from './booking-detail.tsx'
import { BookingList, type Line } from './booking-list.tsx'
import { InboxFilter, NO_FILTER } from './inbox-filter.tsx'
import { useAcceptSeveral } from './use-accept-several.ts'
import { useDesk, useFreshness, useLoaded } from './use-desk.ts'
import { useKept } from './use-kept.ts'

/** A request for the desk has to be confirmed by its visitor first, who stands there. */
const isForClerk = ({ standing }: Line) => standing === 'confirmed'

/** What waits for an answer at own offices, the soonest first; several are accepted at once. */
export function InboxScreen() {
  const { words, client, report } = useDesk()
  const [chosen, setChosen] = useKept<string | null>('inboxChosen', null)
  const [filter, setFilter] = useKept('inboxFilter', NO_FILTER)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const inbox = useLoaded(
    () => client.inbox(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''))),
    [filter, JSON.stringify(report.versions ?? {})],
  )
  useFreshness(inbox)
  const acceptSeveral = useAcceptSeveral(() => {
    setTicked(new Set())
    setChosen(null)
    inbox.again()
  })
  const lines = inbox.value?.outcome === 'inbox' ? inbox.value.bookings : []
  // A tick counts only while its line is seen: nobody accepts what a filter hides.
  const picked = lines.filter(({ bookingId }) => ticked.has(bookingId))
  const nothing = filter === NO_FILTER ? words.inbox.nothing : words.inbox.nothingHere
  const tick = (bookingId: string, on: boolean) => {
    const others = [...ticked].filter((id) => id !== bookingId)
    setTicked(new Set(on ? [...others, bookingId] : others))
  }
  return (
    <div class="screen">
      <h1 class="screen-title">{words.inbox.title}</h1>
      <InboxFilter filter={filter} onChange={setFilter} />
      {inbox.value && inbox.value.outcome !== 'inbox' && <p role="alert">{words.answer[inbox.value.outcome]}</p>}
      {inbox.away && inbox.value?.outcome === 'inbox' && <p role="alert">{words.answer.unreachable}</p>}
      <p role="status">{inbox.value?.outcome !== 'inbox' ? '' : lines.length === 0 ? nothing : words.find.found(lines.length)}</p>
      <div class="split">
        <div>
          <BookingList
            label={words.inbox.title}
            lines={lines}
            chosen={chosen}
            onChoose={setChosen}
            ticks={{ ticked, onTick: tick, mayTick: isForClerk }}
          />
          {lines.some(isForClerk) && (
            <div class="actions-row">
              <Button icon="check" disabled={picked.length === 0} onPress={() => void acceptSeveral(picked)}>
                {words.inbox.acceptPicked(picked.length)}
              </Button>
              <span class="quiet small">{words.inbox.usualDocuments}</span>
            </div>
          )}
        </div>
        <BookingDetail bookingId={chosen} onChanged={inbox.again} />
      </div>
    </div>
  )
}
