import { useState } from 'preact/hooks'
import type { Slot } from '../../sync/contract/booking.ts'
import type { DayChoice, SlotChoices } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import './calendar.css'
import { Icon } from './icon.tsx'
import { bookable, monthOf, stepMonth, weeksOf } from './months.ts'
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

type MonthProps = {
  slots: SlotChoices
  month: string
  chosenDay: string | null
  onMonth: (month: string) => void
  onDay: (day: string) => void
  onGoTo: (day: string) => void
}

function Month({ slots, month, chosenDay, onMonth, onDay, onGoTo }: MonthProps) {
  const { t, f } = useVisit()
  const byDay = new Map(slots.days.map((each) => [each.day, each]))
  // Weeks that are over only take room.
  const weeks = weeksOf(month).filter((week) => week.some((date) => date !== null && date >= slots.today))
  const anyFree = slots.days.some((each) => monthOf(each.day) === month && bookable(each))
  const nextFree = slots.days.find((each) => monthOf(each.day) > month && bookable(each)) ?? slots.days.find(bookable)
  return (
    <section class="month" aria-label={f.month(`${month}-01`)}>
      <div class="month-head">
        <Button
          icon="chevron-back"
          label={t.slot.previousMonth}
          class="month-turn"
          disabled={month <= monthOf(slots.today)}
          onPress={() => onMonth(stepMonth(month, -1))}
        >
          {''}
        </Button>
        <h2 class="month-name" aria-live="polite">
          {f.month(`${month}-01`)}
        </h2>
        <Button
          icon="chevron-on"
          label={t.slot.nextMonth}
          class="month-turn"
          disabled={month >= monthOf(slots.lastDay)}
          onPress={() => onMonth(stepMonth(month, 1))}
        >
          {''}
        </Button>
      </div>
      <table class="month-days">
        <thead>
          <tr>
            {f.weekdays.map(({ short, long }) => (
              <th key={long} scope="col">
                <abbr title={long}>{short}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, row) => (
            <tr key={`${month}${row}`}>
              {week.map((date, column) => (
                <td key={date ?? `gap${column}`}>
                  {date && (
                    <Day
                      date={date}
                      day={byDay.get(date)}
                      chosen={date === chosenDay}
                      today={date === slots.today}
                      onPress={() => onDay(date)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!anyFree && nextFree && (
        <div class="month-empty" role="status">
          <p>{t.slot.emptyMonth(f.month(`${month}-01`))}</p>
          <Button kind="primary" onPress={() => onGoTo(nextFree.day)}>
            {t.slot.goToNextFree(f.day(nextFree.day))}
          </Button>
        </div>
      )}
    </section>
  )
}

type DayProps = { date: string; day: DayChoice | undefined; chosen: boolean; today: boolean; onPress: () => void }
const SHAPES = { free: 'dot', few: 'few', none: 'cross', closed: 'minus', past: 'minus' } as const

/** A day: number, shape and word; the colour only repeats them. */
function Day({ date, day, chosen, today, onPress }: DayProps) {
  const { t, f } = useVisit()
  const status = day?.status ?? 'past'
  const number = Number(date.slice(8))
  const inside = (
    <>
      <span class="day-number numbers">{number}</span>
      <span class="day-status">
        {chosen ? <Icon name="check" /> : <span class={`day-shape day-shape-${SHAPES[status]}`} />}
        <span class="day-word">{t.slot[status]}</span>
      </span>
    </>
  )
  const kind = `day day-${status}${today ? ' day-today' : ''}`
  if (status === 'free' || status === 'few') {
    return (
      <button type="button" class={kind} aria-pressed={chosen} onClick={onPress}>
        <span class="only-heard">{`${f.day(date)}, ${t.slot[status]}`}</span>
        <span class="day-seen" aria-hidden="true">
          {inside}
        </span>
      </button>
    )
  }
  return (
    <span class={kind}>
      <span class="only-heard">{`${f.day(date)}, ${status === 'closed' ? t.slot.closedLong : t.slot[status]}`}</span>
      <span class="day-seen" aria-hidden="true">
        {status === 'past' ? <span class="day-number numbers">{number}</span> : inside}
      </span>
    </span>
  )
}
