import type { OpeningRule } from '../../contract/catalogue.ts'
import { CLOSED } from '../../contract/office-day.ts'
import { TICK_MS } from '../../contract/values.ts'
import type { IsHoliday } from './holidays.ts'
import { instantOf, weekdayOf } from './local-day.ts'

/** Capacity of one counter group on one local day: seats per tick from `firstTickMs` on, CLOSED where nobody works. */
export type GroupPlan = { readonly counterGroupId: string; readonly firstTickMs: number; readonly capacity: Uint8Array }

export type ClosedTime = {
  readonly firstDay: string
  readonly lastDay: string
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** An office's rules and closures; other offices' are not looked at. */
export type Opening = {
  readonly rules: readonly OpeningRule[]
  readonly closures: readonly ClosedTime[]
  readonly isHoliday: IsHoliday
  readonly zone: string
}

// One byte per tick, and 255 says closed.
const MOST_SEATS = 254

/** What an office can do on a local day, one plan per counter group that is open at all. */
export function planDay(day: string, { rules, closures, isHoliday, zone }: Opening): GroupPlan[] {
  if (isHoliday(day)) return []
  const weekday = weekdayOf(day)
  const applying = rules.filter(
    (rule) =>
      rule.weekdays.includes(weekday) &&
      (rule.validFrom ?? day) <= day &&
      day <= (rule.validUntil ?? day) &&
      rule.from < rule.until,
  )
  const isClosed = closedOn(day, { closures, zone })
  const groups = [...new Set(applying.map((rule) => rule.counterGroupId))].toSorted()
  return groups.flatMap((counterGroupId) => {
    const open = applying
      .filter((rule) => rule.counterGroupId === counterGroupId)
      .map((rule) => ({ ...spanOf(day, rule.from, rule.until, zone), seats: rule.seats }))
    return planGroup(counterGroupId, open, isClosed)
  })
}

/** Whether a closure touches the tick that begins at an instant of the day (ms). */
export function closedOn(day: string, { closures, zone }: Pick<Opening, 'closures' | 'zone'>): (tickMs: number) => boolean {
  const closed = closures
    .filter((closure) => closure.firstDay <= day && day <= closure.lastDay)
    .map((closure) => spanOf(day, closure.from ?? '00:00', closure.until ?? '24:00', zone))
  return (tickMs) => closed.some((span) => span.fromMs < tickMs + TICK_MS && tickMs < span.untilMs)
}

type Span = { fromMs: number; untilMs: number }

const spanOf = (day: string, from: string, until: string, zone: string): Span => ({
  fromMs: instantOf(day, from, zone),
  untilMs: instantOf(day, until, zone),
})

function planGroup(
  counterGroupId: string,
  open: readonly (Span & { seats: number })[],
  isClosed: (tickMs: number) => boolean,
): GroupPlan[] {
  const firstTickMs = Math.ceil(Math.min(...open.map((span) => span.fromMs)) / TICK_MS) * TICK_MS
  const untilMs = Math.floor(Math.max(...open.map((span) => span.untilMs)) / TICK_MS) * TICK_MS
  const capacity = new Uint8Array(Math.max(0, (untilMs - firstTickMs) / TICK_MS)).fill(CLOSED)
  for (let index = 0; index < capacity.length; index += 1) {
    const tick = { fromMs: firstTickMs + index * TICK_MS, untilMs: firstTickMs + (index + 1) * TICK_MS }
    if (isClosed(tick.fromMs)) continue
    const seats = open.reduce(
      (sum, span) => (span.fromMs <= tick.fromMs && tick.untilMs <= span.untilMs ? sum + span.seats : sum),
      0,
    )
    if (seats > 0) capacity[index] = Math.min(seats, MOST_SEATS)
  }
  return capacity.some((seats) => seats !== CLOSED) ? [{ counterGroupId, firstTickMs, capacity }] : []
}
