import { ActionBar } from '../components/action-bar.tsx'
import { Button } from '../components/button.tsx'
import { Check } from '../components/check.tsx'
import { Dialog } from '../components/dialog.tsx'
import { DocumentText } from '../components/document-dialog.tsx'
import { Frame } from '../components/frame.tsx'
import { PagesIfLarge, PagesUnlessLarge } from '../components/pages-large.tsx'
import { Phrase } from '../components/phrase.tsx'
import { useVisit } from '../use-visit.ts'
import './consent.css'

/** Still step 4: first what happens with the data, then the box; then whether to keep them for another booking. */
export function ConsentScreen() {
  const { t, town, visitor, personPart, send, now, newId } = useVisit()
  const { consent } = town
  const translated = consent.noticeIn?.[visitor.language]
  const give = (given: boolean) =>
    send(given ? { type: 'consent.given', version: consent.version, at: now() } : { type: 'consent.withdrawn' })
  return (
    <Frame
      question={t.person.consentQuestion}
      part="consent"
      actions={
        <ActionBar>
          <Button kind="primary" iconEnd="arrow-on" onPress={() => send({ type: 'next' })}>
            {t.person.toOverview}
          </Button>
        </ActionBar>
      }
    >
      <PagesIfLarge>
        <div class="consent">
          <div class="consent-notice">
            <PagesUnlessLarge label={t.links.privacy}>
              <DocumentText document={translated ?? consent.notice} lang={translated ? visitor.language : 'de'} />
            </PagesUnlessLarge>
          </div>
          <Check checked={visitor.consent !== null} required onChange={give}>
            <Phrase of={consent.box} />
          </Check>
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
