import { Button } from '../components/button.tsx'
import { de } from '../text/de.ts'
import { ClosedScreen } from './closed.tsx'

/** A bug of ours: everything is forgotten, and there is a way on. */
export function FaultScreen({ onRestart }: { onRestart: () => void }) {
  const t = de.trouble
  return (
    <ClosedScreen icon="warning" title={t.faultTitle} body={t.faultBody} now={t.faultNow}>
      <Button kind="primary" onPress={onRestart}>
        {t.restart}
      </Button>
    </ClosedScreen>
  )
}
