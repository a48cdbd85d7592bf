import { Button } from '../components/button.tsx'
import type { Spoken } from '../text/languages.ts'
import { type ClosedHelp, ClosedScreen, InTheirLanguage } from './closed.tsx'

type FaultProps = { spoken: Spoken; help: ClosedHelp | null; onRestart: () => void }

/** A bug of ours: everything is forgotten, and there is a way on. */
export const FaultScreen = ({ spoken, help, onRestart }: FaultProps) => (
  <InTheirLanguage spoken={spoken} help={help}>
    {({ t: { trouble } }, tools) => (
      <ClosedScreen icon="warning" title={trouble.faultTitle} body={trouble.faultBody} now={trouble.faultNow}>
        <Button kind="primary" onPress={onRestart}>
          {trouble.restart}
        </Button>
        {tools}
      </ClosedScreen>
    )}
  </InTheirLanguage>
)
