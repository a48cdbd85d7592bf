import { useId } from 'preact/hooks'
import type { Slot } from '../../sync/contract/booking.ts'
import { tieNumbers } from '../../sync/contract/unbroken.ts'
import type { DayChoice } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { Icon } from './icon.tsx'
import { isMorning } from './months.ts'
import './times.css'

/** A day's start times, in the morning and in the afternoon. */
export function Times({ day, heading = true, onTake }: { day: DayChoice; heading?: boolean; onTake: (slot: Slot) => void }) {
  const { t, f } = useVisit()
  const parts = [
    [t.slot.morning, day.slots.filter(({ time }) => isMorning(time))],
    [t.slot.afternoon, day.slots.filter(({ time }) => !isMorning(time))],
  ] as const
  return (
    <section class="times">
      {heading && (
        <h2 class="times-heading" aria-live="polite">
          {t.slot.timesOn(tieNumbers(f.day(day.day)))}
        </h2>
      )}
      {parts
        .filter(([, slots]) => slots.length > 0)
        .map(([name, slots]) => (
          <TimeRow key={name} name={name} slots={slots} onTake={onTake} />
        ))}
    </section>
  )
}

function TimeRow({ name, slots, onTake }: { name: string; slots: readonly Slot[]; onTake: (slot: Slot) => void }) {
  const { f, visitor } = useVisit()
  const id = useId()
  return (
    <div class="times-part" role="group" aria-labelledby={id}>
      <h3 id={id} class="times-name" data-part>
        {name}
      </h3>
      <ul class="times-list">
        {slots.map((slot, place) => {
          const chosen = slot.startsAt === visitor.marked?.startsAt
          return (
            // By place: another day's times are written into the buttons that are there, in half the time of new ones.
            <li key={place} data-part>
              <button
                type="button"
                class="times-button numbers"
                aria-pressed={chosen}
                aria-label={f.slot(slot)}
                // Heard one after the other, the day is said with the first.
                data-said={place > 0 ? f.time(slot.time) : undefined}
                onClick={() => onTake(slot)}
              >
                {f.clock(slot.time)}
                {chosen && <Icon name="check" size="badge" />}
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
