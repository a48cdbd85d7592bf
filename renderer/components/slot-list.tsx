import { useEffect, useState } from 'preact/hooks'
import type { Slot } from '../../sync/contract/booking.ts'
import { addDays } from '../../sync/contract/local-date.ts'
import type { DayChoice, SlotChoices } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { bookable, isMorning, weekdayOf } from './months.ts'
import { PagesUnlessLarge } from './pages-large.tsx'
import { Segments } from './segments.tsx'
import './slot-list.css'
import { Times } from './times.tsx'

/** More would take a slow terminal longer to draw than a finger waits … */
const DAYS_AT_ONCE = 4
/** … and what stands below the first two comes with the picture after the finger's. */
const DAYS_IN_SIGHT = 2
const WEEKS = [1, 2, 4] as const
type Filters = { weeks: number; weekday: number; part: 'any' | 'morning' | 'afternoon' }
const ALL: Filters = { weeks: 0, weekday: 0, part: 'any' }

/** Days and times in a row, narrowed by date, weekday and time of day; a tap on a time goes straight on. */
export function SlotList({ slots, onTake }: { slots: SlotChoices; onTake: (slot: Slot) => void }) {
  const { t, f } = useVisit()
  const [filters, setFilters] = useState(ALL)
  const [shown, setShown] = useState(DAYS_IN_SIGHT)
  const change = (changes: Partial<Filters>) => {
    setFilters({ ...filters, ...changes })
    setShown(DAYS_IN_SIGHT)
  }
  useEffect(() => {
    // An effect runs once the picture has been drawn.
    if (shown < DAYS_AT_ONCE) setShown(DAYS_AT_ONCE)
  }, [shown])
  const days = filtered(slots, filters)
  return (
    <div class="slot-list">
      <PagesUnlessLarge turnKey={JSON.stringify(filters)} long={days.length > 1}>
        <div class="slot-list-rows">
          <FilterRows slots={slots} filters={filters} onChange={change} />
          <div class="slot-list-days">
            {days.length === 0 ? (
              <div class="slot-list-none" role="status">
                <p>{t.slot.noMatch}</p>
                <Button
                  onPress={() => {
                    change(ALL)
                    document.querySelector<HTMLElement>('.slot-list-filters button')?.focus()
                  }}
                >
                  {t.slot.resetFilters}
                </Button>
              </div>
            ) : (
              <p class="quiet" data-part>
                {t.slot.listHint}
              </p>
            )}
            {days.slice(0, shown).map((day) => (
              <section key={day.day} class="slot-list-day">
                <h2 data-part>{f.day(day.day)}</h2>
                <Times day={day} heading={false} onTake={onTake} />
              </section>
            ))}
            {shown >= DAYS_AT_ONCE && days.length > shown && (
              <Button wide icon="plus" onPress={() => setShown(shown + DAYS_AT_ONCE)}>
                {t.slot.moreDays}
              </Button>
            )}
          </div>
        </div>
      </PagesUnlessLarge>
    </div>
  )
}

function FilterRows({
  slots,
  filters,
  onChange,
}: {
  slots: SlotChoices
  filters: Filters
  onChange: (changes: Partial<Filters>) => void
}) {
  const { t, f } = useVisit()
  const weekdays = [...new Set(slots.days.filter(bookable).map(({ day }) => weekdayOf(day)))].sort((one, other) => one - other)
  return (
    <div class="slot-list-filters" role="group" aria-label={t.slot.filters}>
      <Segments
        label={t.slot.from}
        value={filters.weeks}
        options={[[0, t.slot.anyDate], ...WEEKS.map((weeks) => [weeks, t.slot.inWeeks(weeks)] as const)]}
        onChange={(weeks) => onChange({ weeks })}
      />
      <Segments
        label={t.slot.weekday}
        value={filters.weekday}
        options={[[0, t.slot.anyDay], ...weekdays.map((weekday) => [weekday, f.weekdays[weekday - 1]?.short ?? ''] as const)]}
        onChange={(weekday) => onChange({ weekday })}
      />
      <Segments
        label={t.slot.timeOfDay}
        value={filters.part}
        options={[
          ['any', t.slot.anyTime],
          ['morning', t.slot.morning],
          ['afternoon', t.slot.afternoon],
        ]}
        onChange={(part) => onChange({ part })}
      />
    </div>
  )
}

function filtered(slots: SlotChoices, { weeks, weekday, part }: Filters): DayChoice[] {
  const from = addDays(slots.today, weeks * 7)
  return slots.days
    .filter((day) => bookable(day) && day.day >= from && (weekday === 0 || weekdayOf(day.day) === weekday))
    .map((day) => ({ ...day, slots: day.slots.filter(({ time }) => part === 'any' || isMorning(time) === (part === 'morning')) }))
    .filter((day) => day.slots.length > 0)
}
