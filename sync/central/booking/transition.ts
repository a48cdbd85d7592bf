import { mayBecome, occupies, type Standing } from '../../contract/booking.ts'
import type { HistoryEvent } from '../../contract/history-event.ts'
import { freeSeats } from '../capacity/seats.ts'
import type { OfficeLock } from '../capacity/office-lock.ts'
import type { Actor } from '../context.ts'
import type { MailNews } from '../mail/mail-news.ts'
import type { Random } from '../ports.ts'
import type { Tx } from '../store/store.ts'
import type { BookingRow } from './booking-row.ts'
import { queueMail } from './queue-mail.ts'

export type Step = {
  readonly event: HistoryEvent
  readonly actor: Actor
  readonly reason?: string | undefined
  /** The mail that tells of it; sent only where there is an address. */
  readonly news?: MailNews | undefined
}

/** What a change of a booking happens in: its office is locked. */
export type ChangeScope = { readonly lock: OfficeLock; readonly nowMs: number; readonly random: Random }

/**
 * The one way a booking's standing changes: checked against the table of transitions, written to the history,
 * seats given up where the new standing no longer occupies any. Throws if the table does not know the step.
 */
export async function transition(tx: Tx, scope: ChangeScope, booking: BookingRow, to: Standing, step: Step): Promise<BookingRow> {
  if (!mayBecome(booking.standing, to)) throw new Error(`a booking that is ${booking.standing} cannot become ${to}`)
  if (occupies(booking.standing) && !occupies(to)) await freeSeats(tx, scope.lock, booking.booking_id)
  const changed = await tx.run(
    `update booking set standing = $3, changed_at = $4, revision = revision + 1, confirm_by = null
     where booking_id = $1 and standing = $2`,
    [booking.booking_id, booking.standing, to, scope.nowMs],
  )
  if (changed !== 1) throw new Error('the booking was changed outside its lock')
  record(tx, scope, booking.booking_id, { ...step, from: booking.standing, to })
  const next = { ...booking, standing: to, changed_at: scope.nowMs, revision: booking.revision + 1, confirm_by: null }
  if (step.news && next.email_index !== null) tell(tx, scope, next, step.news)
  return next
}

/** Appends to the history; nothing in it is ever changed. */
export function record(
  tx: Tx,
  { nowMs }: Pick<ChangeScope, 'nowMs'>,
  bookingId: string,
  entry: Omit<Step, 'news'> & { from: Standing | null; to: Standing },
): void {
  // What comes from nothing is the first. A row that is computed from its own table costs SQLite as much as five that are not.
  const position = entry.from === null ? '1' : '(select coalesce(max(position), 0) + 1 from history where booking_id = $1)'
  tx.write(
    `insert into history (booking_id, position, at, event, from_standing, to_standing, actor_kind, actor, reason)
     values ($1, ${position}, $2, $3, $4, $5, $6, $7, $8)`,
    [bookingId, nowMs, entry.event, entry.from, entry.to, entry.actor.kind, entry.actor.id, entry.reason ?? null],
  )
}

/** Queues the mail of a booking's current revision; revisions make its event unique. */
export function tell(tx: Tx, { nowMs, random }: Omit<ChangeScope, 'lock'>, booking: BookingRow, news: MailNews): void {
  queueMail(tx, news, {
    mailId: random.uuid(),
    bookingId: booking.booking_id,
    eventKey: `${news.kind}:${booking.booking_id}:${String(booking.revision)}`,
    nowMs,
  })
}
