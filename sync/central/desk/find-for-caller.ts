import { pinFits } from '../booking/caller-pin.ts'
import type { BookingRow } from '../booking/booking-row.ts'
import { findBookings as findRows } from '../booking/find-booking.ts'
import { dayBounds } from '../planning/local-day.ts'
import { countAttempt } from '../staff/throttle.ts'
import { linesOf } from './booking-line.ts'
import { type DeskVisit, type DeskWork, isOwnOffice, noSuchOffice, note, ownOffices } from './desk-visit.ts'

const MOST_LINES = 50
const PIN_TRIES = 5
const PIN_WINDOW_MS = 15 * 60_000

/**
 * Bookings by what a caller can tell, those ahead first. The offices are part of the question to the store, so what
 * belongs to others changes neither lines nor count, nor whether there are more.
 */
export const findBookings: DeskWork<'findBookings'> = async (visit, { officeId, pin, ...query }) => {
  const { context, town, nowMs } = visit
  if (officeId !== undefined && !isOwnOffice(visit, officeId)) return noSuchOffice(visit, 'findBookings')
  const offices = officeId === undefined ? ownOffices(visit) : [officeId]
  const fromMs = dayBounds(town.dayOf(nowMs), town.zone).startMs
  const wanted = { ...query, offices, withPerson: true, fromMs, limit: MOST_LINES + 1 }
  const found = await context.store.read((tx) => findRows(tx, context.keys, wanted))
  const rows = pin === undefined ? found : await byPin(visit, query.number === undefined ? [] : found, pin)
  const asked = Object.entries({ ...query, officeId, pin }).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  // Which fields were asked for and how many fitted, never what was typed.
  const detail = `${asked.join(',')}: ${String(Math.min(rows.length, MOST_LINES))}`
  const [bookings] = await Promise.all([
    linesOf(visit, rows.slice(0, MOST_LINES)),
    context.store.transact((tx) => note(tx, visit, { action: 'desk.findBookings', detail })),
  ])
  return { outcome: 'found', bookings, more: rows.length > MOST_LINES }
}

/** Those whose PIN it is. A few wrong ones, and the booking stays shut for a quarter of an hour, right PIN or not. */
function byPin({ context, nowMs }: DeskVisit, rows: readonly BookingRow[], pin: string): Promise<BookingRow[]> {
  return context.store.transact(async (tx) => {
    const opened: BookingRow[] = []
    for (const row of rows) {
      const key = `pin:${row.booking_id}`
      const tried = await countAttempt(tx, { key, limit: PIN_TRIES, windowMs: PIN_WINDOW_MS, nowMs })
      if (tried && pinFits(context.keys, pin, row.pin_hash)) opened.push(row)
    }
    return opened
  })
}
