import type { ComponentChildren } from 'preact'
import './button.css'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

type ButtonProps = {
  children: ComponentChildren
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  icon?: IconName
  /** After the words, pointing on. */
  iconEnd?: IconName
  wide?: boolean
  label?: string
  pressed?: boolean
  disabled?: boolean
  class?: string
  onPress: () => void
}

/** Acts when let go (click), so that sliding off takes the press back (WCAG 2.5.2). */
export function Button(props: ButtonProps) {
  const { children, kind = 'secondary', icon, iconEnd, wide, label, pressed, disabled, onPress } = props
  return (
    <button
      type="button"
      class={`button button-${kind}${wide ? ' button-wide' : ''} ${props.class ?? ''}`}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) onPress()
      }}
    >
      {icon && <Icon name={icon} />}
      <span class="button-words">{children}</span>
      {iconEnd && <Icon name={iconEnd} />}
    </button>
  )
}
