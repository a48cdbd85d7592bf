import type { Text } from '../../sync/contract/language.ts'
import { useVisit } from '../use-visit.ts'
import type { FeeLine } from './basket-fees.ts'
import { Icon } from './icon.tsx'
import { Phrase } from './phrase.tsx'
import './service-facts.css'

/** How long it takes and what it costs. */
export function ServiceFacts({ minutes, fees }: { minutes: number; fees: readonly FeeLine[] }) {
  const { t } = useVisit()
  return (
    <dl class="sheet-facts" data-part>
      <dt>
        <Icon name="clock" /> {t.service.duration}
      </dt>
      <dd>{t.service.minutes(minutes)}</dd>
      {fees.length > 0 && (
        <>
          <dt>
            <Icon name="coin" /> {t.service.fees}
          </dt>
          <dd>
            {fees.map(({ of, text }) => (
              <span key={`${of?.de ?? ''} ${text.de}`} class="sheet-fee">
                {of && (
                  <span class="sheet-fee-of small quiet">
                    <Phrase of={of} />
                  </span>
                )}
                <Phrase of={text} />
              </span>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}

/** What to bring. */
export function ServiceDocuments({ documents }: { documents: readonly Text[] }) {
  const { t } = useVisit()
  return (
    <>
      <h3 data-part>{t.service.documents}</h3>
      <ul class="sheet-list">
        {documents.map((document) => (
          <li key={document.de} data-part>
            <span class="sheet-box" aria-hidden="true" />
            <span>
              <Phrase of={document} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
