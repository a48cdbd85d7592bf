import { html } from 'ghtml'
import type { Town } from '../../contract/catalogue.ts'
import type { Language } from '../../contract/language.ts'
import { inLanguage } from '../../contract/language.ts'
import { townName } from '../../contract/town-name.ts'
import { phraseHtml } from '../texts/phrase-html.ts'
import { STYLE_PATH } from './style.ts'

/** A finished piece of HTML; everything else is escaped when it is put into a page. */
export type Markup = string

export type Frame = {
  readonly title: string
  readonly language: Language
  readonly direction: 'ltr' | 'rtl'
  /** null before the first catalogue has been imported. */
  readonly town: Town | null
  readonly skip: string
  readonly demonstration: string
  /** What stands at the right of the head: languages, or the staff's menu. */
  readonly head: Markup
  readonly main: Markup
  readonly footer: Markup
  /** Staff pages use the whole width. */
  readonly wide?: boolean
}

/** The doorway of the terminal and its paper: whoever comes from there knows where they are. */
const MARK =
  '<svg class="mark" viewBox="0 0 40 40" width="36" height="36" aria-hidden="true"><rect width="40" height="40" rx="9"/><path d="M9 32V18a11 11 0 0122 0v14M16 32V19.5a4 4 0 018 0V32M6.500 32h27"/></svg>'

/** The whole page around its content: one head, one main, one footer, no script. */
export function framed(frame: Frame): Markup {
  const town = frame.town === null ? { text: 'Foyer', lang: 'de' } : inLanguage(townName(frame.town), frame.language)
  return html`<!doctype html>
<html lang="${frame.language}" dir="${frame.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${frame.title} – ${town.text}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="data:,">
</head>
<body class="${frame.wide ? 'wide' : 'narrow'}">
<a class="skip" href="#content">${frame.skip}</a>
<header class="head"><div class="head-row">
<p class="town">!${MARK}!${phraseHtml(town)}</p>
!${frame.head}
</div>!${frame.town?.demonstration ? html`<p class="demonstration">${frame.demonstration}</p>` : ''}</header>
<main id="content" tabindex="-1">
!${frame.main}
</main>
<footer class="foot"><div class="foot-row">!${frame.footer}</div></footer>
</body>
</html>
`
}

/** Tells what kind of message a box is by shape, not by colour alone; the text says it too. */
export const ICONS = {
  good: '<path d="M20 6 9 17l-5-5"/>',
  wait: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>',
  bad: '<path d="M6 6l12 12M18 6 6 18"/>',
  ask: '<path d="M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 1.9v.3"/><path d="M12 18h.01"/>',
} as const
export type Icon = keyof typeof ICONS

export const icon = (name: Icon): Markup =>
  html`<svg class="icon icon-${name}" viewBox="0 0 24 24" width="28" height="28" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">!${ICONS[name]}</svg>`
