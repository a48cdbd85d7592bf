import { Scheduler } from '@tspvivek/sscheduler'
import { getSlots } from 'slot-calculator'
import { CLOSED, findStarts } from '../../sync/contract/office-day.ts'
import { TICK_MINUTES, TICK_MS } from '../../sync/contract/values.ts'
import { daysBetween, instantOf } from '../../sync/central/planning/local-day.ts'
import { planDay } from '../../sync/central/planning/opening.ts'
import { type Bench, type Line, median, seeded, timed } from './measure.ts'

// One desk, Monday to Friday 9 to 12 and 13 to 17, half-hour slots on the half hour, a third of them taken.
const ZONE = 'Europe/Berlin'
const MINUTES = 30
const WEEKDAYS = [1, 2, 3, 4, 5]
const SPANS = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
] as const
const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const
const FIRST_DAY = '2026-03-02'
const ROUNDS = 5

type Taken = { readonly fromMs: number; readonly day: string; readonly time: string }
type Task = { readonly days: readonly string[]; readonly until: string; readonly taken: readonly Taken[] }

function taskOf(dayCount: number): Task {
  const all = daysBetween(FIRST_DAY, '2026-12-31')
  const days = all.slice(0, dayCount)
  const chance = seeded(dayCount)
  const taken = days.flatMap((day) =>
    startsOf(day)
      .filter(() => chance() < 1 / 3)
      .map((fromMs) => ({ fromMs, day, time: timeOf(fromMs, day) })),
  )
  return { days, until: all[dayCount] ?? '', taken }
}

const opening = {
  rules: SPANS.map(([from, until]) => ({ officeId: 'desk', counterGroupId: 'desk', weekdays: WEEKDAYS, from, until, seats: 1 })),
  closures: [],
  isHoliday: () => false,
  zone: ZONE,
}
const startsOf = (day: string): number[] =>
  planDay(day, opening).flatMap(({ firstTickMs, capacity }) => startsIn({ firstTickMs, free: capacity }))
const startsIn = (ticks: { firstTickMs: number; free: Uint8Array }) =>
  findStarts(ticks, { ticks: MINUTES / TICK_MINUTES, gridTicks: MINUTES / TICK_MINUTES, notBeforeMs: 0 })
const timeOf = (atMs: number, day: string): string => {
  const minutes = Math.round((atMs - instantOf(day, '00:00', ZONE)) / 60_000)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** From rules and bookings to free starts, nothing prepared: what the peers are asked to do. */
function ours({ days, taken }: Task): number[] {
  const byDay = Map.groupBy(taken, ({ day }) => day)
  return days.flatMap((day) =>
    planDay(day, opening).flatMap(({ firstTickMs, capacity }) => {
      const free = Uint8Array.from(capacity)
      for (const { fromMs } of byDay.get(day) ?? []) {
        const from = (fromMs - firstTickMs) / TICK_MS
        for (let tick = from; tick < from + MINUTES / TICK_MINUTES; tick += 1) {
          const seats = free[tick] ?? CLOSED
          if (seats !== CLOSED && seats > 0) free[tick] = seats - 1
        }
      }
      return startsIn({ firstTickMs, free })
    }),
  )
}

const isoOf = (atMs: number) => new Date(atMs).toISOString()

function slotCalculator({ until, taken }: Task): number[] {
  const { availableSlots } = getSlots({
    from: isoOf(instantOf(FIRST_DAY, '00:00', ZONE)),
    to: isoOf(instantOf(until, '00:00', ZONE)),
    duration: MINUTES,
    outputTimezone: ZONE,
    availability: WEEKDAY_NAMES.flatMap((day) =>
      SPANS.map(([from, to]) => ({ day: { text: day, locale: 'en' }, from, to, timezone: ZONE })),
    ),
    unavailability: taken.map(({ fromMs }) => ({ from: isoOf(fromMs), to: isoOf(fromMs + MINUTES * 60_000) })),
  })
  return availableSlots.map(({ from }) => Date.parse(from))
}

// It knows wall-clock times only: its answer is compared as such.
function sscheduler({ until, taken }: Task): string[] {
  const availability: object = new Scheduler().getAvailability({
    from: FIRST_DAY,
    to: until,
    duration: MINUTES,
    interval: MINUTES,
    schedule: {
      weekdays: { from: '09:00', to: '17:00', unavailability: [{ from: '12:00', to: '13:00' }] },
      allocated: taken.map(({ day, time }) => ({ from: `${day} ${time}`, duration: MINUTES })),
    },
  })
  return Object.entries(availability as Record<string, readonly { time: string; available: boolean }[]>).flatMap(([day, times]) =>
    times.filter(({ available }) => available).map(({ time }) => `${day} ${time}`),
  )
}

const sameList = (one: readonly (string | number)[], other: readonly (string | number)[]) =>
  one.length === other.length && one.every((value, index) => value === other[index])

/** Free slots of one desk from the same rules, compared slot by slot, timed in turns. */
export const peers: Bench = async () => {
  const lines: Line[] = []
  for (const dayCount of [30, 90]) {
    const task = taskOf(dayCount)
    const mine = ours(task)
    const wall = mine.map((atMs) => {
      const day = task.days.find((one) => atMs >= instantOf(one, '00:00', ZONE) && atMs < instantOf(one, '24:00', ZONE)) ?? ''
      return `${day} ${timeOf(atMs, day)}`
    })
    const agree = {
      'slot-calculator': sameList(slotCalculator(task), mine),
      '@tspvivek/sscheduler': sameList(sscheduler(task), wall),
    }
    const times = { mine: [] as number[], 'slot-calculator': [] as number[], '@tspvivek/sscheduler': [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      times.mine.push(timed(() => ours(task)))
      times['slot-calculator'].push(timed(() => slotCalculator(task)))
      times['@tspvivek/sscheduler'].push(timed(() => sscheduler(task)))
    }
    for (const peer of ['slot-calculator', '@tspvivek/sscheduler'] as const) {
      const value = median(times.mine)
      const raw = median(times[peer])
      lines.push({
        name: `free slots of one desk, ${dayCount} days, beside ${peer}`,
        value,
        unit: 'ms',
        raw,
        ratio: value / raw,
        goal: 'the same slots, ratio ≤ 0.5',
        pass: agree[peer] && value / raw <= 0.5,
        note: `${mine.length} slots, ${agree[peer] ? 'all the same' : 'NOT the same'}`,
      })
    }
  }
  return lines
}
