import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Bitmap } from './bitmap.ts'
import { blankPaper, toBitmap } from './bitmap.ts'
import type { Script } from './fonts.ts'
import { font, loadFonts } from './fonts.ts'
import type { Align, Direction, LayoutLine, Size } from './layout.ts'

type TextLine = Extract<LayoutLine, { kind: 'text' }>
type BoxLine = Extract<LayoutLine, { kind: 'box' }>
type ItemLine = Extract<LayoutLine, { kind: 'item' }>

type Written = { text: string; size: Size; bold: boolean; align: Align; direction: Direction }

/** Row heights in dots; Arabic script needs room above and below that Latin does not. */
const ROW: Readonly<Record<Script, { height: number; baseline: number; pixels: number }>> = {
  mono: { height: 30, baseline: 21, pixels: 20 },
  arabic: { height: 38, baseline: 25, pixels: 25 },
}
const FRAME = 2
const MARGIN = 6
const PADDING = 18
const SQUARE = 20
const ITEM_INDENT = 48

/** A line of text as a picture `dots` wide, for scripts that the printer's code page does not have. */
export function drawText(line: TextLine, dots: number): Bitmap {
  loadFonts()
  const { canvas, paper } = blankPaper(dots, rowHeight(line.text, line.size))
  write(paper, line, { left: 0, right: dots, top: 0 })
  return toBitmap(canvas)
}

/** The standing's box with its frame. */
export function drawBox(box: BoxLine, dots: number): Bitmap {
  loadFonts()
  const style = { size: 'normal', align: 'start', direction: box.direction } as const
  const lines = [
    ...box.title.map((text): Written => ({ text, bold: true, ...style })),
    ...box.lines.map((text): Written => ({ text, bold: false, ...style })),
  ]
  const height = lines.reduce((sum, line) => sum + rowHeight(line.text, line.size), 0) + 2 * (MARGIN + FRAME + 6)
  const { canvas, paper } = blankPaper(dots, height)
  paper.lineWidth = FRAME
  const edge = MARGIN + FRAME / 2
  paper.strokeRect(edge, edge, dots - 2 * edge, height - 2 * edge)
  let top = MARGIN + FRAME + 6
  for (const line of lines) {
    write(paper, line, { left: MARGIN + PADDING, right: dots - MARGIN - PADDING, top })
    top += rowHeight(line.text, line.size)
  }
  return toBitmap(canvas)
}

/** A word at the start of the line and figures at its end, which never turn round. */
export function drawPair(pair: Extract<LayoutLine, { kind: 'pair' }>, dots: number): Bitmap {
  loadFonts()
  const height = Math.max(rowHeight(pair.label, 'normal'), rowHeight(pair.figures, 'normal'))
  const { canvas, paper } = blankPaper(dots, height)
  const style = { size: 'normal', bold: false } as const
  const place = { left: 0, right: dots, top: 0 }
  write(paper, { text: pair.label, align: 'start', direction: pair.direction, ...style }, place)
  write(paper, { text: pair.figures, align: pair.direction === 'ltr' ? 'end' : 'start', direction: 'ltr', ...style }, place)
  return toBitmap(canvas)
}

/** A document of the check list with its empty square, at the right where the script runs from there. */
export function drawItem(item: ItemLine, dots: number): Bitmap {
  loadFonts()
  const height = item.lines.reduce((sum, text) => sum + rowHeight(text, 'normal'), 0)
  const { canvas, paper } = blankPaper(dots, height)
  const rtl = item.direction === 'rtl'
  const middle = rowHeight(item.lines[0] ?? '', 'normal') / 2
  paper.lineWidth = 2
  paper.strokeRect(rtl ? dots - SQUARE - 3 : 3, middle - SQUARE / 2, SQUARE, SQUARE)
  let top = 0
  for (const text of item.lines) {
    const line: Written = { text, size: 'normal', bold: false, align: 'start', direction: item.direction }
    write(paper, line, { left: rtl ? 0 : ITEM_INDENT, right: rtl ? dots - ITEM_INDENT : dots, top })
    top += rowHeight(text, 'normal')
  }
  return toBitmap(canvas)
}

function write(paper: SKRSContext2D, line: Written, place: { left: number; right: number; top: number }): void {
  const script = scriptOf(line.text)
  const row = ROW[script]
  const enlarged = enlargement(script, line.size)
  paper.save()
  paper.font = font(script, row.pixels, line.bold)
  paper.direction = line.direction
  const width = paper.measureText(line.text).width * enlarged
  const room = place.right - place.left
  // A proportional face can be wider than its columns: squeezed a little it still fits the paper.
  const squeeze = Math.min(1, room / width)
  const used = width * squeeze
  paper.translate(place.left + offset(line, room - used), place.top + row.baseline * enlarged)
  paper.scale(enlarged * squeeze, enlarged)
  paper.textAlign = 'left'
  paper.fillText(line.text, 0, 0)
  paper.restore()
}

function offset({ align, direction }: Written, spare: number): number {
  if (align === 'center') return Math.floor(spare / 2)
  return (align === 'start') === (direction === 'ltr') ? 0 : spare
}

function enlargement(script: Script, size: Size): number {
  if (size === 'normal') return 1
  return script === 'arabic' ? 1.7 : 2
}

function rowHeight(text: string, size: Size): number {
  const script = scriptOf(text)
  return Math.ceil(ROW[script].height * enlargement(script, size))
}

const scriptOf = (text: string): Script => (/\p{Script=Arabic}/u.test(text) ? 'arabic' : 'mono')
