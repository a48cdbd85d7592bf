import * as z from 'zod/mini'
import { Id } from '../../../contract/values.ts'
import type { BookingRow } from '../../booking/booking-row.ts'
import { ASKS_FOR, askedAs, servicesOf } from '../../booking/booking-row.ts'
import { notOverAt } from '../../booking/visit-over.ts'
import { findWaitingForDesk } from '../../booking/waits-for-desk.ts'
import type { Tx } from '../../store/store.ts'
import type { LoadedTown } from '../../town/town-source.ts'

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

type Wanted = { offices: readonly string[]; filter: InboxFilter; nowMs: number }
const wantedOffices = ({ offices, filter }: Wanted) =>
  filter.office === undefined ? offices : offices.filter((office) => office === filter.office)

/** Requests that wait for an answer until their visit is over, of these offices alone, the soonest first: one page of them, and how many there are. */
export async function findRequests(tx: Tx, wanted: Wanted): Promise<{ rows: BookingRow[]; more: boolean; total: number }> {
  const { filter, nowMs } = wanted
  const offices = wantedOffices(wanted)
  if (offices.length === 0) return { rows: [], more: false, total: 0 }
  const values: (string | number)[] = [nowMs, ...offices]
  const conditions = [`standing = 'confirmed' and ${notOverAt(1)} and office_id in (${marksFrom(2, offices.length)})`]
  if (filter.day !== undefined) conditions.push(`day = $${String(values.push(filter.day))}`)
  if (filter.service !== undefined) conditions.push(ASKS_FOR(values.push(askedAs(filter.service))))
  const where = conditions.join(' and ')
  const total = (await tx.one<{ n: number }>(`select count(*) as n from booking where ${where}`, values))?.n ?? 0
  const start = (filter.page - 1) * PAGE_SIZE
  const rows = await tx.all<BookingRow>(
    `select * from booking where ${where} order by starts_at, booking_id limit ${String(PAGE_SIZE)} offset ${String(start)}`,
    values,
  )
  return { rows, more: total > start + PAGE_SIZE, total }
}

/** Requests that their visitors confirm at the information desk, by the same filter. */
export async function findForDesk(tx: Tx, wanted: Wanted & { town: LoadedTown }): Promise<BookingRow[]> {
  const { filter, town, nowMs } = wanted
  const found = await findWaitingForDesk<BookingRow>(tx, { columns: '*', offices: wantedOffices(wanted), town, nowMs })
  return found.filter(
    (row) =>
      (filter.day === undefined || row.day === filter.day) &&
      (filter.service === undefined || servicesOf(row).some(({ serviceId }) => serviceId === filter.service)),
  )
}

/** Everybody who is expected at an office on a day, in order of time. */
export const findDay = (tx: Tx, officeId: string, day: string): Promise<BookingRow[]> =>
  tx.all<BookingRow>(
    `select * from booking where office_id = $1 and day = $2 and standing in ('confirmed', 'accepted', 'arrived', 'missed')
     order by starts_at, booking_id`,
    [officeId, day],
  )
