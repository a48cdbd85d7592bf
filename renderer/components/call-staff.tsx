import { useState } from 'preact/hooks'
import { useVisit } from '../use-visit.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'
import { NoticeBox } from './notice-bar.tsx'

/** A person, please: at the same place on every screen, one touch. */
export function CallStaff() {
  const { t, town, callStaff } = useVisit()
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
