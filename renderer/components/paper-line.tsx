import type { PaperState } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { Icon } from './icon.tsx'
import { NoticeBox } from './notice-bar.tsx'

type PaperLineProps = { paperId: string; words: Readonly<Record<PaperState, string>> }

/** How far a paper has come, and whether something is wrong with it or with the printer. */
export function usePaper(paperId: string) {
  const { report } = useVisit()
  const state: PaperState = report.paper?.bookingId === paperId ? report.paper.state : 'queued'
  const { trouble } = report.printer
  return { state, trouble, failed: state === 'failed' || state === 'maybePrinted' || (state !== 'printed' && trouble !== null) }
}

/** How a paper is doing; never a reason to doubt the booking. */
export function PaperLine({ paperId, words }: PaperLineProps) {
  const { t } = useVisit()
  const { state, trouble, failed } = usePaper(paperId)
  return (
    <div class="paper" role="status" data-paper={state}>
      {failed ? (
        <NoticeBox kind="warning">
          {trouble && `${t.done.trouble[trouble]} `}
          {words[state === 'maybePrinted' ? 'maybePrinted' : 'failed']}
        </NoticeBox>
      ) : (
        <p class="paper-line">
          <Icon name="printer" size="large" /> {words[state]}
        </p>
      )}
    </div>
  )
}
