import { needOf } from '../../contract/wish.ts'
import type { Tx } from '../store/store.ts'
import type { LoadedTown } from '../town/town-source.ts'
import { type BookingRow, servicesOf, standingAt } from './booking-row.ts'

type Asked = Pick<BookingRow, 'office_id' | 'services' | 'standing' | 'confirm_by' | 'channel' | 'email_index'>

/**
 * Whether a request waits to be confirmed at the information desk: its offer asks for that, or it has no address that a link
 * could have gone to. What else is requested waits for the e-mail's link alone.
 */
export function waitsForDesk(booking: Asked, { town, nowMs }: { town: LoadedTown; nowMs: number }): boolean {
  if (standingAt(booking, nowMs) !== 'requested' || booking.channel !== 'kiosk') return false
  if (booking.email_index === null) return true
  return needOf(town.offersOf(booking.office_id), servicesOf(booking))?.confirmation === 'desk'
}

/** Requests at these offices that wait for the desk, the soonest first. There are never more than were made within a link's time. */
export async function findWaitingForDesk<T extends Asked>(
  tx: Tx,
  { columns, offices, town, nowMs }: { columns: string; offices: readonly string[]; town: LoadedTown; nowMs: number },
): Promise<T[]> {
  const waiting: T[] = []
  for (const office of offices)
    waiting.push(
      ...(await tx.all<T>(
        `select ${columns} from booking where office_id = $1 and standing = 'requested' and confirm_by > $2
           and channel = 'kiosk' and person is not null order by starts_at, booking_id`,
        [office, nowMs],
      )),
    )
  return waiting.filter((booking) => waitsForDesk(booking, { town, nowMs }))
}
