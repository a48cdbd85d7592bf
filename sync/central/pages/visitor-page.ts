import { html } from 'ghtml'
import type { Town } from '../../contract/catalogue.ts'
import { heading } from '../../contract/labelled.ts'
import type { Language } from '../../contract/language.ts'
import { inLanguage } from '../../contract/language.ts'
import { OWN_NAMES } from '../../contract/own-names.ts'
import { phraseHtml } from '../texts/phrase-html.ts'
import { fill } from '../texts/fill.ts'
import { textsIn } from '../texts/texts-in.ts'
import type { Markup } from './frame.ts'
import { framed } from './frame.ts'
import type { Places, Speech } from './visitor-views.ts'
import { message } from './visitor-views.ts'

/** Told by whoever reads none of the words beside it. */
const GLOBE =
  '<svg class="globe" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3a14 14 0 0 1 0 18M12 3a14 14 0 0 0 0 18"/></svg>'

/** Addresses of a booking's pages; the receipt's secret and the chosen language travel along. */
export function placesOf(key: string, { secret, lang }: { secret: string | undefined; lang: Language | undefined }): Places {
  const query = new URLSearchParams()
  if (secret !== undefined) query.set('k', secret)
  if (lang !== undefined) query.set('lang', lang)
  const suffix = query.size > 0 ? `?${query.toString()}` : ''
  const see = `/b/${encodeURIComponent(key)}`
  return {
    see: `${see}${suffix}`,
    confirm: `${see}/confirm${suffix}`,
    cancel: `${see}/cancel${suffix}`,
    move: `${see}/move${suffix}`,
    calendar: `${see}/calendar.ics${suffix}`,
    answer: `${see}/answer${suffix}`,
    earlier: `${see}/earlier${suffix}`,
  }
}

/** Where a page is, and the languages that it is offered in there. */
type Address = { readonly languages: readonly Language[]; readonly address: string }

/** A visitor's page around its content, with the other languages of this very address. */
export function visitorPage(
  town: Town | null,
  { texts, language }: Speech,
  { title, main, languages, address }: Address & { title: string; main: Markup },
): Markup {
  const phone = town?.phone
  const otherWays = town ? inLanguage(town.otherWays, language) : null
  return framed({
    title,
    language,
    direction: texts.direction,
    town,
    skip: texts.page.skip,
    demonstration: texts.page.demonstration,
    head:
      languages.length < 2
        ? ''
        : html`<details class="languages"><summary>!${GLOBE}<span class="hidden">${heading(texts.locale, texts.page.otherLanguages)} </span>${OWN_NAMES[language]}</summary><nav aria-label="${texts.page.otherLanguages}"><ul>!${languages.map((other) => languageLink(other, other === language, address)).join('')}</ul></nav></details>`,
    main,
    footer: html`!${phone === undefined ? '' : html`<p>${heading(texts.locale, texts.facts.phone)} <a href="tel:${phone.replace(/[^+\d]/g, '')}"><bdi>${phone}</bdi></a></p>`}!${otherWays ? html`<p>!${phraseHtml(otherWays)}</p>` : ''}`,
  })
}

function languageLink(language: Language, current: boolean, address: string): Markup {
  const [path = '', query = ''] = address.split('?')
  const values = new URLSearchParams(query)
  values.set('lang', language)
  return html`<li><a href="${path}?${values.toString()}" lang="${language}" hreflang="${language}" !${current ? 'aria-current="true"' : ''}>${OWN_NAMES[language]}</a></li>`
}

/** For links that open nothing: never says whether a booking exists. */
export function unknownPage(town: Town | null, speech: Speech, { languages, address }: Address): Markup {
  const { unknown } = speech.texts.page
  const hint = fill(unknown.hint, { phone: town?.phone ?? '115' })
  return visitorPage(town, speech, {
    title: unknown.heading,
    main: message('ask', unknown.heading, [unknown.lead, hint]),
    languages,
    address,
  })
}

/** For what has gone wrong: asks nothing of the store any more, so it knows no town, and its address may be a form's. */
export function troublePage(speech: Speech): Markup {
  const { trouble } = speech.texts.page
  const main = message('bad', trouble.heading, [trouble.lead])
  return visitorPage(null, speech, { title: trouble.heading, main, languages: [], address: '' })
}

export const speechOf = (language: Language): Speech => textsIn(language)
