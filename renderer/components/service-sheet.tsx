import { useState } from 'preact/hooks'
import { inLanguage, type Text } from '../../sync/contract/language.ts'
import { TICK_MINUTES } from '../../sync/contract/values.ts'
import type { ServiceChoice } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { basketFees } from './basket-fees.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Pages } from './pages.tsx'
import { Phrase } from './phrase.tsx'
import { ServiceDocuments, ServiceFacts } from './service-facts.tsx'
import './service-sheet.css'

/** A longer description stands after what one must know. */
const SHORT = 180

/** What one should know of a service before choosing it, and for how many. */
export function ServiceSheet({
  choice,
  onTake,
  onClose,
}: {
  choice: ServiceChoice
  onTake: (count: number) => void
  onClose: () => void
}) {
  const { t, visitor } = useVisit()
  const { service, offer } = choice
  const taken = visitor.basket.find(({ serviceId }) => serviceId === service.id)?.count ?? 0
  const long = (service.description?.de.length ?? 0) > SHORT
  const [count, setCount] = useState(Math.max(1, taken))
  return (
    <Dialog
      title={inLanguage(service.name, visitor.language).text}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.back}</Button>
          {taken > 0 && (
            <Button kind="danger" onPress={() => onTake(0)}>
              {t.service.drop}
            </Button>
          )}
          <Button kind="primary" icon="check" onPress={() => onTake(count)}>
            {taken > 0 ? t.service.update : t.service.take}
          </Button>
        </>
      }
    >
      <Pages>
        <div class="sheet">
          {service.description && !long && (
            <p data-part>
              <Phrase of={service.description} />
            </p>
          )}
          {offer.maxCount > 1 && <Counter count={count} most={offer.maxCount} onChange={setCount} />}
          <ServiceFacts minutes={offer.ticks * TICK_MINUTES * count} fees={basketFees([{ service }])} />
          {service.documents.length > 0 && (
            <section class="sheet-documents">
              <ServiceDocuments documents={service.documents} />
            </section>
          )}
          {service.description && long && (
            <section class="sheet-about">
              <h3 data-part>{t.service.about}</h3>
              <Lines of={service.description} />
            </section>
          )}
        </div>
      </Pages>
    </Dialog>
  )
}

/** A text of a directory with its paragraphs and the entries of its lists, a line each. */
function Lines({ of }: { of: Text }) {
  const { visitor } = useVisit()
  const { text, lang } = inLanguage(of, visitor.language)
  return (
    <>
      {text.split('\n').map((line, index) => (
        <p key={index} class={line.startsWith('– ') ? 'sheet-entry' : undefined} data-part>
          <Phrase of={{ de: line, ...(lang !== 'de' && { [lang]: line }) }} />
        </p>
      ))}
    </>
  )
}

function Counter({ count, most, onChange }: { count: number; most: number; onChange: (count: number) => void }) {
  const { t } = useVisit()
  return (
    <div class="counter" role="group" aria-label={t.service.count} data-part>
      <div class="counter-words">
        <h3>{t.service.count}</h3>
        <p class="small quiet">{t.service.most(most)}</p>
      </div>
      <Button
        icon="minus"
        label={t.service.less}
        class="counter-button"
        disabled={count <= 1}
        onPress={() => onChange(count - 1)}
      >
        {''}
      </Button>
      <output class="counter-number numbers" aria-live="polite">
        {count}
      </output>
      <Button
        icon="plus"
        label={t.service.more}
        class="counter-button"
        disabled={count >= most}
        onPress={() => onChange(count + 1)}
      >
        {''}
      </Button>
    </div>
  )
}
