/** A scanner types a character in a few milliseconds; a hand does not. */
const LONGEST_GAP_MS = 80
const SHORTEST_CODE = 8

/**
 * Reads a scanner that poses as a keyboard and ends with Enter, wherever it is pointed at a screen without a field. The
 * Enter is taken from the control that has the focus. Fields get what is typed as always.
 */
export function readScanner(target: Window, onScan: (text: string) => boolean): void {
  let text = ''
  let lastMs = 0
  target.addEventListener(
    'keydown',
    (event) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return
      if (event.timeStamp - lastMs > LONGEST_GAP_MS) text = ''
      lastMs = event.timeStamp
      if (event.key.length === 1) text += event.key
      if (event.key !== 'Enter' || text.length < SHORTEST_CODE) return
      const scanned = text
      text = ''
      if (!onScan(scanned)) return
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    { capture: true },
  )
}
