const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** What a seat that falls free at the deadline still needs to be of use to somebody who stands in the lobby. */
const BEFORE_START_MS = 30 * MINUTE_MS

/** A new booking: now, its start (both ms) and the hours that its visitor has to confirm. */
type Span = { nowMs: number; startsAtMs: number; linkHours: number }

/**
 * Until when (ms) the e-mail's link can be clicked: never up to the booking's own start, where it would ask for two things
 * at one time. Of a start within the hour the visitor has the first half to click.
 */
export function linkDeadline({ nowMs, startsAtMs, linkHours }: Span): number {
  const untilStart = startsAtMs - nowMs
  return nowMs + Math.min(linkHours * HOUR_MS, Math.max(untilStart - BEFORE_START_MS, Math.floor(untilStart / 2)))
}

/** Until when (ms) the office's own information desk can be asked to confirm: at the latest when the visitor is there. */
export const deskDeadline = ({ nowMs, startsAtMs, linkHours }: Span): number => Math.min(nowMs + linkHours * HOUR_MS, startsAtMs)
