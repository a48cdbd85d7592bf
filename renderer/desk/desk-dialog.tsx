import type { ComponentProps } from 'preact'
import { useRef } from 'preact/hooks'
import { Dialog } from '../components/dialog.tsx'
import { DeskNote } from './desk-note.tsx'
import { useDesk } from './use-desk.ts'

/**
 * A dialog of the desk. What is told while it stands there, a refusal as a rule, is told inside it: the page behind is dimmed, and
 * nobody who listens hears it.
 */
export function DeskDialog({ children, ...props }: ComponentProps<typeof Dialog>) {
  const { told } = useDesk()
  const before = useRef(told?.turn)
  return (
    <Dialog {...props}>
      <DeskNote told={told?.turn === before.current ? null : told} place="dialog-told" />
      {children}
    </Dialog>
  )
}
