import * as z from 'zod/mini'
import { Id, LocalDate, LocalTime, Uuid } from '../../../contract/values.ts'
import type { BookingRow } from '../../booking/booking-row.ts'
import { closeDay, touchedBy } from '../../booking/close-day.ts'
import { personOf } from '../../booking/person-of.ts'
import { cancelledWith, findClosure, findClosures, reopenDay } from '../../booking/reopen-day.ts'
import type { CentralContext } from '../../context.ts'
import { writeAudit } from '../../privacy/audit.ts'
import { typedIn, typedLines, typedText } from '../../texts/typed-text.ts'
import { seeOther, sendPage } from '../page-reply.ts'
import { type CancelledLine, checkMain, closureMain, closuresMain, type TypedClosure } from './closure-views.ts'
import { type Guard, officesOf, type StaffVisit } from './guard.ts'
import { listedOf, notThere, saidOf } from './inbox-routes.ts'
import { staffPage } from './staff-frame.ts'

const sameOrigin = { referrer: 'same-origin' } as const
const NOTHING: TypedClosure = { office: '', day: '', from: '', until: '', reason: '' }
const Time = z.union([LocalTime, z.literal('')])
const Wish = z.object({ office: Id, day: LocalDate, from: Time, until: Time, reason: typedLines(500) })

/** The times that staff close beyond the opening rules: a day or a part of it, with notice to all concerned; and open again. */
export function registerClosures(guard: Guard, context: CentralContext): void {
  const { store, random } = context
  const ownOffices = (visit: StaffVisit) => officesOf(visit.member, visit.town).map(({ id }) => id)
  const wasOf = (visit: StaffVisit) => saidOf((visit.query as { was?: string }).was)

  const show = async (
    visit: StaffVisit,
    { status = 200, said, typed }: { status?: number; said: string; typed: TypedClosure },
  ) => {
    const offices = ownOffices(visit)
    const closures = await store.read((tx) => findClosures(tx, offices, visit.town.dayOf(visit.nowMs)))
    const main = closuresMain(visit, { closures, offices, typed, said })
    return sendPage(visit.reply, status, staffPage(visit, { title: 'Schließungen', place: 'closures', main }), sameOrigin)
  }
  const lineOf = (booking: BookingRow): CancelledLine => {
    const person = booking.restricted === 1 ? null : personOf(booking, context.keys)
    return { ...listedOf(booking, context), phone: person?.phone ?? null, byMail: booking.email_index !== null }
  }
  /** What is to be closed, or the form again with what stands in its way. */
  const wishOf = (visit: StaffVisit) => {
    const [office, day, from, until, reason] = ['office', 'day', 'from', 'until', 'reason'].map((field) =>
      typedIn(visit.body, field),
    )
    const typed = { ...NOTHING, office, day, from, until, reason } as TypedClosure
    const read = Wish.safeParse(typed)
    const wish = read.success ? { ...read.data, reason: typedText(read.data.reason) } : null
    if (!wish || !ownOffices(visit).includes(wish.office)) return { typed, wish: null, problem: 'invalid' }
    if (wish.reason === '') return { typed, wish: null, problem: 'empty' }
    if ((wish.from || '00:00') >= (wish.until || '24:00')) return { typed, wish: null, problem: 'turned' }
    const time = { ...(wish.from !== '' && { from: wish.from }), ...(wish.until !== '' && { until: wish.until }) }
    return { typed, wish: { officeId: wish.office, day: wish.day, ...time }, reason: wish.reason }
  }

  guard.get('/staff/closures', 'closeDay', (visit) => show(visit, { said: wasOf(visit), typed: NOTHING }))

  guard.post('/staff/closures/check', 'closeDay', async (visit) => {
    const { typed, wish, problem } = wishOf(visit)
    if (!wish) return show(visit, { status: 422, said: saidOf(problem), typed })
    const touched = await store.read((tx) => touchedBy(tx, wish, { nowMs: visit.nowMs, zone: visit.town.zone }))
    if (touched === null) return show(visit, { status: 422, said: saidOf('over'), typed })
    const main = checkMain(visit, { typed, touched: touched.bookings.map(lineOf), closureId: random.uuid() })
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Schließen?', place: 'closures', main }), sameOrigin)
  })

  guard.post('/staff/closures', 'closeDay', async (visit) => {
    const { typed, wish, problem, reason } = wishOf(visit)
    if (!wish) return show(visit, { status: 422, said: saidOf(problem), typed })
    // Made on the page before: a second press is the same closing.
    const given = Uuid.safeParse(typedIn(visit.body, 'closureId'))
    const closureId = given.success ? given.data : random.uuid()
    const cancelled = await closeDay(context, { ...wish, reason, actor: visit.actor, closureId })
    const closed = await store.read((tx) => findClosure(tx, closureId, [wish.officeId]))
    if (!closed) return show(visit, { status: 422, said: saidOf('over'), typed })
    await audit(visit, { action: 'day.closed', officeId: wish.officeId, detail: `${wish.day}: ${String(cancelled.length)}` })
    return seeOther(visit.reply, `/staff/closures/${closureId}?was=closed`)
  })

  guard.get('/staff/closures/:closureId', 'closeDay', async (visit) => {
    const found = await store.read(async (tx) => {
      const closure = await findClosure(tx, visit.params['closureId'] ?? '', ownOffices(visit))
      return closure && { closure, cancelled: await cancelledWith(tx, closure) }
    })
    if (!found) return notThere(context, visit)
    const main = closureMain(visit, found.closure, { lines: found.cancelled.map(lineOf), said: wasOf(visit) })
    return sendPage(visit.reply, 200, staffPage(visit, { title: 'Schließung', place: 'closures', main }), sameOrigin)
  })

  guard.post('/staff/closures/:closureId/reopen', 'closeDay', async (visit) => {
    const closureId = visit.params['closureId'] ?? ''
    const reopened = await reopenDay(context, { closureId, officeIds: ownOffices(visit) })
    if (reopened) await audit(visit, { action: 'day.reopened', officeId: reopened.office_id, detail: reopened.first_day })
    return seeOther(visit.reply, `/staff/closures?was=${reopened ? 'reopened' : 'impossible'}`)
  })

  const audit = (visit: StaffVisit, entry: { action: string; officeId: string; detail: string }) =>
    store.transact((tx) => writeAudit(tx, { random, nowMs: visit.nowMs }, { actor: visit.actor, ...entry }))
}
