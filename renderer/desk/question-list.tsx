import type { BookingDetail } from '../../sync/contract/desk-records.ts'
import { useDesk } from './use-desk.ts'

/** What was asked of the person and what they have answered, oldest first; nothing where nobody has asked. */
export function QuestionList({ questions }: Pick<BookingDetail, 'questions'>) {
  const { words, f } = useDesk()
  const { inbox } = words
  if (questions.length === 0) return null
  return (
    <section aria-labelledby="detail-questions">
      <h3 id="detail-questions">{inbox.questions}</h3>
      <dl class="facts questions">
        {questions.map(({ askedAt, question, answer, answeredAt }) => [
          <dt key={askedAt}>{inbox.askedAt(f.instant(askedAt))}</dt>,
          <dd key={`${askedAt}?`}>{question}</dd>,
          <dt key={`${askedAt}!`}>{answeredAt === null ? inbox.answer : inbox.answeredAt(f.instant(answeredAt))}</dt>,
          <dd key={`${askedAt}.`}>{answer ?? inbox.noAnswerYet}</dd>,
        ])}
      </dl>
    </section>
  )
}
