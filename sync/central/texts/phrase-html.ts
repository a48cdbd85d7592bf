import { html } from 'ghtml'
import { directionOf } from '../../contract/language.ts'
import { inReadingOrder } from '../../contract/reading-order.ts'

/** A text with its language and the side from which it is read: within a page or mail in another one its points stay at its end. */
export const phraseHtml = ({ text, lang }: { text: string; lang: string }): string =>
  html`<span lang="${lang}" dir="${directionOf(lang)}">${inReadingOrder(text)}</span>`
