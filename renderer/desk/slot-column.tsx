import { useEffect, useState } from 'preact/hooks'
import type { CallRef } from '../../machines/front-desk.ts'
import { TICK_MS } from '../../sync/contract/values.ts'
import { needOf } from '../../sync/contract/wish.ts'
import { Button } from '../components/button.tsx'
import { useSnapshot } from '../use-actor.ts'
import { focusOn, PLACES } from './focus.ts'
import { laterFrom } from './later-from.ts'
import { Overbooking } from './overbooking.tsx'
import { SlotList } from './slot-list.tsx'
import { useDesk } from './use-desk.ts'

/** When: the first free slots over all own offices; what is taken is held while the caller thinks. */
export function SlotColumn({ call, looking }: { call: CallRef; looking: boolean }) {
  const { words, staff, home } = useDesk()
  const { context } = useSnapshot(call)
  const { slots, slotsKnown, slot, services, from, after } = context
  const [active, setActive] = useState(0)
  useEffect(() => {
    const ticks =
      after &&
      needOf(
        home.offers.filter(({ officeId }) => officeId === after.officeId),
        services,
      )?.ticks
    const from = after && ticks ? Date.parse(after.startsAt) + ticks * TICK_MS : 0
    const following = slots.findIndex((each) => each.officeId === after?.officeId && Date.parse(each.startsAt) >= from)
    setActive(Math.max(following, 0))
  }, [slots])
  const turn = (way: 'later' | 'earliest') => {
    const later = laterFrom(slots)
    if (way === 'later' && later !== null) call.send({ type: 'date.chosen', from: later })
    if (way === 'earliest' && from !== null) call.send({ type: 'date.chosen', from: null })
  }
  return (
    <section class="column" aria-labelledby="slots-title" aria-busy={looking}>
      <h2 id="slots-title" class="column-title">
        {words.call.slots}
      </h2>
      <div class="pair pair-row">
        <label class="input-label" for="slots-from">
          {words.call.fromDay}
        </label>
        <input
          id="slots-from"
          class="input"
          type="date"
          min={home.today}
          value={from ?? ''}
          onChange={(event) => call.send({ type: 'date.chosen', from: event.currentTarget.value || null })}
        />
        <Button kind="quiet" iconEnd="chevron-on" onPress={() => turn('later')}>
          {words.call.later}
        </Button>
      </div>
      <p class="quiet small">{services.length === 0 ? words.call.firstService : words.call.slotsHint}</p>
      {services.length > 0 && (
        <SlotList
          id={PLACES.slots}
          slots={slots}
          active={active}
          chosen={slot}
          onActive={setActive}
          onTurn={turn}
          onTake={(taken) => {
            // A free slot needs no reason.
            call.send({ type: 'overbooking.wanted', reason: '' })
            call.send({ type: 'slot.chosen', slot: taken })
            focusOn(PLACES.caller)
          }}
        />
      )}
      <p role="status" class="quiet">
        {looking && words.call.looking}
        {!looking && services.length > 0 && slots.length === 0 && (slotsKnown ? words.call.noSlots : words.call.slotsUnknown)}
      </p>
      {staff.role === 'officeAdmin' && services.length > 0 && <Overbooking call={call} />}
    </section>
  )
}
