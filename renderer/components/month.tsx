import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { DayChoice, SlotChoices } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import './month.css'
import { bookable, type DayStep, monthOf, stepDay, stepMonth, weeksOf } from './months.ts'

type MonthProps = {
  slots: SlotChoices
  month: string
  chosenDay: string | null
  onMonth: (month: string) => void
  onDay: (day: string) => void
  onGoTo: (day: string) => void
}

/** Near its end a month shows the next one's beginning. */
const LEAST_WEEKS = 4

/** The weeks of a month that are not over, which would only take room; and of the next as many as make `least`. */
function weeksAhead(month: string, { today, lastDay }: SlotChoices, least: number): string[][] {
  const ahead = (of: string) => weeksOf(of).filter((week) => week.some((date) => date >= today))
  const weeks = ahead(month)
  const shown = weeks.at(-1)?.at(-1) ?? today
  const more = ahead(stepMonth(month, 1)).filter(([monday = '']) => monday > shown && monday <= lastDay)
  return [...weeks, ...more.slice(0, Math.max(0, least - weeks.length))]
}

/** A month as a grid of days: touched, or gone through by keys (ARIA's grid pattern, mirrored where one reads from the right). */
export function Month({ slots, month, chosenDay, onMonth, onDay, onGoTo }: MonthProps) {
  const { t, f, visitor } = useVisit()
  const byDay = new Map(slots.days.map((each) => [each.day, each]))
  const anyFree = slots.days.some((each) => monthOf(each.day) === month && bookable(each))
  // With nothing free, what leads to the next free day stands where that month's beginning would.
  const weeks = weeksAhead(month, slots, anyFree ? LEAST_WEEKS : 0)
  const nextFree = slots.days.find((each) => monthOf(each.day) > month && bookable(each)) ?? slots.days.find(bookable)
  const { grid, entry, want, onKeyDown, onKeyUp } = useDayKeys({ slots, chosenDay, shown: weeks.flat(), onMonth })
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
      <table
        class="month-days"
        role="grid"
        aria-label={f.month(`${month}-01`)}
        ref={grid}
        onKeyDown={onKeyDown}
        onKeyUp={onKeyUp}
      >
        <thead>
          <tr>
            {f.weekdays.map(({ short, tight, long }) => (
              <th key={long} scope="col">
                <span aria-hidden="true">{visitor.comfort.textScale > 1 ? tight : short}</span>
                <span class="only-heard">{long}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <td key={date} aria-current={date === slots.today ? 'date' : undefined}>
                  {date <= slots.lastDay && (
                    <Day
                      date={date}
                      day={byDay.get(date)}
                      chosen={date === chosenDay}
                      today={date === slots.today}
                      other={monthOf(date) !== month}
                      entry={date === entry}
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
        <div class={`month-empty${weeks.length >= LEAST_WEEKS ? ' month-empty-long' : ''}`} role="status">
          <p>{t.slot.emptyMonth(f.month(`${month}-01`))}</p>
          <Button
            kind="primary"
            onPress={() => {
              onGoTo(nextFree.day)
              want(nextFree.day)
            }}
          >
            {t.slot.goToNextFree(f.day(nextFree.day))}
          </Button>
        </div>
      )}
    </section>
  )
}

const SIDEWAYS: Readonly<Record<string, DayStep>> = {
  ArrowRight: 'ahead',
  ArrowLeft: 'back',
  Home: 'weekStart',
  End: 'weekEnd',
  PageDown: 'monthAhead',
  PageUp: 'monthBack',
}
const UPRIGHT: Readonly<Record<string, DayStep>> = { ArrowDown: 'weekAhead', ArrowUp: 'weekBack' }
const MIRRORED: Readonly<Record<string, string>> = { ArrowRight: 'ArrowLeft', ArrowLeft: 'ArrowRight' }

type DayKeys = Pick<MonthProps, 'slots' | 'chosenDay' | 'onMonth'> & { shown: readonly string[] }

/**
 * Keys within the grid. Up and down go by weeks for whoever has shown a keyboard that also goes sideways; a keypad with
 * two arrows reaches every day one after the other. Where there is no further week the key is the page's again: no trap.
 */
function useDayKeys({ slots, chosenDay, shown, onMonth }: DayKeys) {
  const { reader } = useVisit()
  const grid = useRef<HTMLTableElement>(null)
  const [wanted, setWanted] = useState<{ day: string } | null>(null)
  const [sideways, setSideways] = useState(false)
  const open = slots.days.filter((each) => bookable(each) && shown.includes(each.day)).map(({ day }) => day)
  const dayOf = (target: unknown) =>
    target instanceof Element ? (target.closest('[data-day]')?.getAttribute('data-day') ?? null) : null
  const goTo = (day: string) => {
    const button = grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)
    if (!button || button === document.activeElement) return
    button.focus()
    reader?.tellFocus(button)
  }
  // A day of another month is there only once that month has been drawn.
  useLayoutEffect(() => {
    if (wanted !== null) goTo(wanted.day)
  }, [wanted])
  const onKeyDown = (event: KeyboardEvent) => {
    const from = dayOf(event.target)
    if (from === null || event.ctrlKey || event.altKey || event.metaKey) return
    const rightToLeft = document.documentElement.dir === 'rtl'
    const key = rightToLeft ? (MIRRORED[event.key] ?? event.key) : event.key
    const step = SIDEWAYS[key] ?? (sideways ? UPRIGHT[key] : undefined)
    if (!step) return
    if (key in SIDEWAYS) setSideways(true)
    const target = stepDay(slots.days, from, step)
    if (target === null && key in UPRIGHT) return
    event.preventDefault()
    event.stopPropagation()
    if (target === null) return
    if (shown.includes(target)) goTo(target)
    else onMonth(monthOf(target))
    setWanted({ day: target })
  }
  return {
    grid,
    /** The focus goes to this day once it has been drawn. */
    want: (day: string) => setWanted({ day }),
    /** The one day that the Tab key stops at. */
    entry: [wanted?.day, chosenDay].find((day) => day != null && open.includes(day)) ?? open[0] ?? null,
    onKeyDown,
    // Whoever comes by Tab has a whole keyboard.
    onKeyUp: (event: KeyboardEvent) => {
      if (event.key === 'Tab') setSideways(true)
    },
  }
}

type DayProps = {
  date: string
  day: DayChoice | undefined
  chosen: boolean
  today: boolean
  /** Of the month before or after the one shown. */
  other: boolean
  entry: boolean
  onPress: () => void
}
const SHAPES = { free: 'dot', few: 'few', none: 'cross', closed: 'minus', past: 'minus' } as const

/** A day: number, shape and word; the colour only repeats them. Heard as text: a label would not begin as what is seen does (WCAG 2.5.3). */
function Day({ date, day, chosen, today, other, entry, onPress }: DayProps) {
  const { t, f, visitor } = useVisit()
  const status = day?.status ?? 'past'
  const number = Number(date.slice(8))
  const turns = other && number === 1 && visitor.comfort.textScale === 1
  const inside = (
    <>
      <span class={`day-number numbers${turns ? ' day-turn' : ''}`}>{turns ? f.monthDay(date) : number}</span>
      <span class="day-status">
        {chosen ? <Icon name="check" /> : <span class={`day-shape day-shape-${SHAPES[status]}`} />}
        <span class="day-word">{t.slot[status]}</span>
      </span>
    </>
  )
  const now = today ? [t.when.today] : []
  const kind = `day day-${status}${today ? ' day-today' : ''}${other ? ' day-other' : ''}`
  if (status === 'free' || status === 'few') {
    return (
      <button type="button" class={kind} aria-pressed={chosen} data-day={date} tabIndex={entry ? 0 : -1} onClick={onPress}>
        <span class="only-heard">{[f.day(date), ...now, t.slot[status]].join(', ')}</span>
        <span class="day-seen" aria-hidden="true">
          {inside}
        </span>
      </button>
    )
  }
  return (
    <span class={kind}>
      <span class="only-heard">{[f.day(date), ...now, status === 'closed' ? t.slot.closedLong : t.slot[status]].join(', ')}</span>
      <span class="day-seen" aria-hidden="true">
        {status === 'past' ? <span class="day-number numbers">{number}</span> : inside}
      </span>
    </span>
  )
}
