import { toldTime } from '../../contract/told-time.ts'
import { fill } from './fill.ts'
import type { Texts } from './texts.ts'

/** Gives a formatter; see `keptFormats`. */
export type Formats = (locale: string, options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat

const made: Formats = (locale, options) => new Intl.DateTimeFormat(locale, options)

/** Makes each formatter once, for whoever writes many texts: six of them take as long to make as the rest of a mail. */
export function keptFormats(): Formats {
  const kept = new Map<string, Intl.DateTimeFormat>()
  return (locale, options) => {
    const name = `${locale} ${JSON.stringify(options)}`
    const format = kept.get(name) ?? made(locale, options)
    kept.set(name, format)
    return format
  }
}

/** A date as people say it: „Dienstag, 24. November 2026“. Any zone setting of the machine gives the same. */
export function longDate(texts: Texts, instant: string, zone: string, formats = made): string {
  return formats(texts.locale, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    numberingSystem: 'latn',
  }).format(new Date(instant))
}

/** The same of a day (`YYYY-MM-DD`), which is one in every zone. */
export const longDay = (texts: Texts, day: string): string => longDate(texts, `${day}T12:00:00Z`, 'UTC')

export function clockTime(texts: Texts, instant: string, zone: string, formats = made): string {
  const time = formats(texts.locale, {
    timeZone: zone,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    numberingSystem: 'latn',
  }).format(new Date(instant))
  return toldTime(texts.clock, time)
}

/** Date and time in the office's zone, in words. */
export function moment(texts: Texts, instant: string, zone: string, formats = made): string {
  return fill(texts.moment, { date: longDate(texts, instant, zone, formats), time: clockTime(texts, instant, zone, formats) })
}

/** The same, short: for a subject or a table. */
export function shortMoment(texts: Texts, instant: string, zone: string, formats = made): string {
  const date = formats(texts.locale, {
    timeZone: zone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    numberingSystem: 'latn',
  }).format(new Date(instant))
  return fill(texts.moment, { date, time: clockTime(texts, instant, zone, formats) })
}
