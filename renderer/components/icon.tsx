import './icon.css'
import { ICON_SHAPES, type IconName } from './icon-shapes.ts'

// Arrows point along the line of reading.
const TURNING: readonly IconName[] = ['arrow-back', 'arrow-on', 'chevron-back', 'chevron-on', 'backspace', 'list']

/** A decorative shape; the words beside it carry the meaning. */
export function Icon({ name, size = 'normal' }: { name: IconName; size?: 'normal' | 'large' | 'huge' | 'badge' }) {
  return (
    <svg
      class={`icon icon-${size}${TURNING.includes(name) ? ' icon-turning' : ''}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={ICON_SHAPES[name]} />
    </svg>
  )
}
