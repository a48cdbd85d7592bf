import { useState } from 'preact/hooks'
import type { Texts } from '../text/de.ts'
import { type Visit, useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { NoticeBox } from './notice-bar.tsx'

/** A person, please: at the same place on every screen, one touch. */
export function CallStaff() {
  return <CallStaffButton {...useVisit()} />
}

type CallProps = Pick<Visit, 'town' | 'callStaff'> & { readonly t: Texts }

/** The same where nobody is served. */
export function CallStaffButton({ t, town, callStaff }: CallProps) {
  const [answer, setAnswer] = useState<'called' | 'unreachable' | null>(null)
  const call = () => void callStaff().then(setAnswer, () => setAnswer('unreachable'))
  return (
    <>
      <button type="button" class="links-call" data-tool="call" onClick={call}>
        <Icon name="bell" /> {t.assist.call}
      </button>
      {answer && (
        <Dialog
          title={t.assist.call}
          onClose={() => setAnswer(null)}
          actions={
            <Button kind="primary" onPress={() => setAnswer(null)}>
              {t.actions.close}
            </Button>
          }
        >
          <NoticeBox kind={answer === 'called' ? 'success' : 'warning'}>
            {answer === 'called' ? t.assist.called : t.assist.notCalled(town.phone)}
          </NoticeBox>
        </Dialog>
      )}
    </>
  )
}
