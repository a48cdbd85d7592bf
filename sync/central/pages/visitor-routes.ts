import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { cancel, confirmByLink } from '../booking/booking-life.ts'
import type { CentralContext } from '../context.ts'
import { calendarFile } from '../mail/calendar-file.ts'
import { isoOf } from '../planning/local-day.ts'
import { doAnswer, showAnswer } from './answer-pages.ts'
import { doEarlier, showEarlier } from './earlier-pages.ts'
import { doMove, showMove } from './move-pages.ts'
import { pageFault } from './page-fault.ts'
import { seeOther, sendPage } from './page-reply.ts'
import { type BookingRequest, languageOf, languagesFor, notFound, openVisit, seen, type Visit, withQuery } from './visit.ts'
import { speechOf, troublePage } from './visitor-page.ts'
import * as views from './visitor-views.ts'

type Work = (visit: Visit, reply: FastifyReply, body: unknown) => Promise<FastifyReply> | FastifyReply

/**
 * The visitors' pages under /b/: what an e-mail's link or a receipt's code opens. GET only ever shows, because mail
 * scanners follow links; every change is a POST.
 */
export async function registerVisitorPages(app: FastifyInstance, context: CentralContext): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(formbody, { bodyLimit: 16_384 })
    scope.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
      const status = pageFault(context.log, error, request, reply)
      return sendPage(reply, status, troublePage(speechOf(languageOf(request, languagesFor(null, undefined)))))
    })
    const answer = (work: Work) => async (request: BookingRequest, reply: FastifyReply) => {
      const visit = await openVisit(context, request, reply)
      return visit === null ? notFound(context, request, reply) : work(visit, reply, request.body)
    }
    const get = (path: string, work: Work) => scope.get<{ Params: { key: string } }>(path, answer(work))
    const post = (path: string, work: Work) => scope.post<{ Params: { key: string } }>(path, answer(work))
    get('/b/:key', (visit) => visit.show(200, views.nameOf(visit.view, visit.speech.texts), seen(visit)))
    get('/b/:key/confirm', (visit) => showConfirm(visit))
    post('/b/:key/confirm', (visit, reply) => doConfirm(context, visit, reply))
    get('/b/:key/cancel', (visit) => showCancel(visit))
    post('/b/:key/cancel', (visit) => doCancel(context, visit))
    get('/b/:key/move', (visit) => showMove(context, visit, false))
    post('/b/:key/move', (visit, reply, body) => doMove(context, visit, reply, body))
    get('/b/:key/earlier', (visit) => showEarlier(context, visit))
    post('/b/:key/earlier', (visit, reply, body) => doEarlier(context, visit, reply, body))
    get('/b/:key/answer', (visit) => showAnswer(context, visit))
    post('/b/:key/answer', (visit, _reply, body) => doAnswer(context, visit, body))
    get('/b/:key/calendar.ics', (visit, reply) => sendCalendar(visit, reply))
    scope.get('/b/*', (request, reply) => notFound(context, request, reply))
  })
}

function showConfirm(visit: Visit): FastifyReply {
  const { view, speech, places, by } = visit
  const { page } = speech.texts
  if (view.standing === 'expired') return visit.show(410, page.late.heading, views.latePage(view, speech))
  if (view.standing === 'confirmed' || view.standing === 'accepted') {
    return visit.show(200, page.already.heading, seen({ ...visit, query: { ...visit.query, was: visit.query.was ?? 'already' } }))
  }
  if (view.standing === 'requested' && by === 'mail')
    return visit.show(200, page.confirm.heading, views.confirmPage(view, speech, places))
  return visit.show(200, views.nameOf(view, speech.texts), seen(visit))
}

async function doConfirm(context: CentralContext, visit: Visit, reply: FastifyReply): Promise<FastifyReply> {
  const { booking, by, actor, places, view, speech } = visit
  // The paper does not prove that the e-mail address is the visitor's.
  if (by !== 'mail') return visit.show(403, views.nameOf(view, speech.texts), seen(visit))
  const change = await confirmByLink(context, booking.booking_id, actor)
  if (change.outcome === 'changed' || change.outcome === 'already') {
    const was = change.outcome === 'changed' ? 'confirmed' : 'already'
    return seeOther(reply, withQuery(places.see, { was }))
  }
  const standing = change.outcome === 'impossible' ? change.standing : view.standing
  const late = standing === 'expired'
  const now = { ...view, standing }
  return visit.show(
    late ? 410 : 409,
    speech.texts.page.late.heading,
    late ? views.latePage(now, speech) : seen({ ...visit, view: now }),
  )
}

function showCancel(visit: Visit): FastifyReply {
  const { view, speech, places, nowMs } = visit
  if (view.standing === 'cancelled') return visit.show(200, speech.texts.page.cancel.done, seen(visit))
  if (!views.mayChange(view, nowMs)) return visit.show(409, speech.texts.page.over.heading, views.overPage(view, speech))
  return visit.show(200, speech.texts.page.cancel.heading, views.cancelPage(view, speech, places))
}

async function doCancel(context: CentralContext, visit: Visit): Promise<FastifyReply> {
  const { view, speech, booking, actor, nowMs } = visit
  const { page } = speech.texts
  const open = views.mayChange(view, nowMs) || view.standing === 'cancelled'
  const change = open ? await cancel(context, booking.booking_id, { actor }) : null
  if (change?.outcome !== 'changed' && change?.outcome !== 'already') {
    return visit.show(409, page.over.heading, views.overPage(view, speech))
  }
  const notice = views.message('good', page.cancel.done, [page.cancel.doneLead])
  const cancelled = { ...visit, view: { ...view, standing: 'cancelled' } } as const
  return visit.show(200, page.cancel.done, views.statusPage(cancelled, notice))
}

function sendCalendar({ view, nowMs, speech }: Visit, reply: FastifyReply): FastifyReply {
  const file = calendarFile({ ...view, language: speech.language }, isoOf(nowMs), null)
  return reply
    .headers({
      'content-type': `text/calendar; charset=utf-8; method=${file.method}`,
      'content-disposition': `attachment; filename="termin-${view.number}.ics"`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(file.text)
}
