import type { ComponentChildren } from 'preact'
import { useVisit } from '../use-visit.ts'
import { Pages } from './pages.tsx'

type Part = { children: ComponentChildren; turnKey?: string; label?: string; long?: boolean }

/** With large type a screen of several parts is turned as a whole; a part alone would have no room. */
export function PagesIfLarge({ children }: Part) {
  return useVisit().visitor.comfort.textScale > 1 ? <Pages>{children}</Pages> : <>{children}</>
}

/** A part that turns by itself, unless the whole screen does. */
export function PagesUnlessLarge({ children, turnKey = '', label, long = false }: Part) {
  return useVisit().visitor.comfort.textScale > 1 ? (
    <>{children}</>
  ) : (
    <Pages turnKey={turnKey} long={long} {...(label !== undefined && { label })}>
      {children}
    </Pages>
  )
}
