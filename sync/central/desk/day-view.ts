import { hash } from 'node:crypto'
import { occupies } from '../../contract/booking.ts'
import { CLOSED } from '../../contract/office-day.ts'
import { TICK_MS } from '../../contract/values.ts'
import { ASKS_FOR, askedAs, servicesOf, standingAt } from '../booking/booking-row.ts'
import { notOverAt } from '../booking/visit-over.ts'
import { findWaitingForDesk } from '../booking/waits-for-desk.ts'
import { readUsed, type UsedSeats } from '../capacity/free-seats.ts'
import type { GroupPlan } from '../planning/opening.ts'
import { readPlan } from '../planning/stored-plan.ts'
import { LINE_COLUMNS, linesOf, type LineRow } from './booking-line.ts'
import type { Tx } from '../store/store.ts'
import { type DeskVisit, type DeskWork, isOwnOffice, noSuchOffice, noteLook, ownOffices } from './desk-visit.ts'

const MOST_REQUESTS = 200
const marks = (count: number, from: number) => Array.from({ length: count }, (_, index) => `$${String(index + from)}`).join(', ')

/**
 * An office's day: everybody who has a seat, and for each open tick the seats that there are and those taken, holds and
 * overbooked ones included. A screen that stays open asks every few seconds, and as a rule nothing has changed: then no person is
 * opened for it. An arrival changes no version, so that the mark is made of all that the answer is made of.
 */
export const day: DeskWork<'day'> = async (visit, wish) => {
  if (!isOwnOffice(visit, wish.officeId)) return noSuchOffice(visit, 'day')
  const { context, town, nowMs } = visit
  const { officeId } = wish
  const { stored, bookings, plans, used } = await context.store.read(async (tx) => {
    const stored = await tx.one<{ version: number; plan: string }>(
      'select version, plan from office_day where office_id = $1 and day = $2',
      [officeId, wish.day],
    )
    const plans = stored ? readPlan(stored.plan) : []
    return {
      stored,
      plans,
      used: await readUsed(tx, officeId, plans, nowMs),
      bookings: await tx.all<LineRow>(DAY, [officeId, wish.day]),
    }
  })
  const expected = bookings.filter((booking) => booking.person !== null && occupies(standingAt(booking, nowMs)))
  const groups = plans.map((plan) => ({ counterGroupId: plan.counterGroupId, ticks: ticksOf(plan, used, town.zone) }))
  const mark = hash('sha256', JSON.stringify([officeId, wish.day, stored?.version, expected, groups]), 'base64url')
  const look = noteLook(visit, `${officeId} ${wish.day}`, { action: 'desk.day', officeId, detail: wish.day })
  if (mark === wish.known) {
    await look
    return { outcome: 'unchanged' }
  }
  const [lines] = await Promise.all([linesOf(visit, expected), look])
  return {
    outcome: 'day',
    mark,
    officeId,
    day: wish.day,
    version: stored?.version ?? 0,
    bookings: lines,
    groups,
  }
}

// By office and day alone: asked for the standings too, the store would walk through all of the office's bookings.
const DAY = `select ${LINE_COLUMNS} from booking where office_id = $1 and day = $2 order by starts_at, booking_id`

function ticksOf({ counterGroupId, firstTickMs, capacity }: GroupPlan, used: UsedSeats, zone: string) {
  // One formatter for all ticks: each zoned date of its own would cost more than the rest of the day.
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return [...capacity].flatMap((seats, index) => {
    const startsAtMs = firstTickMs + index * TICK_MS
    const taken = used.get(counterGroupId)?.get(startsAtMs) ?? 0
    if (seats === CLOSED && taken === 0) return []
    return [{ time: clock.format(startsAtMs), capacity: seats === CLOSED ? 0 : seats, taken }]
  })
}

/** Requests of own offices that wait for an answer or to be confirmed at the desk, the soonest first. */
export const inbox: DeskWork<'inbox'> = async (visit, wish) => {
  const { officeId } = wish
  if (officeId !== undefined && !isOwnOffice(visit, officeId)) return noSuchOffice(visit, 'inbox')
  const offices = officeId === undefined ? ownOffices(visit) : [officeId]
  const { context } = visit
  const asked = offices.length === 0 ? [] : await context.store.read((tx) => requestsAt(tx, visit, { ...wish, offices }))
  const question = JSON.stringify([officeId, wish.day, wish.serviceId])
  const [bookings] = await Promise.all([
    linesOf(visit, asked),
    noteLook(visit, question, { action: 'desk.inbox', detail: String(asked.length) }),
  ])
  return { outcome: 'inbox', bookings }
}

type Filter = { offices: readonly string[]; day?: string | undefined; serviceId?: string | undefined }

async function requestsAt(tx: Tx, { town, nowMs }: DeskVisit, { offices, day, serviceId }: Filter): Promise<LineRow[]> {
  const values: (string | number)[] = [nowMs, ...offices]
  const conditions = [
    `standing = 'confirmed' and ${notOverAt(1)} and person is not null and office_id in (${marks(offices.length, 2)})`,
  ]
  if (day !== undefined) conditions.push(`day = $${String(values.push(day))}`)
  if (serviceId !== undefined) conditions.push(ASKS_FOR(values.push(askedAs(serviceId))))
  const answers = await tx.all<LineRow>(
    `select ${LINE_COLUMNS} from booking where ${conditions.join(' and ')}
     order by starts_at, booking_id limit ${String(MOST_REQUESTS)}`,
    values,
  )
  const forDesk = (await findWaitingForDesk<LineRow>(tx, { columns: LINE_COLUMNS, offices, town, nowMs })).filter(
    (row) =>
      (day === undefined || town.dayOf(row.starts_at) === day) &&
      (serviceId === undefined || servicesOf(row).some((wanted) => wanted.serviceId === serviceId)),
  )
  return [...answers, ...forDesk].toSorted((a, b) => a.starts_at - b.starts_at).slice(0, MOST_REQUESTS)
}
