import type { Document } from '../../sync/contract/catalogue.ts'
import type { Language } from '../../sync/contract/language.ts'
import { inReadingOrder } from '../../sync/contract/reading-order.ts'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import './document-dialog.css'
import { Icon } from './icon.tsx'
import { Pages } from './pages.tsx'
import { Together } from './together.tsx'

type DocumentName = 'help' | 'imprint' | 'privacy' | 'accessibility'

/** A text of the town in sections, marked as German where it is not translated. */
export function DocumentText({ document, lang }: { document: Document; lang: Language }) {
  const { visitor } = useVisit()
  const foreign = lang === visitor.language ? {} : { lang, dir: 'ltr' as const }
  return (
    <div class="document" {...foreign}>
      {document.map((section, index) => (
        <section key={index} class="document-section">
          {section.heading && <h3 data-part>{section.heading}</h3>}
          {section.paragraphs.map((paragraph) => (
            <p key={paragraph} data-part>
              <Together text={inReadingOrder(paragraph)} />
            </p>
          ))}
          {section.list && (
            <ul class="document-list">
              {section.list.map((entry) => (
                <li key={entry} data-part>
                  <Together text={inReadingOrder(entry)} />
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}

/** A document in the visitor's language, else German. */
const documentIn = (documents: { [L in Language]?: Document | undefined } & { de: Document }, language: Language) => {
  const translated = documents[language]
  return translated ? { document: translated, lang: language } : { document: documents.de, lang: 'de' as const }
}

export function DocumentDialog({ which, title, onClose }: { which: DocumentName; title: string; onClose: () => void }) {
  const { t, town, visitor } = useVisit()
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t.actions.close}
        </Button>
      }
    >
      <Pages label={title}>
        {which === 'help' && (
          <p class="document-call" data-part>
            <Icon name="phone" size="large" />
            <strong>
              <Together text={t.help.call(town.phone)} />
            </strong>
          </p>
        )}
        <DocumentText {...documentIn(town.documents[which], visitor.language)} />
      </Pages>
    </Dialog>
  )
}

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useVisit()
  return <DocumentDialog which="help" title={t.help.title} onClose={onClose} />
}
