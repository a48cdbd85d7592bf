import type { Texts } from './texts.ts'
import { fill } from './texts.ts'

/** A date as people say it: „Dienstag, 24. November 2026“. Any zone setting of the machine gives the same. */
export function longDate(texts: Texts, instant: string, zone: string): string {
  return new Intl.DateTimeFormat(texts.locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    numberingSystem: 'latn',
  }).format(new Date(instant))
}

export function clockTime(texts: Texts, instant: string, zone: string): string {
  const time = new Intl.DateTimeFormat(texts.locale, {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    numberingSystem: 'latn',
  }).format(new Date(instant))
  return fill(texts.clock, { time })
}

/** Date and time in the office's zone, in words. */
export function moment(texts: Texts, instant: string, zone: string): string {
  return fill(texts.moment, { date: longDate(texts, instant, zone), time: clockTime(texts, instant, zone) })
}

/** The same, short: for a subject or a table. */
export function shortMoment(texts: Texts, instant: string, zone: string): string {
  const date = new Intl.DateTimeFormat(texts.locale, {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    numberingSystem: 'latn',
  }).format(new Date(instant))
  return fill(texts.moment, { date, time: clockTime(texts, instant, zone) })
}
