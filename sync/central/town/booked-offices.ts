import type { Office } from '../../contract/catalogue.ts'
import type { Tx } from '../store/store.ts'

/** An office that a new town file no longer has, and how many of its bookings are still to come. */
export type BookedOffice = { readonly officeId: string; readonly name: string; readonly bookings: number }

/** Of the offices that are about to leave the town, those with bookings to come: without their office nobody can open these. */
export async function bookedOffices(tx: Tx, leaving: readonly Office[], nowMs: number): Promise<BookedOffice[]> {
  const rows = await tx.all<{ office_id: string; bookings: number }>(
    `select office_id, count(*) as bookings from booking
     where starts_at > $1
       and (standing in ('provisional', 'confirmed', 'accepted', 'arrived')
         or (standing = 'requested' and (confirm_by is null or confirm_by > $1)))
     group by office_id order by office_id`,
    [nowMs],
  )
  return rows.flatMap(({ office_id: officeId, bookings }) => {
    const office = leaving.find(({ id }) => id === officeId)
    return office === undefined ? [] : [{ officeId, name: office.name.de, bookings }]
  })
}
