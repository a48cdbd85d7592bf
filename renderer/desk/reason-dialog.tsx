import { useLayoutEffect } from 'preact/hooks'
import { Button } from '../components/button.tsx'
import { DeskDialog } from './desk-dialog.tsx'
import { focusOn } from './focus.ts'
import { useDesk } from './use-desk.ts'
import { useKept } from './use-kept.ts'

type ReasonDialogProps = {
  /** Under which name the reason outlives a lock. */
  keep: string
  title: string
  label: string
  hint?: string
  /** What the button does, as a verb. */
  go: string
  kind?: 'primary' | 'danger'
  /** Characters. */
  longest?: number
  onClose: () => void
  /** Resolves to whether the dialog has done its work. */
  onGo: (reason: string) => Promise<boolean>
}

/** Asks for a reason in words; nothing is done without one. Enter goes, Escape goes back. */
export function ReasonDialog({
  keep,
  title,
  label,
  hint,
  go: verb,
  kind = 'primary',
  longest = 500,
  onClose,
  onGo,
}: ReasonDialogProps) {
  const { words } = useDesk()
  const [reason, setReason] = useKept(keep, '')
  useLayoutEffect(() => void focusOn('reason'), [])
  const go = async () => {
    if (reason.trim() === '') return
    if (await onGo(reason.trim())) onClose()
  }
  return (
    <DeskDialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.detail.back}</Button>
          <Button kind={kind} disabled={reason.trim() === ''} onPress={() => void go()}>
            {verb}
          </Button>
        </>
      }
    >
      <label class="input-label" for="reason">
        {label}
      </label>
      <input
        id="reason"
        class="input"
        type="text"
        maxLength={longest}
        aria-describedby={hint && 'reason-hint'}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          void go()
        }}
      />
      {hint && (
        <p id="reason-hint" class="quiet small">
          {hint}
        </p>
      )}
    </DeskDialog>
  )
}
