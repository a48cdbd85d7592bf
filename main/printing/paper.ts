import type { SKRSContext2D } from '@napi-rs/canvas'
import { create as createQr } from 'qrcode'
import { blankPaper } from './bitmap.ts'
import { font, loadFonts } from './fonts.ts'
import { DOTS_PER_MM } from './layout.ts'
import type { Cell, PaperStep } from './paper-step.ts'
import { heightOfCells, widthOf } from './paper-step.ts'

/** From the head to the cutter: after a cut this much blank paper already hangs out, and the next slip begins with it. */
const HEAD_TO_CUTTER = 12 * DOTS_PER_MM

type Sheet = { readonly paper: SKRSContext2D; readonly dots: number }
type QrStep = Extract<PaperStep, { kind: 'qr' }>
type PictureStep = Extract<PaperStep, { kind: 'picture' }>

/** The length of each slip of a job in millimetres, from cut to cut. */
export function slipLengths(steps: readonly PaperStep[]): number[] {
  const lengths: number[] = []
  let dots = HEAD_TO_CUTTER
  for (const step of steps) {
    if (step.kind === 'cut') lengths.push(dots / DOTS_PER_MM)
    dots = step.kind === 'cut' ? HEAD_TO_CUTTER : dots + heightOf(step)
  }
  return lengths
}

/** A PNG of what a printer with a head of `dots` dots leaves on paper. */
export function drawPaper(steps: readonly PaperStep[], dots: number): Buffer {
  loadFonts()
  const height = steps.reduce((sum, step) => sum + heightOf(step), HEAD_TO_CUTTER)
  const { canvas, paper } = blankPaper(dots, height)
  const sheet: Sheet = { paper, dots }
  let top = HEAD_TO_CUTTER
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'cut' && index < steps.length - 1) dashes(sheet, top)
    drawStep(sheet, step, top)
    top += heightOf(step)
  }
  burn(sheet, height)
  return canvas.toBuffer('image/png')
}

function heightOf(step: PaperStep): number {
  switch (step.kind) {
    case 'line':
    case 'feed':
      return step.dots
    case 'picture':
      return step.bitmap.rows * step.down
    case 'qr':
      return modulesOf(step).size * step.cell
    case 'cut':
      return HEAD_TO_CUTTER
    case 'unknown':
      return 0
  }
}

function drawStep(sheet: Sheet, step: PaperStep, top: number): void {
  if (step.kind === 'line') return drawLine(sheet, step.cells, left(sheet, widthOf(step.cells), step.alignment), top)
  if (step.kind === 'qr') return drawQr(sheet, step, top)
  if (step.kind === 'picture') return drawPicture(sheet, step, top)
}

/** Characters of one line stand on the same ground, as Epson's do. */
function drawLine({ paper }: Sheet, cells: readonly Cell[], from: number, top: number): void {
  const tallest = heightOfCells(cells)
  let x = from
  for (const cell of cells) {
    const [width, height, pixels, baseline] = cell.small ? [9, 17, 15, 13] : [12, 24, 20, 19]
    paper.save()
    paper.font = font('mono', pixels, cell.bold)
    paper.translate(x, top + tallest - height * cell.down)
    paper.scale(cell.across, cell.down)
    paper.fillText(cell.character, 0, baseline)
    if (cell.underlined) paper.fillRect(0, height - 1, width, 1)
    paper.restore()
    x += width * cell.across
  }
}

function drawPicture(sheet: Sheet, { bitmap, across, down, alignment }: PictureStep, top: number): void {
  const width = bitmap.bytesPerRow * 8 * across
  const height = bitmap.rows * down
  if (width === 0 || height === 0) return
  const image = sheet.paper.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer, image.data.byteOffset, width * height)
  for (let dot = 0; dot < pixels.length; dot += 1) {
    const y = Math.floor(dot / width)
    const column = Math.floor((dot - y * width) / across)
    const byte = bitmap.bits[Math.floor(y / down) * bitmap.bytesPerRow + (column >> 3)] ?? 0
    pixels[dot] = byte & (0x80 >> (column & 7)) ? 0xff000000 : 0xffffffff
  }
  sheet.paper.putImageData(image, left(sheet, width, alignment), top)
}

function drawQr(sheet: Sheet, step: QrStep, top: number): void {
  const modules = modulesOf(step)
  const from = left(sheet, modules.size * step.cell, step.alignment)
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) sheet.paper.fillRect(from + column * step.cell, top + row * step.cell, step.cell, step.cell)
    }
  }
}

function modulesOf({ data, level }: QrStep): { size: number; get: (row: number, column: number) => number } {
  // A printer told to print an empty store prints nothing.
  if (data.length === 0) return { size: 0, get: () => 0 }
  return createQr([{ data, mode: 'byte' }], { errorCorrectionLevel: level }).modules
}

function left({ dots }: Sheet, width: number, alignment: number): number {
  return alignment === 1 ? Math.floor((dots - width) / 2) : alignment === 2 ? dots - width : 0
}

function dashes({ paper, dots }: Sheet, top: number): void {
  for (let x = 0; x < dots; x += 16) paper.fillRect(x, top, 8, 2)
}

/** A thermal head knows no grey. */
function burn({ paper, dots }: Sheet, height: number): void {
  const image = paper.getImageData(0, 0, dots, height)
  const pixels = new Uint32Array(image.data.buffer, image.data.byteOffset, dots * height)
  for (let dot = 0; dot < pixels.length; dot += 1) {
    pixels[dot] = ((pixels[dot] ?? 0) & 0xff) < 150 ? 0xff000000 : 0xffffffff
  }
  paper.putImageData(image, 0, 0)
}
