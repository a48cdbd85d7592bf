import { getHolidays } from 'feiertagejs'
import type { Land } from '../../contract/catalogue.ts'

/** Whether a local day is a public holiday in a Land. Offices are closed on it. */
export type IsHoliday = (day: string) => boolean

/** Holidays of a Land, each year looked up once. */
export function holidaysOf(land: Land): IsHoliday {
  const years = new Map<string, ReadonlySet<string>>()
  return (day) => {
    const year = day.slice(0, 4)
    const known = years.get(year)
    if (known) return known.has(day)
    // `date` is noon UTC of the holiday; the library's own `dateString` depends on the machine's zone.
    const days = new Set(getHolidays(Number(year), land).map(({ date }) => date.toISOString().slice(0, 10)))
    years.set(year, days)
    return days.has(day)
  }
}
