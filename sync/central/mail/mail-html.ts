import { html } from 'ghtml'
import type { Town } from '../../contract/catalogue.ts'
import { directionOf, inLanguage } from '../../contract/language.ts'
import { inReadingOrder } from '../../contract/reading-order.ts'
import { tieNumbers } from '../../contract/unbroken.ts'
import { plainColour } from '../plain-colour.ts'
import { phraseHtml } from '../texts/phrase-html.ts'
import type { Block, MailContent, Phrase } from './mail-content.ts'

const FONT = "font-family:'Fira Sans',Verdana,Arial,sans-serif"
const BODY = `${FONT};font-size:17px;line-height:1.5;color:#171a2b`

/**
 * The mail as HTML: inline styles because mail programs drop style sheets, tables only to hold the width, no remote
 * content at all, so that opening the mail tells nobody anything.
 */
export function mailHtml(content: MailContent, town: Town): string {
  const accent = plainColour(town.theme.accent, '#171a2b')
  const onAccent = plainColour(town.theme.onAccent, '#ffffff')
  return html`<!doctype html>
<html lang="${content.lang}" dir="${content.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${content.heading}</title>
</head>
<body style="margin:0;padding:0;background:#f0f1f5;${BODY}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f0f1f5"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:620px;background:#ffffff;border-top:6px solid ${accent}"><tr><td style="padding:28px 28px 8px;${BODY}">
<p style="margin:0 0 20px;font-size:15px;color:#4b5069">${inLanguage(town.name, content.lang).text}</p>
<h1 style="margin:0 0 20px;font-size:28px;line-height:1.25;font-weight:600">${content.heading}</h1>
!${content.blocks.map((block) => blockHtml(block, accent, onAccent)).join('\n')}
</td></tr><tr><td style="padding:16px 28px 24px;border-top:1px solid #d5d8e3;${FONT};font-size:14px;line-height:1.5;color:#4b5069">
!${content.footer.map((line) => html`<p style="margin:0 0 8px">${line}</p>`).join('\n')}
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

// By name: mail programs know no logical sides.
const beginOf = (lang: string) => (directionOf(lang) === 'rtl' ? 'right' : 'left')
const endOf = (lang: string) => (directionOf(lang) === 'rtl' ? 'left' : 'right')

function blockHtml(block: Block, accent: string, onAccent: string): string {
  switch (block.kind) {
    case 'paragraph':
      return html`<p style="margin:0 0 16px;${block.quiet ? 'font-size:15px;color:#4b5069' : ''}">${block.text}</p>`
    case 'heading':
      return html`<h2 lang="${block.lang}" dir="${directionOf(block.lang)}" style="margin:28px 0 8px;font-size:19px;line-height:1.3;font-weight:600">${block.text}</h2>`
    case 'facts':
      // The padding of the attribute is for mail programs that drop styles: label and value would run into one word there.
      return html`<table lang="${block.lang}" dir="${directionOf(block.lang)}" cellpadding="6" cellspacing="0" width="100%" style="margin:8px 0 20px;border-top:1px solid #d5d8e3">!${block.facts
        .map(
          ({ label, values }) =>
            html`<tr><th scope="row" align="${beginOf(block.lang)}" valign="top" style="padding:10px 0;padding-${endOf(block.lang)}:16px;width:32%;border-bottom:1px solid #d5d8e3;${FONT};font-size:15px;font-weight:400;color:#4b5069">${label}</th><td valign="top" style="padding:10px 0;border-bottom:1px solid #d5d8e3;${BODY};font-weight:600">!${values.map((value) => phrase(value, block.lang)).join('<br>')}</td></tr>`,
        )
        .join('')}</table>`
    case 'list':
      return html`<ul lang="${block.lang}" dir="${directionOf(block.lang)}" style="margin:0 0 20px;padding:0;padding-${beginOf(block.lang)}:22px">!${block.items
        .map((item) => html`<li style="margin:0 0 6px">!${phrase(item, block.lang)}</li>`)
        .join('')}</ul>`
    case 'quote':
      return html`<p style="margin:0 0 4px;font-weight:600">${block.label}</p><blockquote lang="${block.lang}" dir="${directionOf(block.lang)}" style="margin:0 0 20px;padding:4px 0;padding-${beginOf(block.lang)}:16px;border-${beginOf(block.lang)}:4px solid ${accent};white-space:pre-line">${block.text}</blockquote>`
    case 'button':
      return html`<p style="margin:8px 0 20px"><a href="${block.href}" style="display:inline-block;padding:14px 26px;background:${accent};color:${onAccent};font-weight:600;text-decoration:none;border-radius:4px">${block.label}</a></p>`
    case 'links':
      return html`<ul style="margin:0 0 20px;padding:0;list-style:none">!${block.links
        .map(
          ({ label, href }) =>
            html`<li style="margin:0 0 10px"><a href="${href}" style="color:${accent};font-weight:600">${label}</a></li>`,
        )
        .join('')}</ul>`
  }
}

/** A figure keeps its word: on a telephone's width a date would break behind “30.”, a time before “Uhr”. */
const phrase = ({ text, lang }: Phrase, around: string) =>
  lang === around ? html`${inReadingOrder(tieNumbers(text))}` : phraseHtml({ text: tieNumbers(text), lang })
