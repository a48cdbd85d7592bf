import { compile, type FormatCallback } from 'html-to-text'

// Pasted in, never meant. Control characters and separators part words; soft hyphens, zero-width characters and bidirectional
// overrides stand within them.
const PARTING = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029]/g
const UNSEEN = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g
const MOST_CHARACTERS = 20_000

// Nothing can be clicked on a terminal: a target is told in words, the whole address only where one can remember it.
const formatLink: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder)
  const attributes: unknown = element.attribs
  const href = typeof attributes === 'object' && attributes !== null && 'href' in attributes ? attributes.href : ''
  const target = typeof href === 'string' ? readableTarget(href) : ''
  if (target !== '') builder.addInline(` (siehe ${target})`)
}

const convert = compile({
  wordwrap: false,
  // Its own list counts U+200B, which editors put into the middle of words.
  whitespaceCharacters: ' \t\r\n\f',
  // Nested deeper than any editor writes: cut instead of exhausting the stack.
  limits: { maxDepth: 60, ellipsis: '' },
  formatters: { link: formatLink },
  selectors: [
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'skip' },
    { selector: 'ul', options: { itemPrefix: '– ', leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'ol', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
  ],
})

/** HTML as plain text: paragraphs and lists stay lines, entities become characters, scripts and styles are dropped. */
export function plainText(html: string): string {
  return tidyLines(convert(html.slice(0, 200_000))).slice(0, MOST_CHARACTERS)
}

/** One line of plain text, for names. */
export const plainLine = (html: string): string => plainText(html).replace(/\s+/g, ' ').trim()

function tidyLines(text: string): string {
  const lines = text
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(PARTING, ' ').replace(UNSEEN, '').replace(/\s+/g, ' ').trim())
    // A list entry that held only a nested list or a line break.
    .filter((line) => line !== '–')
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function readableTarget(href: string): string {
  const trimmed = href.trim()
  if (/^mailto:/i.test(trimmed)) return trimmed.slice('mailto:'.length).split('?')[0] ?? ''
  if (!/^https?:/i.test(trimmed) || !URL.canParse(trimmed)) return ''
  const { host, pathname } = new URL(trimmed)
  const short = host.replace(/^www\./, '')
  const whole = `${short}${pathname.replace(/\/$/, '')}`
  return whole.length <= 40 ? whole : short
}
