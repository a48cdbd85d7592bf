import * as z from 'zod/mini'

/** A stable identifier chosen by a town or an import: short, printable, safe in URLs and file names. */
export const Id = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/))
/** A random identifier (UUID), made where the thing begins. */
export const Uuid = z.uuid()
/** An instant in UTC, ISO 8601 with `Z`. */
export const Instant = z.iso.datetime()
/** A date in the office's own calendar, `YYYY-MM-DD`. */
export const LocalDate = z.iso.date()
/** A wall-clock time in the office's zone, `HH:MM`; `24:00` ends a day. */
export const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/
export const LocalTime = z.string().check(z.regex(LOCAL_TIME))
/** Bytes in base64 (RFC 4648 §4). */
export const Base64 = z.base64()

/** Capacity is counted in ticks of five minutes. */
export const TICK_MINUTES = 5
export const TICK_MS = TICK_MINUTES * 60_000

/** The beginnings of consecutive ticks, in ms. */
export const ticksFrom = (startMs: number, ticks: number): number[] =>
  Array.from({ length: ticks }, (_, index) => startMs + index * TICK_MS)
