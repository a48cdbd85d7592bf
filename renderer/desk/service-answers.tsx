import { inLanguage } from '../../sync/contract/language.ts'
import { answersTo, feeInWords } from './answers-to.ts'
import { useDesk, useOwnOffices } from './use-desk.ts'

type ServiceAnswersProps = {
  serviceId: string
  count: number
  /** Where it will be; null while any office may be. */
  officeId: string | null
}

/** What callers ask: how long, how much, what to bring, where to go. */
export function ServiceAnswers({ serviceId, count, officeId }: ServiceAnswersProps) {
  const { words, home, language, f } = useDesk()
  const own = useOwnOffices()
  const { call } = words
  const answers = answersTo({ serviceId, count, officeId }, { ...home, own })
  if (!answers) return null
  const { service, places } = answers
  const say = (text: Parameters<typeof inLanguage>[0]) => inLanguage(text, language).text
  const fees = service.fees.map((fee) => feeInWords(fee, { say, money: f.money }))
  return (
    <section class="answers" aria-labelledby="answers-title">
      <h3 id="answers-title">{`${call.answers}: ${say(service.name)}`}</h3>
      <dl class="facts">
        <dt>{call.duration}</dt>
        <dd>{answers.minutes.map((each) => call.minutes(each)).join(' / ')}</dd>
        <dt>{call.fees}</dt>
        <dd>{fees.length === 0 ? call.noFee : fees.map((fee) => <div key={fee}>{fee}</div>)}</dd>
        <dt>{call.documents}</dt>
        <dd>
          {service.documents.length === 0 ? (
            call.noDocuments
          ) : (
            <ul class="dots">
              {service.documents.map((document) => (
                <li key={document.de}>{say(document)}</li>
              ))}
            </ul>
          )}
        </dd>
        <dt>{call.where}</dt>
        <dd>
          {places.map((office) => (
            <div key={office.id}>
              <strong>{say(office.name)}</strong>
              {`, ${office.address.street}`}
              {office.way && <span class="quiet">{`, ${say(office.way)}`}</span>}
            </div>
          ))}
        </dd>
      </dl>
    </section>
  )
}
