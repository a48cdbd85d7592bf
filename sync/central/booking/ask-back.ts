import type { CentralContext } from '../context.ts'
import { changeBooking } from './change-booking.ts'
import { queueMail } from './queue-mail.ts'
import { record } from './transition.ts'

export const questionContext = (questionId: string) => `question:${questionId}`
export const answerContext = (questionId: string) => `answer:${questionId}`

export type Question = {
  readonly questionId: string
  readonly askedAtMs: number
  readonly question: string
  readonly answer: string | null
  readonly answeredAtMs: number | null
}
type QuestionRow = {
  question_id: string
  asked_at: number
  key_id: string
  question: string
  answer: string | null
  answered_at: number | null
  staff_id: string
}

/**
 * A clerk asks the visitor of a request something before answering it. The question is sealed like the person and goes
 * out by mail. Answers false where the booking does not wait for an answer or has no address.
 */
export async function askBack(
  context: CentralContext,
  bookingId: string,
  { staffId, question }: { staffId: string; question: string },
): Promise<boolean> {
  const { keys } = context
  // With the office locked, as every change is: a person who is being erased leaves no question behind.
  const asked = await changeBooking(context, bookingId, async (booking, { tx, nowMs, random }) => {
    if (booking.standing !== 'confirmed' || booking.email_index === null) return false
    const questionId = random.uuid()
    const sealed = keys.seal(question, questionContext(questionId))
    await tx.run(
      'insert into question (question_id, booking_id, staff_id, asked_at, key_id, question) values ($1, $2, $3, $4, $5, $6)',
      [questionId, bookingId, staffId, nowMs, sealed.keyId, sealed.sealed],
    )
    const actor = { kind: 'staff', id: staffId } as const
    record(tx, { nowMs }, bookingId, { event: 'asked', actor, from: booking.standing, to: booking.standing })
    const mail = { mailId: random.uuid(), bookingId, eventKey: `question:${questionId}`, nowMs }
    queueMail(tx, { kind: 'question', question: questionId }, mail)
    return true
  })
  return asked ?? false
}

/** The visitor's answer to the last open question. Answers false where nothing was asked. */
export async function answerBack(context: CentralContext, bookingId: string, answer: string): Promise<boolean> {
  const { keys } = context
  const answered = await changeBooking(context, bookingId, async (booking, { tx, nowMs }) => {
    const open = await tx.one<QuestionRow>(
      'select * from question where booking_id = $1 and answered_at is null order by asked_at desc limit 1',
      [bookingId],
    )
    if (!open || booking.standing !== 'confirmed') return false
    // One row names one key: question and answer are sealed anew together.
    const question = keys.seal(
      keys.open({ keyId: open.key_id, sealed: open.question }, questionContext(open.question_id)),
      questionContext(open.question_id),
    )
    const sealed = keys.seal(answer, answerContext(open.question_id))
    await tx.run('update question set key_id = $2, question = $3, answer = $4, answered_at = $5 where question_id = $1', [
      open.question_id,
      sealed.keyId,
      question.sealed,
      sealed.sealed,
      nowMs,
    ])
    const actor = { kind: 'visitor', id: 'mail' } as const
    record(tx, { nowMs }, bookingId, { event: 'answered', actor, from: booking.standing, to: booking.standing })
    return true
  })
  return answered ?? false
}

/** All questions of a booking, readable, oldest first. */
export async function questionsOf(
  { store, keys }: Pick<CentralContext, 'store' | 'keys'>,
  bookingId: string,
): Promise<Question[]> {
  const rows = await store.read((tx) =>
    tx.all<QuestionRow>('select * from question where booking_id = $1 order by asked_at', [bookingId]),
  )
  return rows.map((row) => ({
    questionId: row.question_id,
    askedAtMs: row.asked_at,
    question: keys.open({ keyId: row.key_id, sealed: row.question }, questionContext(row.question_id)),
    answer: row.answer === null ? null : keys.open({ keyId: row.key_id, sealed: row.answer }, answerContext(row.question_id)),
    answeredAtMs: row.answered_at,
  }))
}
