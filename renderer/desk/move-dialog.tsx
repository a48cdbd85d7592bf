import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import type { OfficeSlot } from '../../machines/call.ts'
import { Button } from '../components/button.tsx'
import type { BookingDialogProps } from './booking-dialog-props.ts'
import { DeskDialog } from './desk-dialog.tsx'
import { focusOn } from './focus.ts'
import { laterFrom } from './later-from.ts'
import { SlotList } from './slot-list.tsx'
import { useChange } from './use-change.ts'
import { useDenials, useDesk, useKeptOffices, useLoaded } from './use-desk.ts'

const SLOTS = 60
const LIST = 'move-slots'

/** A new slot for a booking; the old seats are free in the same step. */
export function MoveDialog({ booking, onClose, onChanged }: BookingDialogProps) {
  const { words, client, tell } = useDesk()
  const officeIds = useKeptOffices().map(({ id }) => id)
  const [from, setFrom] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const change = useChange(onChanged)
  const denied = useDenials()
  const found = useLoaded(
    () => client.findSlots({ services: booking.services, officeIds, count: SLOTS, ...(from !== null && { from }) }),
    [from],
  )
  const slots = found.value?.outcome === 'slots' ? found.value.slots : []
  useEffect(() => setActive(0), [found.value])
  useLayoutEffect(() => void focusOn(LIST), [])
  const take = async ({ startsAt, officeId }: OfficeSlot) => {
    const answer = await client.moveBooking({ bookingId: booking.bookingId, startsAt, officeId })
    if (denied(answer)) return
    if (answer.outcome === 'slotTaken') {
      tell(words.call.trouble.slotTaken, 'wrong')
      found.again()
      return
    }
    if (await change(Promise.resolve(answer))) onClose()
  }
  const later = laterFrom(slots)
  return (
    <DeskDialog
      title={words.detail.moveTitle}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.detail.back}</Button>
          <Button iconEnd="chevron-on" onPress={() => later !== null && setFrom(later)}>
            {words.call.later}
          </Button>
        </>
      }
    >
      <p class="quiet small">{words.call.slotsHint}</p>
      <SlotList
        id={LIST}
        slots={slots}
        active={active}
        chosen={null}
        onActive={setActive}
        onTake={(slot) => void take(slot)}
        onTurn={(way) => setFrom(way === 'later' ? (later ?? from) : null)}
      />
      {found.value && slots.length === 0 && (
        <p>{found.value.outcome === 'slots' ? words.call.noSlots : words.answer[found.value.outcome]}</p>
      )}
    </DeskDialog>
  )
}
