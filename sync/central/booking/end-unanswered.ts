import { TICK_MS } from '../../contract/values.ts'
import type { CentralContext } from '../context.ts'
import { changeBooking } from './change-booking.ts'
import { transition } from './transition.ts'
import { overAt } from './visit-over.ts'

// Of what lies further back nobody needs to be told any more: central was away so long, or its version before ended none.
const NEWS_MS = 24 * 3_600_000
const AT_ONCE = 500

/**
 * The job: ends requests whose visit is over without a clerk's answer, and tells their visitors. Until then whoever has come
 * all the same can be accepted. What is restricted stays as it is (Article 18 GDPR).
 */
export async function endUnanswered(context: CentralContext): Promise<void> {
  const nowMs = context.clock.nowMs()
  const over = await context.store.read((tx) =>
    tx.all<{ booking_id: string }>(
      `select booking_id from booking where standing = 'confirmed' and ${overAt(1)}
         and restricted = 0 order by starts_at limit ${String(AT_ONCE)}`,
      [nowMs],
    ),
  )
  for (const { booking_id } of over)
    await changeBooking(context, booking_id, async (booking, room) => {
      const endedAtMs = booking.starts_at + booking.ticks * TICK_MS
      if (booking.standing !== 'confirmed' || booking.restricted === 1 || endedAtMs > room.nowMs) return
      await transition(room.tx, room, booking, 'expired', {
        event: 'unanswered',
        actor: { kind: 'central', id: 'deadline' },
        news: endedAtMs > room.nowMs - NEWS_MS ? { kind: 'unanswered' } : undefined,
      })
    })
}
