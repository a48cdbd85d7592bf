import { FIGURES } from './reading-order.ts'

/** „E-Mail“, "e-mail", "e-postadaki": its hyphen is no place to divide it. */
const MAIL = /(?<!\p{L})[Ee]-(?:[Mm]ail|posta)\p{L}*/u
const WHOLE = new RegExp(`(${MAIL.source}|${FIGURES.source})`, 'gu')

/**
 * A number and its word are read in one glance: „24. November“, „9:10 Uhr“, „56068 Koblenz“, „4 Minuten“. For texts that are
 * read; the no-break space is a space to whoever speaks or searches them.
 */
export const tieNumbers = (text: string): string => text.replace(/(\d\.?) (?=\p{L})/gu, '$1\u00a0')

export type TextPart = { readonly words: string; readonly whole: boolean }

/**
 * A text in parts, of which `whole` ones stay on one line. Whoever draws them keeps them together by style: a no-break
 * hyphen in the text would be another letter to everybody who searches, copies or dials.
 */
export const unbrokenParts = (text: string): TextPart[] =>
  text.split(WHOLE).flatMap((words, place) => (words === '' ? [] : [{ words, whole: place % 2 === 1 }]))
