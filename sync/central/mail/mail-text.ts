import { heading, labelled } from '../../contract/labelled.ts'
import { inReadingOrder } from '../../contract/reading-order.ts'
import type { Block, MailContent } from './mail-content.ts'

/** The mail as plain text: the same words in the same order as the HTML part, lines of at most 76 characters where words allow. */
export function mailText(content: MailContent): string {
  const parts = [wrap(content.heading), ...content.blocks.map((block) => blockText(block, content.lang))]
  return `${[...parts, '-- ', ...content.footer.map((line) => wrap(line))].join('\n\n').replace('-- \n\n', '-- \n')}\n`
}

function blockText(block: Block, lang: string): string {
  switch (block.kind) {
    case 'paragraph':
      return wrap(block.text)
    case 'heading':
      return wrap(heading(block.lang, block.text))
    case 'facts':
      return block.facts
        .map(({ label, values }) =>
          wrap(labelled(block.lang, label, values.map(({ text }) => inReadingOrder(text)).join('; ')), '  '),
        )
        .join('\n')
    case 'list':
      return block.items.map(({ text }) => wrap(`- ${inReadingOrder(text)}`, '  ')).join('\n')
    case 'quote':
      return `${heading(lang, block.label)}\n${block.text
        .split('\n')
        .map((line) => wrap(`> ${line}`, '> '))
        .join('\n')}`
    case 'button':
      return `${heading(lang, block.label)}\n${block.href}`
    case 'links':
      return block.links.map(({ label, href }) => `${heading(lang, label)}\n${href}`).join('\n')
  }
}

/** Breaks at spaces only: addresses stay whole and can be clicked. */
function wrap(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.replace(/[^\S\n\u00a0\u202f]+/g, ' ').split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 76) {
      lines.push(line)
      line = indent + word
    } else {
      line = lines.length === 0 && line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].join('\n')
}
