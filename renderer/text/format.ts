import { directionOf, type Language } from '../../sync/contract/language.ts'
import { tieNumbers } from '../../sync/contract/unbroken.ts'
import type { Texts } from './de.ts'

/** Dates, times, lists and money as the visitor reads them. */
export type Format = {
  /** „Dienstag, 24. November“ */
  readonly day: (day: string) => string
  /** „24. November 2027“ */
  readonly date: (day: string) => string
  /** „Di., 24. Nov.“ */
  readonly shortDay: (day: string) => string
  /** „November 2026“ */
  readonly month: (day: string) => string
  /** „9:10“, on a button */
  readonly clock: (clock: string) => string
  /** „9:10 Uhr“ */
  readonly time: (clock: string) => string
  /** „Dienstag, 24. November, 9:10 Uhr“; in sentences, so day and month stay on one line. */
  readonly slot: (slot: { day: string; time: string }) => string
  /** The same; „heute, 9:10 Uhr“ on the day of `now`, an instant. */
  readonly near: (slot: { day: string; time: string }, now: string) => string
  /** „1. Dez.“ */
  readonly monthDay: (day: string) => string
  /** An instant in the town's zone, in the same words. */
  readonly instant: (instant: string) => string
  readonly instantTime: (instant: string) => string
  /** Whether two instants lie on one day of the town. */
  readonly sameDay: (one: string, other: string) => boolean
  /** Parts of one place with the script's comma between; what is empty leaves none. */
  readonly inOneLine: (...parts: readonly string[]) => string
  /** Weekday names, Monday first. `tight`: a single letter where the short name is a whole word (Arabic, Persian). */
  readonly weekdays: readonly { readonly short: string; readonly tight: string; readonly long: string }[]
  readonly list: (entries: readonly string[]) => string
  readonly money: (cents: number) => string
  readonly compare: (one: string, other: string) => number
}

// Digits and calendar stay those printed on doors, letters and receipts in Germany, in every language.
const localeOf = (language: Language): string => {
  if (language === 'de-simple') return 'de'
  return language === 'en' ? 'en-GB' : `${language}-u-ca-gregory-nu-latn`
}

const noonOf = (day: string): Date => new Date(`${day}T12:00:00Z`)
const MONDAY = 4 // 1970-01-05 was a Monday
/** Letters of a weekday's name that have room above a column of large days. */
const MOST_TIGHT = 6

/** Made when first asked for: the browser takes milliseconds for each of its formatters, and the start screen needs none. */
function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}

/** Formatters for a language in the town's zone. */
export function createFormat(language: Language, zone: string, t: Texts): Format {
  const locale = localeOf(language)
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = lazily(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }))
    return (date: Date) => format().format(date)
  }
  const long = dates({ weekday: 'long', day: 'numeric', month: 'long' })
  const short = dates({ weekday: 'short', day: 'numeric', month: 'short' })
  const dated = dates({ day: 'numeric', month: 'long', year: 'numeric' })
  const month = dates({ month: 'long', year: 'numeric' })
  const weekdayShort = dates({ weekday: 'short' })
  const weekdayNarrow = dates({ weekday: 'narrow' })
  const weekdayLong = dates({ weekday: 'long' })
  const zoned = dates({ timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' })
  const monthDay = dates({ day: 'numeric', month: 'short' })
  const dayThere = lazily(() => new Intl.DateTimeFormat('en-CA', { timeZone: zone }))
  const clock = dates({ timeZone: zone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
  // Beside the town's own texts, which write a price in these languages as German letters do.
  const priced = directionOf(language) === 'rtl' ? 'de' : locale
  const euro = lazily(() => new Intl.NumberFormat(priced, { style: 'currency', currency: 'EUR' }))
  const list = lazily(() => new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }))
  const collator = lazily(() => new Intl.Collator(locale))
  const weekdays = lazily(() => {
    const week = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(1970, 0, 1 + MONDAY + index)))
    const wordy = week.some((day) => weekdayShort(day).length > MOST_TIGHT)
    return week.map((day) => {
      const short = weekdayShort(day)
      return { short, tight: wordy ? weekdayNarrow(day) : short, long: weekdayLong(day) }
    })
  })
  const bare = (text: string) => text.replace(/^0(?=\d)/, '')
  const time = (text: string) => t.when.time(bare(text))
  const instantTime = (instant: string) => time(clock(new Date(instant)))
  return {
    day: (day) => long(noonOf(day)),
    date: (day) => dated(noonOf(day)),
    shortDay: (day) => short(noonOf(day)),
    month: (day) => month(noonOf(day)),
    clock: (text) => t.when.clock(bare(text)),
    time,
    slot: (slot) => t.when.at(tieNumbers(long(noonOf(slot.day))), time(slot.time)),
    near: (slot, now) =>
      t.when.at(
        dayThere().format(new Date(now)) === slot.day ? t.when.today : tieNumbers(long(noonOf(slot.day))),
        time(slot.time),
      ),
    monthDay: (day) => monthDay(noonOf(day)),
    instant: (instant) => t.when.at(tieNumbers(zoned(new Date(instant))), instantTime(instant)),
    instantTime,
    sameDay: (one, other) => zoned(new Date(one)) === zoned(new Date(other)),
    inOneLine: (...parts) => parts.filter((part) => part !== '').join(directionOf(language) === 'rtl' ? '، ' : ', '),
    get weekdays() {
      return weekdays()
    },
    // The browser takes longer to make its formatter of lists than to draw the screen; one entry needs no “and”.
    list: (entries) => (entries.length < 2 ? (entries[0] ?? '') : list().format(entries)),
    money: (cents) => euro().format(cents / 100),
    compare: (one, other) => collator().compare(one, other),
  }
}
