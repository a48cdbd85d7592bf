import { useLayoutEffect } from 'preact/hooks'
import { BookingDetail } from './booking-detail.tsx'
import { BookingList, type Line } from './booking-list.tsx'
import { focusOn } from './focus.ts'
import { type Query, readQuery, readQueryOtherwise } from './read-query.ts'
import { useDenials, useDesk } from './use-desk.ts'
import { useKept } from './use-kept.ts'

type Found = { query: Query; lines: readonly Line[]; more: boolean }

/** One line finds: number, name, phone, e-mail, date, or a scanned receipt. */
export function FindScreen() {
  const { words, client, f } = useDesk()
  const denied = useDenials()
  const [line, setLine] = useKept('findLine', '')
  const [found, setFound] = useKept<Found | null>('found', null)
  const [chosen, setChosen] = useKept<string | null>('findChosen', null)
  // Before it is painted: a key that follows at once must not be lost.
  useLayoutEffect(() => void focusOn('find'), [])
  const search = async (query: Query, otherwise: Query | null) => {
    if (Object.keys(query).length === 0) return
    const answer = await client.findBookings(query)
    if (denied(answer)) return
    if (answer.bookings.length === 0 && otherwise) return search(otherwise, null)
    setFound({ query, lines: answer.bookings, more: answer.more })
    const [only] = answer.bookings
    setChosen(answer.bookings.length === 1 && only ? only.bookingId : null)
  }
  const asked = Object.keys(found?.query ?? {}) as (keyof Query)[]
  return (
    <div class="screen">
      <h1 class="screen-title">{words.find.title}</h1>
      <form
        class="screen-form"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          void search(readQuery(line), readQueryOtherwise(line))
        }}
      >
        <label class="input-label" for="find">
          {words.find.label}
        </label>
        <div class="pair-row">
          <input
            id="find"
            class="input input-wide"
            type="text"
            maxLength={400}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="find-hint"
            value={line}
            onInput={(event) => setLine(event.currentTarget.value)}
          />
          <button type="submit" class="button button-primary">
            <span class="button-words">{words.find.search}</span>
          </button>
        </div>
        <p id="find-hint" class="quiet small">
          {words.find.hint}
        </p>
      </form>
      <p role="status">
        {found &&
          `${words.find.understood(f.list(asked.map((field) => words.find.as[field])))} ${words.find.found(found.lines.length)}. `}
        {found?.more && words.find.more}
      </p>
      <div class="split">
        <div>
          {found && found.lines.length > 0 && (
            <BookingList label={words.find.title} lines={found.lines} chosen={chosen} onChoose={setChosen} />
          )}
          <p class="quiet small">{words.find.leaks}</p>
        </div>
        <BookingDetail bookingId={chosen} onChanged={() => found && void search(found.query, null)} />
      </div>
    </div>
  )
}
