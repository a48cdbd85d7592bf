import type { BookingDetail } from '../../sync/contract/desk-records.ts'
import { useDesk } from './use-desk.ts'

/** What was asked of the person and what they have answered, oldest first; nothing where nobody has asked. */
export function QuestionList({ questions }: Pick<BookingDetail, 'questions'>) {
  const { words, f } = useDesk()
  const { detail } = words
  if (questions.length === 0) return null
  return (
    <section aria-labelledby="detail-questions">
      <h3 id="detail-questions">{detail.questions}</h3>
      <dl class="facts questions">
        {questions.map(({ askedAt, question, answer, answeredAt }) => [
          <dt key={askedAt}>{detail.askedAt(f.instant(askedAt))}</dt>,
          <dd key={`${askedAt}?`}>{question}</dd>,
          <dt key={`${askedAt}!`}>{answeredAt === null ? detail.answer : detail.answeredAt(f.instant(answeredAt))}</dt>,
          <dd key={`${askedAt}.`}>{answer ?? detail.noAnswerYet}</dd>,
        ])}
      </dl>
    </section>
  )
}
