const EDGE_KEYS = new Set([
  'ContextMenu',
  'BrowserBack',
  'BrowserForward',
  'BrowserHome',
  'BrowserRefresh',
  'PrintScreen',
  'Help',
])

export type Watch = {
  readonly onActivity: () => void
  /** The countdown covers the screen. */
  readonly counting: () => boolean
  /** Ends the guard: this is no terminal in public after all. */
  readonly signal: AbortSignal
}

/**
 * A terminal in public: no context menu, selection, dragging, zoom or browser keys, and a second finger counts for
 * nothing. Any touch or key of the visitor is told as activity.
 */
export function guardInput(target: Window, { onActivity, counting, signal }: Watch): void {
  const refuse = (event: Event) => event.preventDefault()
  for (const kind of ['contextmenu', 'dragstart', 'dragover', 'drop', 'gesturestart', 'auxclick'])
    target.addEventListener(kind, refuse, { signal })
  target.addEventListener(
    'selectstart',
    (event) => {
      if (!(event.target instanceof HTMLInputElement)) event.preventDefault()
    },
    { signal },
  )
  target.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) event.preventDefault()
    },
    { passive: false, signal },
  )
  target.addEventListener(
    'touchstart',
    (event) => {
      if (event.touches.length > 1) event.preventDefault()
    },
    { passive: false, capture: true, signal },
  )
  target.addEventListener(
    'pointerdown',
    (event) => {
      if (!event.isPrimary) {
        event.preventDefault()
        event.stopImmediatePropagation()
      } else if (!counting()) onActivity()
    },
    { capture: true, signal },
  )
  // Were the countdown to go when the finger comes down, the finger would come up on a button beneath it.
  target.addEventListener(
    'click',
    () => {
      if (counting()) onActivity()
    },
    { capture: true, signal },
  )
  target.addEventListener(
    'keydown',
    (event) => {
      onActivity()
      // AltGr writes @ and € on German keyboards; it comes as Ctrl+Alt on some systems.
      const altGraph = event.getModifierState('AltGraph')
      const chord = (event.ctrlKey || event.altKey || event.metaKey) && !altGraph
      if (chord || /^F\d{1,2}$/.test(event.key) || EDGE_KEYS.has(event.key)) event.preventDefault()
    },
    { capture: true, signal },
  )
}
