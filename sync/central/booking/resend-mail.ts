import type { Standing } from '../../contract/booking.ts'
import type { Actor, CentralContext } from '../context.ts'
import { type MailKind, MailNews } from '../mail/mail-news.ts'
import { countAttempt } from '../staff/throttle.ts'
import type { Tx } from '../store/store.ts'
import type { Change } from './booking-life.ts'
import type { BookingRow } from './booking-row.ts'
import { changeBooking } from './change-booking.ts'
import { queueMail } from './queue-mail.ts'
import { record } from './transition.ts'

/** The mail that says how a booking stands. */
const MAIL_OF: Partial<Readonly<Record<Standing, MailKind>>> = {
  requested: 'link',
  confirmed: 'received',
  accepted: 'accepted',
  declined: 'declined',
  cancelled: 'cancelled',
  expired: 'expired',
  refused: 'refused',
}
// Nobody's mailbox is to be filled from a desk.
const MOST_AN_HOUR = 5
const HOUR_MS = 3_600_000

/** Sends the mail of a booking's present standing once more, with what it said the first time. */
export async function resendMail(context: CentralContext, bookingId: string, actor: Actor): Promise<Change> {
  const changed = await changeBooking(context, bookingId, async (booking, { tx, nowMs, random }): Promise<Change> => {
    const impossible = { outcome: 'impossible', standing: booking.standing } as const
    const kind = await kindOf(tx, booking)
    if (kind === undefined || booking.email_index === null) return impossible
    const key = `resend:${bookingId}`
    if (!(await countAttempt(tx, { key, limit: MOST_AN_HOUR, windowMs: HOUR_MS, nowMs }))) return impossible
    const mailId = random.uuid()
    const eventKey = `${kind}:${bookingId}:${String(booking.revision)}:again:${mailId}`
    queueMail(tx, await firstNews(tx, bookingId, kind), { mailId, bookingId, eventKey, nowMs })
    record(tx, { nowMs }, bookingId, { event: 'mailResent', actor, from: booking.standing, to: booking.standing })
    return { outcome: 'changed', booking }
  })
  return changed ?? { outcome: 'unknown' }
}

/** One that has expired was not confirmed in time, or not answered. */
async function kindOf(tx: Tx, { booking_id: bookingId, standing }: BookingRow): Promise<MailKind | undefined> {
  const kind = MAIL_OF[standing]
  if (kind !== 'expired') return kind
  const asked = `select 1 as found from history where booking_id = $1 and event = 'unanswered'`
  return (await tx.one(asked, [bookingId])) ? 'unanswered' : kind
}

/** What the last mail of this kind told: documents, a reason, other slots. */
async function firstNews(tx: Tx, bookingId: string, kind: MailKind): Promise<MailNews> {
  const last = await tx.one<{ details: string | null }>(
    'select details from mail where booking_id = $1 and kind = $2 order by queued_at desc limit 1',
    [bookingId, kind],
  )
  return MailNews.parse({ ...(JSON.parse(last?.details ?? '{}') as object), kind })
}
