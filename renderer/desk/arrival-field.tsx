import { useLayoutEffect, useState } from 'preact/hooks'
import { readBookingCode } from '../../sync/contract/existing.ts'
import { focusOn } from './focus.ts'
import { useDenials, useDesk, useNames } from './use-desk.ts'
import { isLaterDay } from './wall-time.ts'

/** Somebody has come: the scanner types the receipt's code and Enter, or staff type the number. */
export function ArrivalField({ officeId, onArrived }: { officeId: string; onArrived: () => void }) {
  const { words, client, tell, home, town, f } = useDesk()
  const names = useNames()
  const denied = useDenials()
  const [line, setLine] = useState('')
  // When the day opens, and never again: whoever has gone on to a booking keeps their place in it.
  useLayoutEffect(() => void focusOn('arrival'), [])
  const arrive = async () => {
    const code = readBookingCode(line)
    setLine('')
    if (code === null) {
      tell(words.day.scanUnreadable, 'wrong')
      return
    }
    const found = await client.findBookings({ number: code.number, officeId })
    if (denied(found)) return
    const [booking] = found.bookings
    if (!booking) {
      tell(words.day.scanUnknown, 'wrong')
      return
    }
    const answer = await client.markArrived({ bookingId: booking.bookingId })
    if (denied(answer)) return
    if (answer.outcome === 'done') tell(words.day.scanned(booking.name || booking.number))
    else if (isLaterDay(booking.startsAt, { today: home.today, zone: town.zone }))
      tell(words.day.scanLater(f.instant(booking.startsAt)), 'wrong')
    else tell(words.answer.notPossible(names.standing(answer.standing)), 'wrong')
    onArrived()
  }
  return (
    <form
      class="pair"
      onSubmit={(event) => {
        event.preventDefault()
        void arrive()
      }}
    >
      <label class="input-label" for="arrival">
        {words.day.scan}
      </label>
      <input
        id="arrival"
        class="input"
        type="text"
        maxLength={400}
        autocomplete="off"
        spellcheck={false}
        value={line}
        onInput={(event) => setLine(event.currentTarget.value)}
      />
    </form>
  )
}
