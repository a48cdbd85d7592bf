import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import './dialog.css'

type DialogProps = {
  title: string
  children: ComponentChildren
  /** Buttons, in the order of reading; the last is the way on. */
  actions?: ComponentChildren
  role?: 'dialog' | 'alertdialog'
  onClose: () => void
}

/** A modal dialog: the browser traps the focus, and gives it back to where it came from. */
export function Dialog({ title, children, actions, role = 'dialog', onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    dialog?.querySelector('h2')?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      class="dialog"
      role={role}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={titleId} class="dialog-title" tabIndex={-1} data-focus-quiet>
        {title}
      </h2>
      <div class="dialog-body">{children}</div>
      {actions && <div class="dialog-actions">{actions}</div>}
    </dialog>
  )
}
