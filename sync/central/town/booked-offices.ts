import type { TownFile } from '../../contract/catalogue.ts'
import type { Tx } from '../store/store.ts'
import type { LoadedTown } from './town-source.ts'

/** An office that a new town file no longer has, and how many of its bookings are still to come. */
export type BookedOffice = { readonly officeId: string; readonly name: string; readonly bookings: number }

/**
 * Offices of the town so far that `file` would remove although people have bookings there: without its office neither
 * visitors nor staff can open a booking. Offices that a provider brings are not of the file and come back by themselves.
 */
export async function bookedOffices(tx: Tx, town: LoadedTown, file: TownFile, nowMs: number): Promise<BookedOffice[]> {
  const stay = new Set(file.offices.map(({ id }) => id))
  const rows = await tx.all<{ office_id: string; bookings: number }>(
    `select office_id, count(*) as bookings from booking
     where starts_at > $1
       and (standing in ('provisional', 'confirmed', 'accepted', 'arrived')
         or (standing = 'requested' and (confirm_by is null or confirm_by > $1)))
       and office_id not in (select office_id from provided_office)
     group by office_id order by office_id`,
    [nowMs],
  )
  return rows.flatMap(({ office_id: officeId, bookings }) => {
    const office = town.offices.get(officeId)
    return office === undefined || stay.has(officeId) ? [] : [{ officeId, name: office.name.de, bookings }]
  })
}
