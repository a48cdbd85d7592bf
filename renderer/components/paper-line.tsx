import type { PaperState } from '../../sync/contract/visit.ts'
import { useVisit } from '../use-visit.ts'
import { Icon } from './icon.tsx'
import { NoticeBox } from './notice-bar.tsx'

type PaperLineProps = { paperId: string; words: Readonly<Record<PaperState, string>> }

/** How a paper is doing; never a reason to doubt the booking. */
export function PaperLine({ paperId, words }: PaperLineProps) {
  const { t, report } = useVisit()
  const state = report.paper?.bookingId === paperId ? report.paper.state : 'queued'
  const trouble = report.printer.trouble
  const failed = state === 'failed' || state === 'maybePrinted' || (state !== 'printed' && trouble !== null)
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
