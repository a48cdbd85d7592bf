import type { Page } from '@playwright/test'

/** The parts of the frame, which stand at the same places on every screen (WCAG 3.2.3), in millimetres of the panel. */
export const PARTS = ['.band', '.steps', '.frame-head', '.frame-content', '.frame-choice', '.actions', '.links'] as const
export type Places = Readonly<Partial<Record<(typeof PARTS)[number], readonly [left: number, width: number]>>>

/**
 * What is wrong with what is drawn, where axe sees nothing: words cut off, controls beyond the screen, something that
 * moves by itself, and, with the largest type, letters under the least x-height (EN 301 549 V4, 5.1.4).
 */
export const layoutFaults = (page: Page, { largest }: { largest: boolean }): Promise<string[]> =>
  page.evaluate(
    ({ leastPx }) => {
      const dialog = [...document.querySelectorAll('dialog[open]')].at(-1)
      const scope = dialog ?? document.body
      const faults: string[] = []
      const named = (element: Element) =>
        `${element.className || element.tagName} “${(element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 40)}”`
      const shown = (element: Element) =>
        element.checkVisibility({ visibilityProperty: true }) && element.closest('.only-heard, .frame-skip, svg') === null
      const canvas = document.createElement('canvas').getContext('2d')
      const xHeights = new Map<string, number>()
      /** As the font really draws it, whatever it says of itself. */
      const xHeightOf = (font: string) => {
        if (!xHeights.has(font) && canvas) {
          canvas.font = font
          xHeights.set(font, canvas.measureText('x').actualBoundingBoxAscent)
        }
        return xHeights.get(font) ?? 0
      }
      for (const element of scope.querySelectorAll<HTMLElement>('*')) {
        // One pixel is for readers alone.
        if (!shown(element) || element.clientWidth === 1) continue
        const { overflowX, overflowY, fontWeight, fontSize, fontFamily } = getComputedStyle(element)
        // Turned by large buttons, not cut.
        const turned = element.matches('.pages-box, input') || element.querySelector(':scope > .pages') !== null
        const cut = (overflow: string, inner: number, outer: number) => overflow !== 'visible' && inner > outer + 3
        if (
          !turned &&
          (element.textContent ?? '').trim() !== '' &&
          (cut(overflowX, element.scrollWidth, element.clientWidth) || cut(overflowY, element.scrollHeight, element.clientHeight))
        )
          faults.push(`cut off: ${named(element)}`)
        const box = element.getBoundingClientRect()
        const control = element.matches('button, a[href], input')
        if (control && element.scrollWidth > element.clientWidth + 2 && !element.matches('input'))
          faults.push(`words beyond their control: ${named(element)}`)
        const paged = element.closest('.pages-box') !== null
        if (
          control &&
          (box.left < -1 || box.right > innerWidth + 1 || (!paged && (box.top < -1 || box.bottom > innerHeight + 1)))
        )
          faults.push(`beyond the screen: ${named(element)}`)
        const text = [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
        )
        if (text && xHeightOf(`${fontWeight} ${fontSize} ${fontFamily}`) < leastPx)
          faults.push(`x-height ${xHeightOf(`${fontWeight} ${fontSize} ${fontFamily}`).toFixed(1)} px: ${named(element)}`)
      }
      for (const { effect, playState } of document.getAnimations())
        if (playState === 'running') faults.push(`moves by itself: ${String(effect?.getComputedTiming().duration)} ms`)
      return [...new Set(faults)]
    },
    // The glyph's own height at whole pixels of the font may be a fraction below the font's x-height.
    { leastPx: largest ? 15.5 : 0 },
  )

/** Where the parts of the frame begin and how wide they are, in whole millimetres. */
export const placesOf = (page: Page): Promise<Places> =>
  page.evaluate((parts) => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'))
    return Object.fromEntries(
      parts.flatMap((part) => {
        const element = document.querySelector(part)
        if (!element?.checkVisibility()) return []
        const { left, width } = element.getBoundingClientRect()
        return [[part, [Math.round(left / mm), Math.round(width / mm)]]]
      }),
    )
  }, PARTS)
