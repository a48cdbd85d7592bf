import type * as z from 'zod/mini'
import type { BookingLine } from '../../contract/desk-records.ts'
import type { Person } from '../../contract/person.ts'
import { type BookingRow, servicesOf, standingAt } from '../booking/booking-row.ts'
import { personOf } from '../mail/view-of.ts'
import { isoOf } from '../planning/local-day.ts'
import type { DeskVisit } from './desk-visit.ts'

const ABOUT_MS = 15 * 60_000
/** Who is booked so late does not come later: they stand at the desk. */
export const isAboutToBegin = (startsAtMs: number, nowMs: number): boolean => startsAtMs - nowMs <= ABOUT_MS

type Line = z.input<typeof BookingLine>

/** The person of a booking as staff may see it: none while its processing is restricted. */
export const personFor = ({ context }: Pick<DeskVisit, 'context'>, booking: BookingRow): Person | null =>
  booking.restricted === 1 ? null : personOf(booking, context.keys)

/** A booking as one line of a list. */
export function lineOf(visit: Pick<DeskVisit, 'context' | 'nowMs'>, booking: BookingRow): Line {
  const person = personFor(visit, booking)
  return {
    bookingId: booking.booking_id,
    number: booking.number,
    officeId: booking.office_id,
    services: servicesOf(booking),
    startsAt: isoOf(booking.starts_at),
    ticks: booking.ticks,
    standing: standingAt(booking, visit.nowMs),
    name: person === null ? '' : [person.familyName, person.firstName].filter((part) => part !== undefined).join(', '),
    hasEmail: booking.email_index !== null,
    phone: person?.phone ?? null,
    overbooked: booking.overbooked === 1,
    counterGroupId: booking.counter_group,
    walkIn: booking.channel === 'desk' && isAboutToBegin(booking.starts_at, booking.booked_at),
  }
}
