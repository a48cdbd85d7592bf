import * as z from 'zod/mini'
import { worksAt } from '../../../contract/works-at.ts'
import { askBack, questionsOf } from '../../booking/ask-back.ts'
import {
  type Change,
  accept,
  cancel,
  confirmAtDesk,
  decline,
  isOnItsDay,
  markArrived,
  markMissed,
} from '../../booking/booking-life.ts'
import { openNote } from '../../booking/booking-note.ts'
import type { BookingRow } from '../../booking/booking-row.ts'
import { loadBooking } from '../../booking/booking-row.ts'
import { waitsForDesk } from '../../booking/waits-for-desk.ts'
import { chosenDocuments } from '../../booking/chosen-documents.ts'
import type { CentralContext } from '../../context.ts'
import { type BookingView, viewOf } from '../../booking/booking-view.ts'
import { personOf } from '../../booking/person-of.ts'
import { isoOf } from '../../planning/local-day.ts'
import { writeAudit } from '../../privacy/audit.ts'
import type { Permission } from '../../staff/roles.ts'
import { typedIn, typedLines, typedText } from '../../texts/typed-text.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { type Detail, detailMain } from './detail-views.ts'
import type { Guard, StaffVisit } from './guard.ts'
import { historyOf } from './history-lines.ts'
import { notThere, saidOf } from './inbox-routes.ts'
import { findTemplates } from '../../booking/reply-templates.ts'
import { staffPage } from './staff-frame.ts'

const BookingId = z.uuid()
const Lines = z.object({ documents: z.optional(typedLines(8_000)) })
const Reason = z.object({
  template: z.optional(z.string().check(z.maxLength(80))),
  reason: z.optional(typedLines(1_000)),
})
const Asked = z.object({ question: z.optional(typedLines(1_000)) })

/** A booking of one of the member's own offices; others do not exist for them. */
export async function ownBooking(context: CentralContext, { member, params }: StaffVisit): Promise<BookingRow | null> {
  const id = BookingId.safeParse(params['bookingId'])
  const booking = id.success ? await context.store.read((tx) => loadBooking(tx, id.data)) : undefined
  return booking && worksAt(member, booking.office_id) ? booking : null
}

const TOO_LONG = 'tooLong'
/** The field of a form that somebody writes into. */
const FIELDS: Readonly<Record<string, string>> = { accept: 'documents', decline: 'reason', cancel: 'reason', ask: 'question' }

type Answer = (visit: StaffVisit, booking: BookingRow) => Promise<string>

/** Registers a form of the detail page: own office, not restricted, written to the audit log, back to the page with a word. */
export function registerAnswer(
  guard: Guard,
  context: CentralContext,
  {
    path,
    permission,
    evenRestricted = false,
    answer,
  }: { path: string; permission: Permission; evenRestricted?: boolean; answer: Answer },
): void {
  guard.post(`/staff/bookings/:bookingId/${path}`, permission, async (visit) => {
    const booking = await ownBooking(context, visit)
    if (!booking) return notThere(context, visit)
    const was = booking.restricted === 1 && !evenRestricted ? 'impossible' : await answer(visit, booking)
    const view = was === TOO_LONG ? viewOf(booking, visit.town, visit.nowMs) : null
    await context.store.transact((tx) =>
      writeAudit(
        tx,
        { random: context.random, nowMs: visit.nowMs },
        {
          actor: visit.actor,
          action: `booking.${path}`,
          officeId: booking.office_id,
          bookingId: booking.booking_id,
          detail: was,
        },
      ),
    )
    if (view) {
      const refused = { form: path, text: typedIn(visit.body, FIELDS[path] ?? '') }
      return showDetail(context, visit, booking, view, { status: 422, said: saidOf(was), refused })
    }
    const back = (visit.body as { back?: unknown }).back === 'day'
    const target = back ? `/staff/day?office=${booking.office_id}&day=${booking.day}` : `/staff/bookings/${booking.booking_id}?`
    return seeOther(visit.reply, `${target}&was=${was}`.replace('?&', '?'))
  })
}

/** One booking with everything that staff need to answer it. */
export function registerDetail(guard: Guard, context: CentralContext): void {
  guard.get('/staff/bookings/:bookingId', 'readBookings', async (visit) => {
    const booking = await ownBooking(context, visit)
    const view = booking && viewOf(booking, visit.town, visit.nowMs)
    if (!booking || !view) return notThere(context, visit)
    // Who has looked at whose data can be asked later (Article 5(2) GDPR).
    await context.store.transact((tx) =>
      writeAudit(
        tx,
        { random: context.random, nowMs: visit.nowMs },
        { actor: visit.actor, action: 'booking.read', officeId: booking.office_id, bookingId: booking.booking_id },
      ),
    )
    return showDetail(context, visit, booking, view, {
      status: 200,
      said: saidOf((visit.query as { was?: string }).was),
      refused: null,
    })
  })

  const answers: Readonly<Record<string, Answer>> = {
    accept: async (visit, booking) => {
      const lines = Lines.safeParse(visit.body)
      if (!lines.success) return TOO_LONG
      const typed = lines.data.documents
      const documents = typed === undefined ? null : chosenDocuments([typed], booking, visit)
      return wordOf(
        await accept(context, booking.booking_id, { actor: visit.actor, ...(documents && { documents }) }),
        'accepted',
      )
    },
    confirm: async (visit, booking) => wordOf(await confirmAtDesk(context, booking.booking_id, visit.actor), 'confirmed'),
    decline: async (visit, booking) => {
      const reason = await reasonFrom(context, visit, booking)
      if (reason === null || reason === undefined) return reason === null ? 'empty' : TOO_LONG
      return wordOf(await decline(context, booking.booking_id, { actor: visit.actor, reason }), 'declined')
    },
    cancel: async (visit, booking) => {
      const reason = await reasonFrom(context, visit, booking)
      if (reason === null || reason === undefined) return reason === null ? 'empty' : TOO_LONG
      return wordOf(await cancel(context, booking.booking_id, { actor: visit.actor, reason }), 'cancelled')
    },
    ask: async (visit, booking) => {
      const asked = Asked.safeParse(visit.body)
      if (!asked.success) return TOO_LONG
      const question = typedText(asked.data.question ?? '')
      if (question === '') return 'empty'
      return (await askBack(context, booking.booking_id, { staffId: visit.member.staffId, question })) ? 'asked' : 'impossible'
    },
    arrived: async (visit, booking) => wordOf(await markArrived(context, booking.booking_id, visit.actor), 'arrived'),
    missed: async (visit, booking) => wordOf(await markMissed(context, booking.booking_id, visit.actor), 'missed'),
  }
  for (const [path, answer] of Object.entries(answers))
    registerAnswer(guard, context, { path, permission: 'answerBookings', answer })
}

type Shown = { readonly status: number; readonly said: string; readonly refused: Detail['refused'] }

async function showDetail(
  context: CentralContext,
  visit: StaffVisit,
  booking: BookingRow,
  view: BookingView,
  { status, said, refused }: Shown,
) {
  const { history, templates } = await context.store.read(async (tx) => ({
    history: await historyOf(tx, booking.booking_id),
    templates: await findTemplates(tx, booking.office_id),
  }))
  const restricted = booking.restricted === 1
  const questions = restricted ? [] : await questionsOf(context, booking.booking_id)
  const detail = {
    view,
    person: restricted ? null : personOf(booking, context.keys),
    channel: booking.channel,
    note: restricted ? null : openNote(context.keys, booking),
    bookedAt: isoOf(booking.booked_at),
    restricted,
    history: restricted ? history.map((line) => ({ ...line, reason: null })) : history,
    questions: questions.map(({ askedAtMs, question, answer }) => ({ askedAt: isoOf(askedAtMs), question, answer })),
    templates,
    over: booking.starts_at <= visit.nowMs,
    deskConfirms: waitsForDesk(booking, visit),
    onItsDay: isOnItsDay(booking, visit),
    refused,
  }
  const main = detailMain(visit, detail, said)
  return sendPage(visit.reply, status, staffPage(visit, { title: `Termin ${view.number}`, place: null, main }), {
    referrer: 'same-origin',
  })
}

const wordOf = (change: Change, done: string): string =>
  change.outcome === 'changed' ? done : change.outcome === 'already' ? 'already' : 'impossible'

/** A template with what was typed beside it; null where there is neither, undefined where it is too long. */
async function reasonFrom(
  context: CentralContext,
  { body }: StaffVisit,
  booking: BookingRow,
): Promise<string | null | undefined> {
  const typed = Reason.safeParse(body)
  if (!typed.success) return undefined
  const templates = await context.store.read((tx) => findTemplates(tx, booking.office_id))
  const template = templates.find(({ templateId }) => templateId === typed.data.template)?.body
  const reason = [template, typedText(typed.data.reason ?? '')].filter((part) => part !== undefined && part !== '').join('\n')
  return reason === '' ? null : reason
}
