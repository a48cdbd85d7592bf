import * as z from 'zod/mini'
import { Id } from '../../../contract/values.ts'
import type { BookingRow } from '../../booking/booking-row.ts'
import { servicesOf } from '../../booking/booking-row.ts'
import type { Tx } from '../../store/store.ts'

export const PAGE_SIZE = 50
const absent = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined)
/** Filters as they stand in the address; empty or senseless ones are none. */
export const InboxFilter = z.object({
  office: absent(Id),
  day: absent(z.iso.date()),
  service: absent(Id),
  page: z.catch(z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000)), 1), 1),
  was: absent(z.string().check(z.maxLength(40))),
})
export type InboxFilter = z.infer<typeof InboxFilter>

const marksFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => `$${String(first + index)}`).join(', ')

/** Requests that wait for an answer, of these offices alone, the soonest first. */
export async function findRequests(
  tx: Tx,
  { offices, filter, nowMs }: { offices: readonly string[]; filter: InboxFilter; nowMs: number },
): Promise<{ rows: BookingRow[]; more: boolean; total: number }> {
  const wanted = filter.office === undefined ? offices : offices.filter((office) => office === filter.office)
  if (wanted.length === 0) return { rows: [], more: false, total: 0 }
  const all = await tx.all<BookingRow>(
    `select * from booking where standing = 'confirmed' and starts_at > $1 and office_id in (${marksFrom(2, wanted.length)})
     order by starts_at, booking_id limit 2000`,
    [nowMs, ...wanted],
  )
  const fitting = all.filter(
    (row) =>
      (filter.day === undefined || row.day === filter.day) &&
      (filter.service === undefined || servicesOf(row).some(({ serviceId }) => serviceId === filter.service)),
  )
  const start = (filter.page - 1) * PAGE_SIZE
  return { rows: fitting.slice(start, start + PAGE_SIZE), more: fitting.length > start + PAGE_SIZE, total: fitting.length }
}

/** Everybody who is expected at an office on a day, in order of time. */
export const findDay = (tx: Tx, officeId: string, day: string): Promise<BookingRow[]> =>
  tx.all<BookingRow>(
    `select * from booking where office_id = $1 and day = $2 and standing in ('confirmed', 'accepted', 'arrived', 'missed')
     order by starts_at, booking_id`,
    [officeId, day],
  )
