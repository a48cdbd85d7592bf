import { useRef, useState } from 'preact/hooks'

/** Which field the on-screen keyboard writes into. */
export type Typing = {
  readonly field: string | null
  /** The field has the keyboard, whether or not it has the focus yet. */
  readonly begin: (field: string, element?: HTMLInputElement | null) => void
  readonly stop: () => void
  readonly element: () => HTMLInputElement | null
}

/**
 * The keyboard stays with the last field until it is closed: were it to go with the focus, the screen would move
 * between a finger's coming down and going up.
 */
export function useTyping(first: string | null = null): Typing {
  const [field, setField] = useState<string | null>(first)
  const element = useRef<HTMLInputElement | null>(null)
  return {
    field,
    begin: (name, input) => {
      element.current = input ?? null
      setField(name)
    },
    stop: () => {
      element.current?.blur()
      element.current = null
      setField(null)
    },
    element: () => {
      // While the screen waited for an answer, another field of this name may have come in the place of the one before.
      if (element.current?.isConnected) return element.current
      return field === null ? null : document.querySelector<HTMLInputElement>(`input[name="${field}"]`)
    },
  }
}
