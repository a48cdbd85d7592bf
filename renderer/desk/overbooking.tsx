import { useState } from 'preact/hooks'
import type { CallRef } from '../../machines/front-desk.ts'
import { Button } from '../components/button.tsx'
import { focusOn, PLACES } from './focus.ts'
import { useDesk, useKeptOffices, useNames } from './use-desk.ts'
import { instantOf } from './wall-time.ts'
import { useKept } from './use-kept.ts'

/** Any time, beyond the capacity, with a reason; for the role that may. */
export function Overbooking({ call }: { call: CallRef }) {
  const { words, home, town } = useDesk()
  const names = useNames()
  const offices = useKeptOffices()
  const [officeId, setOffice] = useState(offices[0]?.id ?? '')
  const [day, setDay] = useKept(`overDay:${call.id}`, home.today)
  const [time, setTime] = useKept(`overTime:${call.id}`, '')
  const [reason, setReason] = useKept(`overReason:${call.id}`, '')
  const ready = officeId !== '' && day !== '' && time !== '' && reason.trim() !== ''
  const take = () => {
    if (!ready) return
    call.send({ type: 'overbooking.wanted', reason: reason.trim() })
    call.send({ type: 'slot.chosen', slot: { startsAt: instantOf(day, time, town.zone), day, time, officeId } })
    focusOn(PLACES.caller)
  }
  if (offices.length === 0) return null
  return (
    <details class="overbook">
      <summary>{words.call.overbook}</summary>
      <p class="quiet small">{words.call.overbookHint}</p>
      <label class="input-label" for="over-office">
        {words.call.overbookOffice}
      </label>
      <select id="over-office" class="input" value={officeId} onChange={(event) => setOffice(event.currentTarget.value)}>
        {offices.map(({ id }) => (
          <option key={id} value={id}>
            {names.office(id)}
          </option>
        ))}
      </select>
      <div class="pair pair-row">
        <label class="input-label" for="over-day">
          {words.call.overbookDay}
        </label>
        <input
          id="over-day"
          class="input"
          type="date"
          min={home.today}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <label class="input-label" for="over-time">
          {words.call.overbookTime}
        </label>
        <input
          id="over-time"
          class="input"
          type="time"
          step={300}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </div>
      <label class="input-label" for="over-reason">
        {words.call.overbookReason}
      </label>
      <input
        id="over-reason"
        class="input"
        type="text"
        maxLength={500}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <Button disabled={!ready} onPress={take}>
        {words.call.overbookTake}
      </Button>
    </details>
  )
}
