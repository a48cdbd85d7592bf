import type { FastifyReply } from 'fastify'
import { html } from 'ghtml'
import * as z from 'zod/mini'
import type { CentralContext } from '../context.ts'
import { declineProposal, takeProposal } from '../earlier/answer-proposal.ts'
import { askForEarlier, type EarlierState, earlierState, leaveList, mayWish, wishOf } from '../earlier/earlier-wish.ts'
import { isoOf } from '../planning/local-day.ts'
import { moment } from '../texts/moment.ts'
import { fill } from '../texts/fill.ts'
import type { Markup } from './frame.ts'
import { seeOther } from './page-reply.ts'
import { type Visit, withQuery } from './visit.ts'
import * as views from './visitor-views.ts'

const Answer = z.object({ answer: z.enum(['ask', 'leave', 'take', 'decline']) })

/** Whether an earlier date is wished for or offered, and the buttons for what can be answered now. */
export async function showEarlier(context: CentralContext, visit: Visit): Promise<FastifyReply> {
  const { booking, nowMs, view, speech } = visit
  const { page } = speech.texts
  if (!mayWish(booking, nowMs) || !visit.mayMove) return visit.show(409, page.over.heading, views.overPage(view, speech))
  const wish = await context.store.read((tx) => wishOf(tx, booking.booking_id))
  const state = earlierState(wish, nowMs)
  return visit.show(200, headingOf(state, visit), earlierPage(state, visit))
}

/** Takes the visitor's answer. The same answer twice is harmless. */
export async function doEarlier(
  context: CentralContext,
  visit: Visit,
  reply: FastifyReply,
  body: unknown,
): Promise<FastifyReply> {
  const { booking, actor, places, speech } = visit
  const { earlier } = speech.texts.page
  const given = Answer.safeParse(body)
  if (!given.success) return showEarlier(context, visit)
  switch (given.data.answer) {
    case 'ask':
      await askForEarlier(context, booking.booking_id, actor)
      return seeOther(reply, places.earlier)
    case 'leave':
      await leaveList(context, booking.booking_id)
      return told(visit, 200, views.message('good', earlier.left, []))
    case 'decline':
      await declineProposal(context, booking.booking_id)
      return told(visit, 200, views.message('good', earlier.declined, []))
    case 'take': {
      const taken = await takeProposal(context, booking.booking_id, actor)
      if (taken === 'moved') return seeOther(reply, withQuery(places.see, { was: 'moved' }))
      return told(visit, 409, views.message('bad', earlier.gone, []))
    }
  }
}

function told(visit: Visit, status: number, notice: Markup): FastifyReply {
  return visit.show(status, views.nameOf(visit.view, visit.speech.texts), views.statusPage(visit, notice))
}

function headingOf({ state }: EarlierState, { speech }: Visit): string {
  const { earlier } = speech.texts.page
  return { none: earlier.heading, waiting: earlier.waiting, offered: earlier.offer }[state]
}

function earlierPage(state: EarlierState, visit: Visit): Markup {
  const { view, speech, places } = visit
  const { earlier, back } = speech.texts.page
  const { zone } = view.town
  const told =
    state.state === 'offered'
      ? html`<p class="offer"><strong>${moment(speech.texts, isoOf(state.startsAtMs), zone)}</strong></p><p>${fill(earlier.until, { deadline: moment(speech.texts, isoOf(state.untilMs), zone) })}</p>`
      : html`<p>${earlier.lead}</p>`
  const buttons =
    state.state === 'offered'
      ? [button('take', earlier.take, ''), button('decline', earlier.decline, 'second')]
      : [state.state === 'waiting' ? button('leave', earlier.leave, 'second') : button('ask', earlier.ask, '')]
  return html`<h1>${headingOf(state, visit)}</h1>!${told}!${views.ticket(view, speech)}
<form method="post" action="${places.earlier}"><div class="actions">!${buttons.join('')}<a class="button second" href="${places.see}">${back}</a></div></form>`
}

const button = (answer: string, label: string, look: string): Markup =>
  html`<button class="button ${look}" type="submit" name="answer" value="${answer}">${label}</button>`
