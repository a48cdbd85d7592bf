import { useState } from 'preact/hooks'
import type { Document } from '../../sync/contract/catalogue.ts'
import type { Language } from '../../sync/contract/language.ts'
import { inReadingOrder } from '../../sync/contract/reading-order.ts'
import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Check } from '../components/check.tsx'
import { Dialog } from '../components/dialog.tsx'
import { DocumentDialog, DocumentText } from '../components/document-dialog.tsx'
import { Frame } from '../components/frame.tsx'
import { Icon } from '../components/icon.tsx'
import { NOTICE_ID } from '../components/notice-bar.tsx'
import type { IconName } from '../components/icon-shapes.ts'
import { PagesIfLarge, PagesUnlessLarge } from '../components/pages-large.tsx'
import { Phrase } from '../components/phrase.tsx'
import { Together } from '../components/together.tsx'
import { useVisit } from '../use-visit.ts'
import './consent.css'

/** Still step 4: first what happens with the data, then the box; then whether to keep them for another booking. */
export function ConsentScreen() {
  const { t, town, visitor, personPart, send, now, newId } = useVisit()
  const { consent } = town
  const translated = consent.noticeIn?.[visitor.language]
  const give = (given: boolean) =>
    send(given ? { type: 'consent.given', version: consent.version, at: now() } : { type: 'consent.withdrawn' })
  const goOn = () => {
    send({ type: 'next' })
    // What is missing is at hand: the focus goes to the box, which says so.
    if (visitor.consent === null) document.querySelector<HTMLElement>('.consent-box input')?.focus()
  }
  return (
    <Frame
      question={t.person.consentQuestion}
      part="consent"
      actions={
        <ActionBar>
          <Button kind="primary" iconEnd="arrow-on" onPress={goOn}>
            {t.person.toOverview}
          </Button>
        </ActionBar>
      }
    >
      <PagesIfLarge>
        <div class="consent">
          <div class="consent-notice">
            <PagesUnlessLarge label={t.links.privacy}>
              <Notice document={translated ?? consent.notice} lang={translated ? visitor.language : 'de'} />
            </PagesUnlessLarge>
          </div>
          <div class="consent-box">
            <Check
              checked={visitor.consent !== null}
              required
              wrong={visitor.notice === 'consentMissing' ? NOTICE_ID : undefined}
              onChange={give}
            >
              <Phrase of={consent.box} />
            </Check>
          </div>
          <section class="consent-voluntary">
            <h2>{t.person.voluntary}</h2>
            <Check
              checked={visitor.personKept}
              hint={t.person.keepHint}
              onChange={(wanted) => send({ type: wanted ? 'keep.wanted' : 'keep.declined' })}
            >
              {t.person.keep}
            </Check>
            {visitor.personKept && (
              <Button icon="qr" onPress={() => send({ type: 'slip.wanted', slipId: newId() })}>
                {t.takeAlong.offer}
              </Button>
            )}
          </section>
        </div>
      </PagesIfLarge>
      {personPart === 'confirmingKeep' && (
        <Dialog
          title={t.person.keepTitle}
          onClose={() => send({ type: 'keep.declined' })}
          actions={
            <>
              <Button onPress={() => send({ type: 'keep.declined' })}>{t.person.keepNo}</Button>
              <Button kind="primary" onPress={() => send({ type: 'keep.confirmed' })}>
                {t.person.keepYes}
              </Button>
            </>
          }
        >
          <p>{t.person.keepBody}</p>
        </Dialog>
      )}
    </Frame>
  )
}

/** What for, who sees it, for how long, which rights: in the order of Article 13 GDPR, as a town's notice has its headings. */
const MARKS: readonly IconName[] = ['calendar', 'eye', 'clock', 'paper']

/** The notice as rows to take in at a glance, where the town has given it headings; the whole is one touch away. */
function Notice({ document, lang }: { document: Document; lang: Language }) {
  const { t, visitor } = useVisit()
  const [reading, setReading] = useState(false)
  const headed = document.filter(({ heading }) => heading !== undefined)
  const foreign = lang === visitor.language ? {} : { lang, dir: 'ltr' as const }
  return (
    <div class="consent-words">
      <ul class="consent-rows" hidden={headed.length === 0} {...foreign}>
        {headed.map(({ heading, paragraphs }, index) => (
          <li key={heading} class="consent-row" data-part>
            <Icon name={MARKS[index] ?? 'info'} size="large" />
            <div>
              <h2>{heading}</h2>
              {paragraphs.map((paragraph) => (
                <p key={paragraph}>
                  <Together text={inReadingOrder(paragraph)} />
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <DocumentText document={document.filter(({ heading }) => heading === undefined)} lang={lang} />
      <Button kind="quiet" icon="info" class="consent-more" onPress={() => setReading(true)}>
        {t.start.privacy}
      </Button>
      {reading && <DocumentDialog which="privacy" title={t.links.privacy} onClose={() => setReading(false)} />}
    </div>
  )
}
