import { inLanguage } from '../../sync/contract/language.ts'
import { TICK_MINUTES } from '../../sync/contract/values.ts'
import { useDesk, useOwnOffices } from './use-desk.ts'

type ServiceAnswersProps = {
  serviceId: string
  count: number
  /** Where it will be; null while any office may be. */
  officeId: string | null
}

/** What callers ask: how long, how much, what to bring, where to go. */
export function ServiceAnswers({ serviceId, count, officeId: chosen }: ServiceAnswersProps) {
  const { words, home, language, f } = useDesk()
  const own = useOwnOffices()
  const { call } = words
  const service = home.services.find(({ id }) => id === serviceId)
  if (!service) return null
  const offers = home.offers.filter((offer) => offer.serviceId === serviceId)
  const offices = own.flatMap((office) => {
    if (chosen !== null && office.id !== chosen) return []
    const offer = offers.find(({ officeId }) => officeId === office.id)
    return offer ? [{ office, minutes: offer.ticks * TICK_MINUTES * count }] : []
  })
  const say = (text: Parameters<typeof inLanguage>[0]) => inLanguage(text, language).text
  const fees = service.fees.map(({ text, cents }) =>
    !cents || /€|\b(Euro|EUR)\b/.test(say(text)) ? say(text) : `${f.money(cents)} ${say(text)}`,
  )
  const minutes = [...new Set(offices.map((each) => call.minutes(each.minutes)))]
  return (
    <section class="answers" aria-labelledby="answers-title">
      <h3 id="answers-title">{`${call.answers}: ${say(service.name)}`}</h3>
      <dl class="facts">
        <dt>{call.duration}</dt>
        <dd>{minutes.join(' / ')}</dd>
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
          {offices.map(({ office }) => (
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
