import type { ComponentChildren } from 'preact'
import type { Notice } from '../../machines/visitor.ts'
import { useVisit } from '../use-visit.ts'
import { Icon } from './icon.tsx'
import './notice-bar.css'

/** For the control that it speaks of. */
export const NOTICE_ID = 'notice'
const GOOD: readonly Notice[] = ['holdRenewed']

/** What has happened, what it means and what to do now; said once, aloud too. */
export function NoticeBar() {
  const { t, visitor } = useVisit()
  return (
    <div class="notice-place" role="alert" id={NOTICE_ID}>
      {visitor.notice && (
        <NoticeBox kind={GOOD.includes(visitor.notice) ? 'info' : 'warning'}>{t.notice[visitor.notice]}</NoticeBox>
      )}
    </div>
  )
}

/** A framed remark; the shape of its mark tells its kind as well as its colour. */
export function NoticeBox({ kind, children }: { kind: 'info' | 'warning' | 'danger' | 'success'; children: ComponentChildren }) {
  const icon = ({ info: 'info', warning: 'warning', danger: 'warning', success: 'check' } as const)[kind]
  return (
    <div class={`notice notice-${kind}`}>
      <Icon name={icon} size="large" />
      <div class="notice-words">{children}</div>
    </div>
  )
}
