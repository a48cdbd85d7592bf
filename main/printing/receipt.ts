import { addressLine } from '../../sync/contract/address-line.ts'
import type { Language, Text } from '../../sync/contract/language.ts'
import { inLanguage } from '../../sync/contract/language.ts'
import { labelled } from '../../sync/contract/labelled.ts'
import { toldTime } from '../../sync/contract/told-time.ts'
import type { Align, Columns, Direction, LayoutLine, ReceiptLayout, Size } from './layout.ts'
import { BOX_COLUMNS, ITEM_COLUMNS } from './layout.ts'
import { columnsOf, printable } from './printable.ts'
import type { ReceiptFacts } from './receipt-facts.ts'
import type { ReceiptTexts, StandingKey } from './receipt-texts/receipt-texts.ts'
import { receiptTexts } from './receipt-texts.ts'
import { wrap } from './wrap.ts'

type Style = { size?: Size; bold?: boolean; align?: Align; direction?: Direction }
type Sheet = { readonly columns: Columns; readonly language: Language; readonly texts: ReceiptTexts }

/** Lays a receipt out: pure, so the same facts give the same paper. At most 160 mm for one German service. */
export function layOutReceipt(facts: ReceiptFacts, columns: Columns): ReceiptLayout {
  const texts = receiptTexts[facts.language]
  const sheet: Sheet = { columns, language: facts.language, texts }
  return {
    columns,
    lines: [
      ...head(sheet, facts),
      ...when(sheet, facts),
      ...where(sheet, facts),
      ...services(sheet, facts),
      ...code(sheet, facts),
      ...standing(sheet, facts),
      ...documents(sheet, facts),
      ...germanPart(sheet, facts),
      ...foot(sheet, facts),
      { kind: 'cut' },
    ],
  }
}

function head(sheet: Sheet, facts: ReceiptFacts): LayoutLine[] {
  return [
    { kind: 'mark' },
    space(6),
    ...spoken(sheet, facts.town, { align: 'center' }),
    ...spoken(sheet, facts.office.name, { size: 'double', bold: true, align: 'center' }),
    ...(facts.demonstration ? said(sheet, sheet.texts.demonstration, { align: 'center' }) : []),
    { kind: 'rule' },
  ]
}

function when(sheet: Sheet, facts: ReceiptFacts): LayoutLine[] {
  const { weekday, date, shortDate, time } = words(sheet.texts, facts.zone, facts.startsAt)
  const fitting = columnsOf(date) <= sheet.columns / 2 ? date : shortDate
  return [
    ...[weekday, fitting, time].flatMap((part) =>
      wrap(printable(part), sheet.columns / 2).map((line) =>
        textLine(line, { size: 'double', bold: true, align: 'center', direction: sheet.texts.direction }),
      ),
    ),
    space(6),
  ]
}

function where(sheet: Sheet, { office }: ReceiptFacts): LayoutLine[] {
  const address = printable(addressLine(office))
  const lines =
    columnsOf(address) <= sheet.columns ? [address] : [printable(office.street), printable(`${office.postalCode} ${office.city}`)]
  const way = office.way && inLanguage(office.way, sheet.language)
  return [
    // Street names stay as they are on the signs.
    ...lines.flatMap((line) => text(line, sheet.columns, { align: 'center' })),
    ...(way ? said(sheet, labelled(sheet.language, sheet.texts.way, way.text), { align: 'center' }) : []),
    { kind: 'rule' },
  ]
}

function services(sheet: Sheet, facts: ReceiptFacts): LayoutLine[] {
  return facts.services.flatMap(({ name, count }) => {
    const { text: words, lang } = inLanguage(name, sheet.language)
    const style = { bold: true, align: 'center', direction: receiptTexts[lang].direction } as const
    return text(counted(count, words), sheet.columns, style)
  })
}

/** One of something goes without saying. */
const counted = (count: number, words: string): string => (count > 1 ? `${count} x ${words}` : words)

function code(sheet: Sheet, facts: ReceiptFacts): LayoutLine[] {
  return [
    space(8),
    ...numberLines(sheet, printable(facts.number)),
    { kind: 'qr', payload: facts.qrPayload },
    ...said(sheet, sheet.texts.scan, { align: 'center' }),
  ]
}

/** Beside a word in Arabic script the parts of a number would change places, so it stands alone there. */
function numberLines(sheet: Sheet, number: string): LayoutLine[] {
  const large: Style = { size: 'double', align: 'center', direction: 'ltr' }
  const together = printable(`${sheet.texts.number} ${number}`)
  if (sheet.texts.direction === 'ltr' && columnsOf(together) <= sheet.columns / 2) return [textLine(together, large)]
  return [...said(sheet, sheet.texts.number, { align: 'center' }), textLine(number, large)]
}

function standing(sheet: Sheet, facts: ReceiptFacts): LayoutLine[] {
  const { title, sentence } = sheet.texts.standing[standingKey(facts)]
  const inner = sheet.columns - BOX_COLUMNS
  const filled = sentence.replace('{deadline}', () => deadline(sheet.texts, facts))
  const { direction } = sheet.texts
  return [
    space(8),
    { kind: 'box', title: wrap(printable(title), inner), lines: wrap(printable(filled), inner), direction },
    space(6),
  ]
}

function documents(sheet: Sheet, facts: ReceiptFacts): LayoutLine[] {
  const needed = new Map(facts.services.flatMap((service) => service.documents.map((document) => [document.de, document])))
  if (needed.size === 0) return []
  const items = [...needed.values()].flatMap((document): LayoutLine[] => {
    const { text: translated, lang } = inLanguage(document, sheet.language)
    const lines = wrap(printable(translated), sheet.columns - ITEM_COLUMNS)
    const item: LayoutLine = { kind: 'item', lines, direction: receiptTexts[lang].direction }
    return lang === 'de' || lang === 'de-simple' ? [item] : [item, ...germanBelow(sheet, document.de)]
  })
  return [...said(sheet, sheet.texts.bring, { bold: true }), ...items]
}

/** The same document as the clerk calls it, under the visitor's words. */
function germanBelow(sheet: Sheet, german: string): LayoutLine[] {
  const lines = wrap(printable(german), sheet.columns - ITEM_COLUMNS)
  return lines.map((line) => textLine(`${' '.repeat(ITEM_COLUMNS)}${line}`, { direction: 'ltr' }))
}

/** What the office has to read on a receipt in another language. */
function germanPart(sheet: Sheet, facts: ReceiptFacts): LayoutLine[] {
  if (sheet.texts.locale === 'de') return []
  const german: Sheet = { columns: sheet.columns, language: 'de', texts: receiptTexts.de }
  const { weekday, date, time } = words(german.texts, facts.zone, facts.startsAt)
  const officeDiffers = inLanguage(facts.office.name, sheet.language).lang !== 'de'
  return [
    { kind: 'rule' },
    ...(officeDiffers ? spoken(german, facts.office.name, { bold: true }) : []),
    ...said(german, `${weekday}, ${date}, ${time}`, { bold: true }),
    ...facts.services.flatMap(({ name, count }) => said(german, counted(count, name.de), {})),
    ...said(german, german.texts.standing[standingKey(facts)].title, {}),
  ]
}

function foot(sheet: Sheet, { office }: ReceiptFacts): LayoutLine[] {
  if (!office.phone) return []
  const label = printable(sheet.texts.phone)
  const phone = printable(office.phone)
  if (columnsOf(label) + columnsOf(phone) + 2 > sheet.columns) {
    return [{ kind: 'rule' }, ...said(sheet, label, {}), ...text(phone, sheet.columns, { direction: 'ltr' })]
  }
  return [{ kind: 'rule' }, { kind: 'pair', label, figures: phone, direction: sheet.texts.direction }]
}

function standingKey({ standing: now, promised, confirmBy }: ReceiptFacts): StandingKey {
  if (now === 'requested' || (now === 'provisional' && promised)) return confirmBy === null ? 'requested' : 'requestedBy'
  if (now === 'declined' || now === 'cancelled' || now === 'expired' || now === 'refused') return 'void'
  return now === 'missed' ? 'past' : now
}

function deadline(texts: ReceiptTexts, { zone, confirmBy }: ReceiptFacts): string {
  if (confirmBy === null) return ''
  const day = new Intl.DateTimeFormat(texts.locale, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' })
  const comma = texts.direction === 'rtl' ? '،' : ','
  return `${day.format(new Date(confirmBy))}${comma} ${words(texts, zone, confirmBy).time}`
}

type SlotWords = { weekday: string; date: string; shortDate: string; time: string }

function words(texts: ReceiptTexts, zone: string, instant: string): SlotWords {
  const at = new Date(instant)
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(texts.locale, { timeZone: zone, ...options }).format(at)
  const time = part({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).replace(/^0(?=\d)/, '')
  return {
    weekday: part({ weekday: 'long' }),
    date: part({ day: 'numeric', month: 'long', year: 'numeric' }),
    shortDate: part({ day: 'numeric', month: 'short', year: 'numeric' }),
    time: toldTime(texts.clock, time),
  }
}

/** A public text in the visitor's language, or in German with German's direction. */
function spoken(sheet: Sheet, publicText: Text, style: Style): LayoutLine[] {
  const { text: words, lang } = inLanguage(publicText, sheet.language)
  return text(words, sheet.columns, { ...style, direction: receiptTexts[lang].direction })
}

function said(sheet: Sheet, words: string, style: Style): LayoutLine[] {
  return text(words, sheet.columns, { direction: sheet.texts.direction, ...style })
}

/** Wraps a text; what does not fit at double width in one line is printed in normal size. */
function text(words: string, columns: Columns, style: Style): LayoutLine[] {
  const clean = printable(words)
  if (clean === '') return []
  const size: Size = style.size === 'double' && columnsOf(clean) > columns / 2 ? 'normal' : (style.size ?? 'normal')
  return wrap(clean, size === 'double' ? columns / 2 : columns).map((line) => textLine(line, { ...style, size }))
}

function textLine(words: string, { size = 'normal', bold = false, align = 'start', direction = 'ltr' }: Style): LayoutLine {
  return { kind: 'text', text: words, size, bold, align, direction }
}

const space = (dots: number): LayoutLine => ({ kind: 'feed', dots })
