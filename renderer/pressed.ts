import { after } from './clock.ts'

/** A quick tap is over before it has been drawn; so long it is seen all the same. */
const SEEN_MS = 100

/**
 * Marks what a finger holds down, so that the very next picture shows it pressed. The browser's own `:active` waits with a
 * touch until it is sure that no scrolling comes of it, which may be when the finger is lifted.
 */
export function showPressed(target: Window): void {
  let held: Element | null = null
  const release = () => {
    const released = held
    held = null
    after(SEEN_MS, () => {
      if (released !== held) released?.removeAttribute('data-pressed')
    })
  }
  target.addEventListener('pointerdown', (event) => {
    release()
    held = event.target instanceof Element ? event.target.closest('button, .pressable') : null
    held?.setAttribute('data-pressed', '')
  })
  // A finger that has slid off has taken its press back; a finger's events stay with what it came down on.
  target.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (held === null) return
    const { left, right, top, bottom } = held.getBoundingClientRect()
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) release()
  })
  for (const end of ['pointerup', 'pointercancel'] as const) target.addEventListener(end, release)
}
