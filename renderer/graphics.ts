/**
 * Hears of it when the browser loses its graphics: what stands on the screen may be torn or old from then on. Chromium
 * starts its graphics process anew by itself and tells a page through its canvases; a driver that was reset does the same.
 */
export function watchGraphics(place: HTMLElement, { signal, onLost }: { signal: AbortSignal; onLost: () => void }): void {
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  canvas.hidden = true
  // One on which nothing was drawn has nothing to lose.
  canvas.getContext('2d')?.fillRect(0, 0, 1, 1)
  canvas.addEventListener('contextlost', onLost, { signal })
  place.append(canvas)
}
