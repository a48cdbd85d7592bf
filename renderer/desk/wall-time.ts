import { addDays, wallClock } from '../../sync/contract/local-date.ts'

const DAY_MS = 86_400_000

/** Whether an instant lies on a later day than `today` by the clocks of a zone. */
export const isLaterDay = (instant: string, { today, zone }: { today: string; zone: string }): boolean =>
  Date.parse(instant) >= Date.parse(instantOf(addDays(today, 1), '00:00', zone))

/** The instant at which clocks in a zone show a day and a time; in the hour that exists twice, the first of both. */
export function instantOf(day: string, time: string, zone: string): string {
  const wall = wallClock(zone)
  const shown = Date.parse(`${day}T${time}:00Z`)
  const offset = (at: number) => wall(at) - at
  // The offset before and after a change of clocks; one of both leads to the wanted wall time.
  const candidates = [shown - offset(shown - DAY_MS), shown - offset(shown + DAY_MS)]
  const fitting = candidates.find((at) => wall(at) === shown) ?? candidates[1] ?? shown
  return new Date(fitting).toISOString()
}
