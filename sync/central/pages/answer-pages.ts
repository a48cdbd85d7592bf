import type { FastifyReply } from 'fastify'
import * as z from 'zod/mini'
import { answerBack, questionsOf } from '../booking/ask-back.ts'
import type { CentralContext } from '../context.ts'
import { typedIn, typedLines, typedText } from '../texts/typed-text.ts'
import type { Visit } from './visit.ts'
import * as views from './visitor-views.ts'

/** The clerk's open question. It may touch on personal matters: the paper alone does not show it. */
export const showAnswer = (context: CentralContext, visit: Visit): Promise<FastifyReply> => show(context, visit, null)

/** `refused` is what was typed and cannot be taken: it stays with its writer. */
async function show(context: CentralContext, visit: Visit, refused: string | null): Promise<FastifyReply> {
  const { speech, places, by } = visit
  const open =
    by === 'mail' ? (await questionsOf(context, visit.booking.booking_id)).find(({ answer }) => answer === null) : undefined
  if (!open || visit.view.standing !== 'confirmed') return nothingAsked(visit)
  const status = refused === null ? 200 : 422
  return visit.show(
    status,
    speech.texts.page.answer.heading,
    views.answerPage({ question: open.question, refused }, speech, places),
  )
}

/** Takes the visitor's answer; a second one to the same question is not taken. */
export async function doAnswer(context: CentralContext, visit: Visit, body: unknown): Promise<FastifyReply> {
  const { page } = visit.speech.texts
  const given = z.object({ answer: typedLines(1_000) }).safeParse(body)
  const answer = given.success ? typedText(given.data.answer) : ''
  if (answer === '') return show(context, visit, typedIn(body, 'answer'))
  const taken = visit.by === 'mail' && (await answerBack(context, visit.booking.booking_id, answer))
  if (!taken) return nothingAsked(visit)
  const notice = views.message('good', page.answer.done, [page.answer.doneLead])
  return visit.show(200, page.answer.done, views.statusPage(visit, notice))
}

function nothingAsked(visit: Visit): FastifyReply {
  const { view, speech } = visit
  const { none } = speech.texts.page.answer
  const notice = views.message(views.toneOf(view.standing), none, [speech.texts.page.next[view.standing]])
  return visit.show(200, none, views.statusPage(visit, notice))
}
