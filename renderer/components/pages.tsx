import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useVisit } from '../use-visit.ts'
import { Icon } from './icon.tsx'
import './pages.css'
import { type Part, pageAfter, pageBefore } from './turned-pages.ts'

/** `text`: nothing in it can have the focus, so the box itself has to (WCAG 2.1.1). */
type Place = { page: number; of: number; up: boolean; down: boolean; text: boolean; low: boolean }
const ALONE: Place = { page: 1, of: 1, up: false, down: false, text: false, low: false }
const LONG: Place = { ...ALONE, of: 2, down: true }
/** Two buttons of fifteen millimetres and the page's number between them, in two lines. */
const BUTTONS_MM = 52

const partsOf = (box: HTMLElement): Part[] => {
  const origin = box.getBoundingClientRect().top - box.scrollTop
  const marked = [...box.querySelectorAll<HTMLElement>('[data-part]')]
  return marked.map((part) => {
    const rect = part.getBoundingClientRect()
    return { top: rect.top - origin, bottom: rect.bottom - origin }
  })
}

const placeOf = (box: HTMLElement, pixelsPerMm: number): Place => {
  const { scrollTop, scrollHeight, clientHeight } = box
  if (scrollHeight <= clientHeight + 4) return ALONE
  const of = Math.ceil((scrollHeight - 4) / clientHeight)
  const down = scrollTop + clientHeight < scrollHeight - 4
  return {
    page: down ? Math.min(of, Math.round(scrollTop / clientHeight) + 1) : of,
    of,
    up: scrollTop > 4,
    down,
    text: box.querySelector('button, a[href], input') === null,
    low: clientHeight < BUTTONS_MM * pixelsPerMm,
  }
}

/**
 * Content that may be longer than its place: large buttons turn it by whole parts, no dragging needed (WCAG 2.5.7);
 * swiping works too. The page is told in words. Parts are elements marked `data-part`.
 */
type PagesProps = {
  children: ComponentChildren
  label?: string
  turnKey?: string
  /** Sure to need more than one page: drawn with the buttons at once, lest all be laid out a second time beside them. */
  long?: boolean
  /** All of it has room: nothing to turn, until the screen says otherwise. */
  still?: boolean
}
export function Pages({ children, label, turnKey, long = false, still = false }: PagesProps) {
  const { t, device } = useVisit()
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>(long ? LONG : ALONE)
  const look = () => {
    if (box.current) setPlace((was) => same(was, still ? ALONE : placeOf(box.current ?? document.body, device.pixelsPerMm)))
  }
  useLayoutEffect(look)
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0
  }, [turnKey])
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      look()
      // Keys that come, or come in more rows, leave less room: what they write into stays in sight.
      box.current?.querySelector('[data-part=active]')?.scrollIntoView({ block: 'nearest' })
    })
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [still])
  const turn = (direction: 1 | -1) => {
    const element = box.current
    if (!element) return
    const { scrollTop, clientHeight } = element
    const to = direction === 1 ? pageAfter : pageBefore
    element.scrollTo({ top: to(partsOf(element), scrollTop, clientHeight) })
  }
  const turning = place.of > 1
  return (
    <div
      class={`pages${turning ? ' pages-turning' : ''}${place.down ? ' pages-more' : ''}${place.up ? ' pages-before' : ''}${place.low ? ' pages-low' : ''}`}
    >
      <div
        class={still ? 'pages-still' : 'pages-box'}
        ref={box}
        onScroll={look}
        role={label ? 'group' : undefined}
        aria-label={label}
        tabIndex={place.text ? 0 : undefined}
      >
        {children}
      </div>
      {turning && (
        <div class="pages-buttons">
          <button
            type="button"
            class="pages-button"
            aria-label={t.actions.previousPage}
            aria-disabled={!place.up || undefined}
            onClick={() => turn(-1)}
          >
            <Icon name="chevron-up" size="large" />
          </button>
          <p class="pages-place" role="status">
            {t.actions.page(place.page, place.of)}
          </p>
          <button
            type="button"
            class="pages-button"
            aria-label={t.actions.nextPage}
            aria-disabled={!place.down || undefined}
            onClick={() => turn(1)}
          >
            <Icon name="chevron-down" size="large" />
          </button>
        </div>
      )}
    </div>
  )
}

const same = (was: Place, is: Place): Place =>
  (Object.keys(is) as (keyof Place)[]).every((key) => was[key] === is[key]) ? was : is
