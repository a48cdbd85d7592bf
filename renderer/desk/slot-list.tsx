import { useEffect, useRef } from 'preact/hooks'
import type { OfficeSlot } from '../../machines/call.ts'
import { Icon } from '../components/icon.tsx'
import { useDesk, useNames } from './use-desk.ts'

type SlotListProps = {
  id: string
  slots: readonly OfficeSlot[]
  active: number
  chosen: OfficeSlot | null
  onActive: (index: number) => void
  onTake: (slot: OfficeSlot) => void
  /** To later days, or back to the earliest. */
  onTurn: (way: 'later' | 'earliest') => void
}

const sameSlot = (one: OfficeSlot | null, other: OfficeSlot) =>
  one !== null && one.startsAt === other.startsAt && one.officeId === other.officeId

/** Free slots over several offices, merged by time. One stop for the Tab key; arrows move within. */
export function SlotList({ id, slots, active, chosen, onActive, onTake, onTurn }: SlotListProps) {
  const { words, f } = useDesk()
  const names = useNames()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [active, slots])
  const days = [...Map.groupBy(slots, ({ day }) => day)]
  const move = (to: number) => onActive(Math.min(Math.max(to, 0), Math.max(slots.length - 1, 0)))
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(active + 1),
    ArrowUp: () => move(active - 1),
    PageDown: () => move(active + 10),
    PageUp: () => move(active - 10),
    Home: () => move(0),
    End: () => move(slots.length - 1),
    ArrowRight: () => onTurn('later'),
    ArrowLeft: () => onTurn('earliest'),
    Enter: () => {
      const slot = slots[active]
      if (slot) onTake(slot)
    },
  }
  return (
    <div
      id={id}
      ref={list}
      class="slots-list"
      role="listbox"
      tabIndex={0}
      aria-label={words.call.slots}
      aria-activedescendant={slots.length > 0 ? `${id}-${active}` : undefined}
      onKeyDown={(event) => {
        const act = event.ctrlKey || event.altKey ? undefined : keys[event.key]
        if (!act) return
        event.preventDefault()
        act()
      }}
    >
      {days.map(([day, ofDay]) => (
        <div key={day} role="group" aria-label={f.day(day)} class="slots-day">
          <div class="slots-day-name" aria-hidden="true">
            {f.day(day)}
          </div>
          {ofDay.map((slot) => {
            const index = slots.indexOf(slot)
            const taken = sameSlot(chosen, slot)
            return (
              <div
                key={`${slot.startsAt}${slot.officeId}`}
                id={`${id}-${index}`}
                class={`slot-line${index === active ? ' slot-line-active' : ''}`}
                role="option"
                data-active={index === active || undefined}
                data-starts-at={slot.startsAt}
                aria-selected={taken}
                onClick={() => {
                  onActive(index)
                  onTake(slot)
                }}
              >
                <strong class="numbers">{f.time(slot.time)}</strong>
                <span class="slot-office" title={names.office(slot.officeId)}>
                  {names.office(slot.officeId)}
                </span>
                {taken && (
                  <span class="small">
                    <Icon name="check" /> {words.call.takenSlot}
                  </span>
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
