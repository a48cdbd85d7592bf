import type { ComponentProps } from 'preact'
import { useRef } from 'preact/hooks'
import { Dialog } from '../components/dialog.tsx'
import { useDesk } from './use-desk.ts'

/**
 * A dialog of the desk. What is told while it stands there, a refusal as a rule, is told inside it: the page behind is dimmed, and
 * nobody who listens hears it.
 */
export function DeskDialog({ children, ...props }: ComponentProps<typeof Dialog>) {
  const { told } = useDesk()
  const before = useRef(told?.turn)
  const news = told !== null && told.turn !== before.current ? told : null
  return (
    <Dialog {...props}>
      <div class="dialog-told" role="status">
        {news && (
          <p key={news.turn} class={`desk-note desk-note-${news.kind}`}>
            {news.message}
          </p>
        )}
      </div>
      {children}
    </Dialog>
  )
}
