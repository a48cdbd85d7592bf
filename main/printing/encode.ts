import type { CharacterSet, PrinterTypes } from 'node-thermal-printer'
import { printer as ThermalPrinter } from 'node-thermal-printer'
import { create as createQr } from 'qrcode'
import type { Bitmap } from './bitmap.ts'
import type { CodePage } from './code-page.ts'
import { fitted, onPage } from './code-page.ts'
import { drawDenseCode } from './dense-code.ts'
import type { Align, Direction, LayoutLine, ReceiptLayout, Size } from './layout.ts'
import { BOX_COLUMNS, DOTS_PER_COLUMN, ITEM_COLUMNS } from './layout.ts'
import { drawMark } from './mark.ts'
import { columnsOf, withoutCommands } from './printable.ts'
import { drawBox, drawItem, drawPair, drawText } from './raster.ts'

type Encoder = InstanceType<typeof ThermalPrinter>
type Job = {
  readonly encoder: Encoder
  readonly page: CodePage
  readonly columns: number
  readonly dots: number
  readonly drawItems: boolean
}

const SIZES: Readonly<Record<Size, number>> = { normal: 0x00, double: 0x11 }
const ALIGNMENTS: Readonly<Record<Align, number>> = { start: 0, center: 1, end: 2 }
/** From line to line, in dots; the printers' own 30 give the same words 8 mm more paper. */
const LINE_DOTS = 26
/** Rows of one GS v 0; printers with little memory lose longer ones. */
const BAND_ROWS = 256
/** The code is about 28 mm wide at most and its cells 3 to 8 dots. */
const QR_DOTS = 224
/** More would make cells too small for an old phone's camera. */
const MAX_PAYLOAD = 400

/**
 * Turns a layout into ESC/POS bytes. The library serves as an encoder only, a new object per job: its own cut, text size,
 * columns, code page search and transports are each wrong in a way that reaches the paper (see DECISIONS.md).
 */
export function encode(layout: ReceiptLayout, page: CodePage): Uint8Array {
  const encoder = new ThermalPrinter({
    type: 'epson' as PrinterTypes,
    interface: '',
    width: layout.columns,
    breakLine: 'NONE' as never,
  })
  const { columns, lines } = layout
  // One drawn square beside printed brackets would look like a mistake.
  const drawItems = lines.some((line) => line.kind === 'item' && (line.direction === 'rtl' || needsPicture(line.lines, page)))
  const job: Job = { encoder, page, columns, dots: columns * DOTS_PER_COLUMN, drawItems }
  // ESC @ forgets the code page, so it is chosen after it, in every slip.
  encoder.add(Buffer.from([0x1b, 0x40]))
  encoder.setCharacterSet(page.characterSet as CharacterSet)
  // The library's number for the page is Epson's; the device's own one is the last word.
  command(job, 0x1b, 0x74, page.number)
  command(job, 0x1b, 0x33, LINE_DOTS)
  for (const line of lines) encodeLine(job, line)
  return new Uint8Array(encoder.getBuffer())
}

function encodeLine(job: Job, line: LayoutLine): void {
  switch (line.kind) {
    case 'text':
      return encodeText(job, line)
    case 'pair':
      return encodePair(job, line)
    case 'rule':
      return tight(job, () => print(job, (onPage('─', job.page) ? '─' : '-').repeat(job.columns)))
    case 'mark':
      return picture(job, drawMark(job.dots))
    case 'box':
      return encodeBox(job, line)
    case 'item':
      return encodeItem(job, line)
    case 'qr':
      return encodeQr(job, line.payload)
    case 'denseCode':
      return picture(job, drawDenseCode(line.payload, job.dots))
    case 'feed':
      return command(job, 0x1b, 0x4a, Math.min(255, line.dots))
    case 'cut':
      style(job, 'normal', false, 'start')
      // GS V 66: feeds to the cutter and leaves a bridge of paper, so that the slip hangs and does not fall.
      return command(job, 0x1d, 0x56, 0x42, 16)
  }
}

function encodeText(job: Job, line: Extract<LayoutLine, { kind: 'text' }>): void {
  const { text, drawn } = clean(job, line.text)
  if (drawn) return picture(job, drawText({ ...line, text }, job.dots))
  style(job, line.size, line.bold, physical(line.align, line.direction))
  print(job, text)
}

function encodePair(job: Job, pair: Extract<LayoutLine, { kind: 'pair' }>): void {
  const label = clean(job, pair.label)
  const figures = clean(job, pair.figures)
  if (pair.direction === 'rtl' || label.drawn || figures.drawn) {
    return picture(job, drawPair({ ...pair, label: label.text, figures: figures.text }, job.dots))
  }
  const gap = ' '.repeat(Math.max(1, job.columns - columnsOf(label.text) - columnsOf(figures.text)))
  style(job, 'normal', false, 'start')
  print(job, `${label.text}${gap}${figures.text}`)
}

function encodeItem(job: Job, item: Extract<LayoutLine, { kind: 'item' }>): void {
  const texts = item.lines.map((line) => clean(job, line).text)
  if (job.drawItems) return picture(job, drawItem({ ...item, lines: texts }, job.dots))
  style(job, 'normal', false, 'start')
  for (const [index, text] of texts.entries()) print(job, `${index === 0 ? '[ ] ' : ' '.repeat(ITEM_COLUMNS)}${text}`)
}

function encodeBox(job: Job, box: Extract<LayoutLine, { kind: 'box' }>): void {
  const title = box.title.map((line) => clean(job, line))
  const lines = box.lines.map((line) => clean(job, line))
  if (box.direction === 'rtl' || [...title, ...lines].some((line) => line.drawn)) {
    const texts = { title: title.map((line) => line.text), lines: lines.map((line) => line.text) }
    return picture(job, drawBox({ ...box, ...texts }, job.dots))
  }
  const frame = onPage('┌', job.page) ? '┌─┐│└┘' : '+-+|++'
  const [topLeft = '', across = '', topRight = '', side = '', bottomLeft = '', bottomRight = ''] = frame
  tight(job, () => {
    print(job, topLeft + across.repeat(job.columns - 2) + topRight)
    for (const { text } of title) framed(job, side, text, true)
    for (const { text } of lines) framed(job, side, text, false)
    print(job, bottomLeft + across.repeat(job.columns - 2) + bottomRight)
  })
}

function framed(job: Job, side: string, text: string, bold: boolean): void {
  const padding = ' '.repeat(Math.max(0, job.columns - BOX_COLUMNS - columnsOf(text)))
  job.encoder.print(`${side} `)
  command(job, 0x1b, 0x45, bold ? 1 : 0)
  job.encoder.print(text)
  command(job, 0x1b, 0x45, 0)
  print(job, `${padding} ${side}`)
}

function encodeQr(job: Job, payload: string): void {
  const data = asciiAddress(payload)
  const { size } = createQr(data, { errorCorrectionLevel: 'M' }).modules
  const cellSize = Math.max(3, Math.min(8, Math.floor(QR_DOTS / size)))
  style(job, 'normal', false, 'center')
  const quiet = 3 * cellSize
  command(job, 0x1b, 0x4a, quiet)
  job.encoder.printQR(data, { model: 2, cellSize, correction: 'M' })
  command(job, 0x1b, 0x4a, quiet)
}

/**
 * The library counts UTF-16 units where the command wants bytes; they are the same in ASCII only. Anything else is written
 * as an address writes it (RFC 3986 §2.1), so that a town's domain with umlauts still prints.
 */
function asciiAddress(payload: string): string {
  const ascii = payload.toWellFormed().replace(/[^\x21-\x7e]/gu, encodeURIComponent)
  if (ascii.length < 1 || ascii.length > MAX_PAYLOAD)
    throw new RangeError(`a QR payload of ${ascii.length} characters does not fit`)
  return ascii
}

/** Sends a picture in bands, each a raster command of its own. */
function picture(job: Job, { bytesPerRow, rows, bits }: Bitmap): void {
  style(job, 'normal', false, 'start')
  for (let top = 0; top < rows; top += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, rows - top)
    command(job, 0x1d, 0x76, 0x30, 0, bytesPerRow & 0xff, bytesPerRow >> 8, height & 0xff, height >> 8)
    job.encoder.add(Buffer.from(bits.subarray(top * bytesPerRow, (top + height) * bytesPerRow)))
  }
}

/** Lines without space between them, so that the signs of a frame touch. */
function tight(job: Job, write: () => void): void {
  style(job, 'normal', false, 'start')
  command(job, 0x1b, 0x33, 24)
  write()
  command(job, 0x1b, 0x33, LINE_DOTS)
}

function style(job: Job, size: Size, bold: boolean, align: Align): void {
  command(job, 0x1b, 0x61, ALIGNMENTS[align])
  command(job, 0x1b, 0x45, bold ? 1 : 0)
  // The library's own text size swaps width and height.
  command(job, 0x1d, 0x21, SIZES[size])
}

function physical(align: Align, direction: Direction): Align {
  if (align === 'center' || direction === 'ltr') return align
  return align === 'start' ? 'end' : 'start'
}

function print(job: Job, text: string): void {
  job.encoder.println(text)
}

function needsPicture(texts: readonly string[], page: CodePage): boolean {
  return texts.some((text) => fitted(withoutCommands(text), page).drawn)
}

function clean(job: Job, text: string): { text: string; drawn: boolean } {
  return fitted(withoutCommands(text), job.page)
}

function command(job: Job, ...bytes: number[]): void {
  job.encoder.add(Buffer.from(bytes))
}
