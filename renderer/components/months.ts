import { addDays } from '../../sync/contract/local-date.ts'
import type { DayChoice } from '../../sync/contract/visit.ts'

/** `YYYY-MM` of a day. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** The month after or before. */
export function stepMonth(month: string, by: 1 | -1): string {
  const date = new Date(`${month}-15T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + by)
  return date.toISOString().slice(0, 7)
}

/** A month as whole weeks from Monday on, with the days of its neighbours that begin the first and end the last of them. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`
  const monday = addDays(first, 1 - weekdayOf(first))
  const weeks: string[][] = []
  for (let day = monday; day < `${stepMonth(month, 1)}-01`; day = addDays(day, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)))
  return weeks
}

/** ISO weekday of a day: 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

export const bookable = (day: DayChoice): boolean => day.status === 'free' || day.status === 'few'
export const isMorning = (time: string): boolean => time < '12:00'

/** Where a key leads from a day of the calendar (ARIA's grid pattern). `ahead` is where reading goes on. */
export type DayStep = 'ahead' | 'back' | 'weekAhead' | 'weekBack' | 'weekStart' | 'weekEnd' | 'monthAhead' | 'monthBack'

/** The bookable day that a step from `from` leads to; null where there is none that way. */
export function stepDay(days: readonly DayChoice[], from: string, step: DayStep): string | null {
  const open = days.filter(bookable).map(({ day }) => day)
  const first = (fits: (day: string) => boolean) => open.find(fits) ?? null
  const last = (fits: (day: string) => boolean) => open.findLast(fits) ?? null
  const monday = addDays(from, 1 - weekdayOf(from))
  const inWeek = (day: string) => day >= monday && day < addDays(monday, 7)
  const sameColumn = (day: string) => weekdayOf(day) === weekdayOf(from)
  // The same date of the other month, or the first after it that can be booked.
  const inMonth = (by: 1 | -1) => {
    const month = stepMonth(monthOf(from), by)
    return first((day) => day >= `${month}${from.slice(7)}` && monthOf(day) === month) ?? last((day) => monthOf(day) === month)
  }
  switch (step) {
    case 'ahead':
      return first((day) => day > from)
    case 'back':
      return last((day) => day < from)
    case 'weekAhead':
      return first((day) => day > from && sameColumn(day))
    case 'weekBack':
      return last((day) => day < from && sameColumn(day))
    case 'weekStart':
      return first(inWeek)
    case 'weekEnd':
      return last(inWeek)
    case 'monthAhead':
      return inMonth(1)
    case 'monthBack':
      return inMonth(-1)
  }
}
