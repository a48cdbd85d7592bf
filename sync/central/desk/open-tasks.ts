import type * as z from 'zod/mini'
import type { DeskTask } from '../../contract/desk-records.ts'
import { HAD_LEFT } from '../booking/had-left.ts'
import { isoOf } from '../planning/local-day.ts'
import { type DeskWork, noteLook, ownOffices } from './desk-visit.ts'

type TaskRow = { booking_id: string; kind: z.infer<typeof DeskTask>['kind']; office_id: string; since: number; reason: string }

const OCCUPIES = `('provisional', 'requested', 'confirmed', 'accepted')`

/**
 * What waits for somebody at own offices: refused requests, bookings that no longer fit, mails that could not
 * be sent, earlier dates to be told by phone.
 */
export const tasks: DeskWork<'tasks'> = async (visit) => {
  const offices = ownOffices(visit)
  await noteLook(visit, '', { action: 'desk.tasks' })
  if (offices.length === 0) return { outcome: 'tasks', tasks: [] }
  const own = `booking.person is not null and booking.restricted = 0
    and booking.office_id in (${offices.map((_, index) => `$${String(index + 2)}`).join(', ')})`
  const rows = await visit.context.store.read((tx) =>
    tx.all<TaskRow>(
      `select booking.booking_id, 'refused' as kind, booking.office_id, booking.received_at as since,
         case when booking.email_index is null then 'toPhone' else 'toldByMail' end as reason
       from booking where booking.standing = 'refused' and booking.starts_at > $1 and ${HAD_LEFT} and ${own}
       union all
       select booking.booking_id, 'misfit', booking.office_id, misfit.noticed_at, misfit.reason
       from misfit join booking on booking.booking_id = misfit.booking_id
       where misfit.resolved_at is null and booking.starts_at > $1 and booking.standing in ${OCCUPIES} and ${own}
       union all
       select booking.booking_id, 'deadMail', booking.office_id, mail.dead_at, mail.kind
       from mail join booking on booking.booking_id = mail.booking_id
       where mail.dead_at is not null and booking.starts_at > $1 and ${own}
         and not exists (select 1 from mail later where later.booking_id = mail.booking_id and later.queued_at > mail.dead_at)
       union all
       select booking.booking_id, 'earlier', booking.office_id, earlier_wish.offered_at, 'toPhone'
       from earlier_wish join booking on booking.booking_id = earlier_wish.booking_id
       where earlier_wish.state = 'offered' and earlier_wish.offer_expires_at > $1 and booking.email_index is null and ${own}
       order by 4, 1 limit 200`,
      [visit.nowMs, ...offices],
    ),
  )
  return {
    outcome: 'tasks',
    tasks: rows.map((row) => ({
      bookingId: row.booking_id,
      kind: row.kind,
      officeId: row.office_id,
      since: isoOf(row.since),
      reason: row.reason,
    })),
  }
}
