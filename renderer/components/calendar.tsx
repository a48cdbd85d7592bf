import { useState } from 'preact/hooks'
import type { Slot } from '../../sync/contract/booking.ts'
import type { SlotChoices } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import './calendar.css'
import { Icon } from './icon.tsx'
import { Month } from './month.tsx'
import { monthOf } from './months.ts'
import { PagesUnlessLarge } from './pages-large.tsx'
import { Times } from './times.tsx'

/** A month at a time, and the chosen day's times beneath. */
export function Calendar({ slots, onMark }: { slots: SlotChoices; onMark: (slot: Slot) => void }) {
  const { t, visitor } = useVisit()
  const begin = visitor.marked?.day ?? slots.first?.day ?? slots.today
  const [month, setMonth] = useState(monthOf(begin))
  const [day, setDay] = useState<string | null>(visitor.marked?.day ?? slots.first?.day ?? null)
  const chosen = slots.days.find((each) => each.day === day)
  const goTo = (target: string) => {
    setMonth(monthOf(target))
    setDay(target)
  }
  return (
    <div class="calendar">
      <Month slots={slots} month={month} chosenDay={day} onMonth={setMonth} onDay={setDay} onGoTo={goTo} />
      <div class="calendar-times">
        {chosen ? (
          <PagesUnlessLarge turnKey={chosen.day}>
            <Times day={chosen} onTake={onMark} />
          </PagesUnlessLarge>
        ) : (
          <p class="calendar-hint">
            <Icon name="calendar" size="large" /> {t.slot.chooseDay}
          </p>
        )}
      </div>
    </div>
  )
}
