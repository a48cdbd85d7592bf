import { useEffect, useRef } from 'preact/hooks'
import { useVisit } from '../use-visit.ts'
import './keyboard.css'
import { Icon } from './icon.tsx'
import type { KeyLayout } from './keyboard-layouts.ts'
import type { Typing } from './use-typing.ts'

type KeyboardProps = {
  typing: Typing
  layout: KeyLayout
  /** What is typed is personal: it is not said aloud without a headset. */
  secret?: boolean
  onNext?: () => void
  /** No other field comes after this one: what the last key does is the way on. */
  last?: boolean
}

/**
 * The on-screen keyboard: keys of a library, the writing is our own, so that a plugged-in keyboard and this one write
 * into the same field. No suggestions, no learning (BSI: nothing of one visitor reaches the next).
 */
export function Keyboard({ typing, layout, secret, onNext, last = true }: KeyboardProps) {
  const { t, visitor } = useVisit()
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef({ typing, onNext })
  latest.current = { typing, onNext }

  useEffect(() => {
    let keys: { destroy: () => void } | null = null
    let gone = false
    const draw = async () => {
      const { createKeys } = await import('./keys.ts')
      if (gone || !place.current) return
      const act = (key: string) => press(key, latest.current.typing, () => latest.current.onNext?.())
      keys = createKeys(place.current, {
        layout,
        language: visitor.language,
        words: t.keyboard,
        signs: t.assist.signs,
        next: onNext && (last ? t.keyboard.next : t.keyboard.nextField),
        onKey: act,
      })
    }
    // A station that has just gone has no keys to give; the form stays.
    void draw().catch(() => undefined)
    return () => {
      gone = true
      keys?.destroy()
    }
  }, [layout, visitor.language, onNext === undefined, last])

  // What was typed into a form is done with; what was searched for stands after the heading.
  const close = () => {
    typing.stop()
    const on = secret ? document.querySelector<HTMLElement>('.actions-on .button') : null
    ;(on ?? document.querySelector<HTMLElement>('#content'))?.focus({ preventScroll: true })
  }
  return (
    <section class={`keyboard keyboard-${layout}`} aria-label={t.keyboard.label} data-private={secret}>
      <div class="keyboard-keys" dir="ltr">
        <div class="keyboard-rows" ref={place} />
      </div>
      <button type="button" class="keyboard-hide" onClick={close}>
        <Icon name="chevron-down" /> {t.keyboard.hide}
      </button>
    </section>
  )
}

/** Writes a key into the field as if it had been typed: at the caret, and the field hears of it. */
function press(key: string, typing: Typing, onNext: () => void) {
  const input = typing.element()
  if (!input) return
  // Somebody who goes through the keys with a keypad stays among them.
  if (document.activeElement?.closest('.keyboard') == null && document.activeElement !== input)
    input.focus({ preventScroll: true })
  if (key === '{next}') {
    onNext()
    return
  }
  const start = input.selectionStart ?? input.value.length
  const end = input.selectionEnd ?? start
  if (key === '{bksp}') {
    const before = input.value.slice(0, start)
    const width = start === end ? ([...before].at(-1)?.length ?? 0) : 0
    input.setRangeText('', start - width, end, 'end')
  } else {
    const text = key === '{space}' ? ' ' : key
    if (input.maxLength >= 0 && input.value.length - (end - start) + text.length > input.maxLength) return
    input.setRangeText(text, start, end, 'end')
  }
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
