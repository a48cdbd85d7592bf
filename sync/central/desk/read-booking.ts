import type { Standing } from '../../contract/booking.ts'
import { questionsOf } from '../booking/ask-back.ts'
import { findTemplates } from '../booking/reply-templates.ts'
import { wishOf } from '../earlier/earlier-wish.ts'
import { openNote } from '../booking/booking-note.ts'
import { isoOf } from '../planning/local-day.ts'
import { waitsForDesk } from '../booking/waits-for-desk.ts'
import type { Tx } from '../store/store.ts'
import { lineOf, personFor } from './booking-line.ts'
import { earlierOf } from './earlier-for-caller.ts'
import { type DeskWork, noteAfter, ownBooking, UNKNOWN } from './desk-visit.ts'

type HistoryRow = {
  at: number
  event: string
  from_standing: Standing | null
  to_standing: Standing
  actor_kind: string
  name: string | null
  reason: string | null
}
type MailRow = { kind: string; queued_at: number; sent_at: number | null; dead_at: number | null }

/** One booking with all that has been of it. Who has looked at whose data can be asked later (Article 5(2) GDPR). */
export const getBooking: DeskWork<'getBooking'> = async (visit, { bookingId, forReceipt }) => {
  const { context } = visit
  const booking = await ownBooking(visit, bookingId)
  const { history, mails, wish, templates } = await context.store.read(async (tx) => ({
    history: await historyOf(tx, bookingId),
    wish: await wishOf(tx, bookingId),
    templates: booking ? await findTemplates(tx, booking.office_id) : [],
    mails: await tx.all<MailRow>(
      'select kind, queued_at, sent_at, dead_at from mail where booking_id = $1 order by queued_at, mail_id',
      [bookingId],
    ),
  }))
  const action = forReceipt ? 'booking.printReceipt' : 'booking.read'
  await noteAfter(visit, { action, bookingId, ...(booking ? { officeId: booking.office_id } : { detail: UNKNOWN.outcome }) })
  if (!booking) return UNKNOWN
  const restricted = booking.restricted === 1
  const line = lineOf(visit, booking)
  const questions = restricted ? [] : await questionsOf(context, bookingId)
  return {
    outcome: 'booking',
    booking: {
      ...line,
      person: personFor(visit, booking),
      language: booking.language,
      channel: booking.channel,
      confirmBy: booking.confirm_by === null ? null : isoOf(booking.confirm_by),
      deskConfirms: waitsForDesk(booking, visit),
      note: restricted ? null : openNote(context.keys, booking),
      restricted,
      earlier: restricted ? null : earlierOf(wish, visit.nowMs),
      history: restricted ? history.map((past) => ({ ...past, reason: null })) : history,
      questions: questions.map(({ askedAtMs, question, answer, answeredAtMs }) => ({
        askedAt: isoOf(askedAtMs),
        question,
        answer,
        answeredAt: answeredAtMs === null ? null : isoOf(answeredAtMs),
      })),
      readyReasons: !restricted && line.standing === 'confirmed' ? templates.map(({ title, body }) => ({ title, body })) : [],
      mails: mails.map((mail) => ({
        kind: mail.kind,
        queuedAt: isoOf(mail.queued_at),
        sentAt: mail.sent_at === null ? null : isoOf(mail.sent_at),
        failed: mail.dead_at !== null,
      })),
    },
  }
}

async function historyOf(tx: Tx, bookingId: string) {
  const rows = await tx.all<HistoryRow>(
    `select history.at, history.event, history.from_standing, history.to_standing, history.actor_kind, history.reason, staff.name
     from history left join staff on history.actor_kind = 'staff' and staff.staff_id = history.actor
     where history.booking_id = $1 order by history.position`,
    [bookingId],
  )
  return rows.map((row) => ({
    at: isoOf(row.at),
    event: row.event,
    from: row.from_standing,
    to: row.to_standing,
    who: row.name ?? row.actor_kind,
    reason: row.reason,
  }))
}
