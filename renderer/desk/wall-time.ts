const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS

/** The instant at which clocks in a zone show a day and a time; in the hour that exists twice, the first of both. */
export function instantOf(day: string, time: string, zone: string): string {
  const shown = Date.parse(`${day}T${time}:00Z`)
  const offset = (at: number) => wallMs(at, zone) - at
  // The offset before and after a change of clocks; one of both leads to the wanted wall time.
  const candidates = [shown - offset(shown - DAY_MS), shown - offset(shown + DAY_MS)]
  const fitting = candidates.find((at) => wallMs(at, zone) === shown) ?? candidates[1] ?? shown
  return new Date(fitting).toISOString()
}

function wallMs(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  return Date.parse(`${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:00Z`)
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
