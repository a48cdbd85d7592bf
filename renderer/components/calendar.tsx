import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Slot } from '../../sync/contract/booking.ts'
import type { SlotChoices } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import './calendar.css'
import { Icon } from './icon.tsx'
import { Month } from './month.tsx'
import { monthOf } from './months.ts'
import { Pages } from './pages.tsx'
import { Times } from './times.tsx'

type CalendarProps = {
  slots: SlotChoices
  /** Turned as one with what stands around it. */
  whole: boolean
  /** Not all weeks of the month have room. */
  onLow: () => void
  onMark: (slot: Slot) => void
}

/** A month at a time, and the chosen day's times beneath. */
export function Calendar({ slots, whole, onLow, onMark }: CalendarProps) {
  const { t, visitor } = useVisit()
  const begin = visitor.marked?.day ?? slots.first?.day ?? slots.today
  const [month, setMonth] = useState(monthOf(begin))
  const [day, setDay] = useState<string | null>(visitor.marked?.day ?? slots.first?.day ?? null)
  const chosen = slots.days.find((each) => each.day === day)
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!whole && place.current && place.current.scrollHeight > place.current.clientHeight + 1) onLow()
  }, [whole, month, slots])
  const goTo = (target: string) => {
    setMonth(monthOf(target))
    setDay(target)
  }
  return (
    <div class="calendar" ref={place}>
      <Month slots={slots} month={month} chosenDay={day} onMonth={setMonth} onDay={setDay} onGoTo={goTo} />
      <div class="calendar-times">
        {chosen ? (
          <Pages still={whole} turnKey={chosen.day}>
            <Times day={chosen} onTake={onMark} />
          </Pages>
        ) : (
          <p class="calendar-hint">
            <Icon name="calendar" size="large" /> {t.slot.chooseDay}
          </p>
        )}
      </div>
    </div>
  )
}
