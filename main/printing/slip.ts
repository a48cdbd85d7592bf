import type { Language, Text } from '../../sync/contract/language.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import type { Align, Columns, LayoutLine, ReceiptLayout, Size } from './layout.ts'
import { columnsOf, printable } from './printable.ts'
import { receiptTexts } from './receipt-texts.ts'
import { type SlipTexts, slipTexts } from './slip-texts.ts'
import { wrap } from './wrap.ts'

/** What a slip with a take-along code says. There is no name on it: the paper may be left lying. */
export type SlipFacts = {
  readonly language: Language
  readonly town: Text
  readonly demonstration: boolean
  /** The code's digits. */
  readonly code: string
  /** Last good day, `YYYY-MM-DD`. */
  readonly lastDay: string
}

type Style = { size?: Size; bold?: boolean; align?: Align }

/** Lays the slip out, pure: what it is, the code, how it is used and until when, and the same in German. */
export function layOutSlip(facts: SlipFacts, columns: Columns): ReceiptLayout {
  const { language, demonstration } = facts
  const inWords = (own: Language) => wordsIn(own, columns)
  const say = inWords(language)
  const texts = slipTexts[language]
  const town = inLanguage(facts.town, language)
  const german = language === 'de' || language === 'de-simple' ? [] : instructions(inWords('de'), slipTexts.de, facts)
  return {
    columns,
    lines: [
      ...inWords(town.lang)(town.text, { align: 'center' }),
      ...say(texts.title, { size: 'double', bold: true, align: 'center' }),
      ...(demonstration ? say(receiptTexts[language].demonstration, { align: 'center' }) : []),
      { kind: 'rule' },
      { kind: 'denseCode', payload: facts.code },
      ...instructions(say, texts, facts, language),
      ...(german.length > 0 ? [{ kind: 'rule' } as const, ...inWords('de')(slipTexts.de.title, { bold: true }), ...german] : []),
      { kind: 'cut' },
    ],
  }
}

type Say = (words: string, style?: Style) => LayoutLine[]

function instructions(say: Say, texts: SlipTexts, { lastDay }: SlipFacts, language: Language = 'de'): LayoutLine[] {
  const day = new Intl.DateTimeFormat(receiptTexts[language].locale, { timeZone: 'UTC', dateStyle: 'long' })
  return [
    ...say(texts.until.replace('{day}', day.format(new Date(`${lastDay}T12:00:00Z`))), { bold: true }),
    ...[texts.use, texts.pin, texts.lost].flatMap((paragraph): LayoutLine[] => [{ kind: 'feed', dots: 10 }, ...say(paragraph)]),
  ]
}

function wordsIn(language: Language, columns: Columns): Say {
  const { direction } = receiptTexts[language]
  return (words, { size: wished = 'normal', bold = false, align = 'start' } = {}) => {
    const clean = printable(words)
    const size: Size = wished === 'double' && columnsOf(clean) > columns / 2 ? 'normal' : wished
    return wrap(clean, size === 'double' ? columns / 2 : columns).map((text) => ({
      kind: 'text',
      text,
      size,
      bold,
      align,
      direction,
    }))
  }
}
