import type * as z from 'zod/mini'
import type { BookingLine } from '../../contract/desk-records.ts'
import type { Person } from '../../contract/person.ts'
import { type BookingRow, servicesOf, standingAt } from '../booking/booking-row.ts'
import { isAboutToBegin } from '../booking/walk-in.ts'
import { personOf, personsOf } from '../booking/person-of.ts'
import { isoOf } from '../planning/local-day.ts'
import type { DeskVisit } from './desk-visit.ts'

type Line = z.input<typeof BookingLine>

const COLUMNS = [
  'booking_id',
  'number',
  'office_id',
  'counter_group',
  'starts_at',
  'ticks',
  'services',
  'standing',
  'overbooked',
  'channel',
  'person_key_id',
  'person',
  'email_index',
  'confirm_by',
  'booked_at',
  'restricted',
] as const satisfies readonly (keyof BookingRow)[]

/** What a line is made of; lists of hundreds read no more than that. */
export type LineRow = Pick<BookingRow, (typeof COLUMNS)[number]>
export const LINE_COLUMNS = COLUMNS.join(', ')

/** The person of a booking as staff may see it: none while its processing is restricted. */
export const personFor = ({ context }: Pick<DeskVisit, 'context'>, booking: LineRow): Person | null =>
  booking.restricted === 1 ? null : personOf(booking, context.keys)

/** A booking as one line. */
export const lineOf = (visit: Pick<DeskVisit, 'context' | 'nowMs'>, booking: LineRow): Line =>
  lineWith(personFor(visit, booking), booking, visit.nowMs)

/** Bookings as the lines of a list, in its order. */
export async function linesOf({ context, nowMs }: DeskVisit, bookings: readonly LineRow[]): Promise<Line[]> {
  const open = bookings.filter(({ restricted }) => restricted === 0)
  const persons = (await personsOf(open, context.keys)).values()
  return bookings.map((booking) => lineWith(booking.restricted === 0 ? (persons.next().value ?? null) : null, booking, nowMs))
}

function lineWith(person: Person | null, booking: LineRow, nowMs: number): Line {
  const standing = standingAt(booking, nowMs)
  return {
    bookingId: booking.booking_id,
    number: booking.number,
    officeId: booking.office_id,
    services: servicesOf(booking),
    startsAt: isoOf(booking.starts_at),
    ticks: booking.ticks,
    standing,
    name: person === null ? '' : [person.familyName, person.firstName].filter((part) => part !== undefined).join(', '),
    hasEmail: booking.email_index !== null,
    phone: person?.phone ?? null,
    overbooked: booking.overbooked === 1,
    counterGroupId: booking.counter_group,
    // Whoever is booked as standing at the desk is here from the same moment on; a caller has yet to come.
    walkIn: standing === 'arrived' && booking.channel === 'desk' && isAboutToBegin(booking.starts_at, booking.booked_at),
  }
}
