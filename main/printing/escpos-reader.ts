import type { CodePage } from './code-page.ts'
import { codePage, codePageOf } from './code-page.ts'
import type { Cell, PaperStep } from './paper-step.ts'
import { heightOfCells, widthOf } from './paper-step.ts'

type Reading = {
  readonly bytes: Uint8Array
  readonly dots: number
  readonly steps: PaperStep[]
  at: number
  cells: Cell[]
  page: CodePage
  alignment: number
  across: number
  down: number
  bold: boolean
  underlined: boolean
  small: boolean
  lineSpacing: number
  qr: { data: Uint8Array; cell: number; level: 'L' | 'M' | 'Q' | 'H' }
}

/** Bytes in the largest code of each level (ISO/IEC 18004, version 40). */
const QR_CAPACITY = { L: 2_953, M: 2_331, Q: 1_663, H: 1_273 } as const
const DEFAULT_SPACING = 30
const TAB = 8

/** Reads ESC/POS as a printer with a head of `dots` dots does. Never throws: what it does not know it reports. */
export function readEscPos(bytes: Uint8Array, dots: number): PaperStep[] {
  const reading: Reading = { bytes, dots, steps: [], at: 0, cells: [], ...powerOn() }
  while (reading.at < bytes.length) step(reading)
  flush(reading)
  return reading.steps
}

function powerOn(): Omit<Reading, 'bytes' | 'dots' | 'steps' | 'at' | 'cells'> {
  return {
    page: codePage('PC437'),
    alignment: 0,
    across: 1,
    down: 1,
    bold: false,
    underlined: false,
    small: false,
    lineSpacing: DEFAULT_SPACING,
    qr: { data: new Uint8Array(), cell: 3, level: 'L' },
  }
}

function step(reading: Reading): void {
  const byte = next(reading)
  if (byte === 0x0a) return newLine(reading)
  if (byte === 0x0d) return
  if (byte === 0x09) return tab(reading)
  if (byte === 0x1b) return escape(reading)
  if (byte === 0x1d) return group(reading)
  // DLE EOT n is answered on the wire and leaves nothing on paper.
  if (byte === 0x10 && peek(reading) === 0x04) return void (reading.at += 2)
  if (byte < 0x20 || byte === 0x7f) return unknown(reading, 1)
  put(reading, byte < 0x80 ? String.fromCharCode(byte) : (reading.page.high[byte - 0x80] ?? '?'))
}

function escape(reading: Reading): void {
  const code = next(reading)
  if (code === 0x40) return void Object.assign(reading, { cells: [] }, powerOn())
  if (code === 0x32) return void (reading.lineSpacing = DEFAULT_SPACING)
  const value = next(reading)
  switch (code) {
    case 0x74: {
      const page = codePageOf(value)
      if (!page) return unknown(reading, 3)
      reading.page = page
      return
    }
    case 0x61:
      reading.alignment = value % 48
      return
    case 0x45:
      reading.bold = (value & 1) === 1
      return
    case 0x2d:
      reading.underlined = value % 48 > 0
      return
    case 0x4d:
      reading.small = value % 48 === 1
      return
    case 0x33:
      reading.lineSpacing = value
      return
    case 0x21:
      return printMode(reading, value)
    case 0x64:
      for (let line = 0; line < value; line += 1) newLine(reading)
      return
    case 0x4a:
      flush(reading)
      return feed(reading, value)
    default:
      return unknown(reading, 3)
  }
}

function printMode(reading: Reading, value: number): void {
  reading.small = (value & 0x01) !== 0
  reading.bold = (value & 0x08) !== 0
  reading.down = value & 0x10 ? 2 : 1
  reading.across = value & 0x20 ? 2 : 1
  reading.underlined = (value & 0x80) !== 0
}

function group(reading: Reading): void {
  const code = next(reading)
  const value = next(reading)
  switch (code) {
    case 0x21:
      reading.across = ((value >> 4) & 7) + 1
      reading.down = (value & 7) + 1
      return
    case 0x56:
      return cut(reading, value)
    case 0x76:
      return value === 0x30 ? picture(reading) : unknown(reading, 3)
    case 0x28:
      return value === 0x6b ? symbol(reading) : unknown(reading, 3)
    case 0x72:
      return
    default:
      return unknown(reading, 3)
  }
}

function cut(reading: Reading, kind: number): void {
  flush(reading)
  if (kind === 0x41 || kind === 0x42) feed(reading, next(reading))
  if (![0, 1, 0x30, 0x31, 0x41, 0x42].includes(kind)) return unknown(reading, 3)
  reading.steps.push({ kind: 'cut', partial: kind % 2 === (kind >= 0x41 ? 0 : 1) })
}

/** GS v 0 works only at the beginning of a line. */
function picture(reading: Reading): void {
  const start = reading.at - 3
  const mode = next(reading) % 48
  const bytesPerRow = word(reading)
  const rows = word(reading)
  const bits = reading.bytes.subarray(reading.at, reading.at + bytesPerRow * rows)
  reading.at += bytesPerRow * rows
  if (reading.cells.length > 0 || bits.length < bytesPerRow * rows) return unknown(reading, reading.at - start)
  const { alignment } = reading
  reading.steps.push({
    kind: 'picture',
    bitmap: { bytesPerRow, rows, bits },
    across: mode & 1 ? 2 : 1,
    down: mode & 2 ? 2 : 1,
    alignment,
  })
}

/** GS ( k: the functions of cn 49, QR code. */
function symbol(reading: Reading): void {
  const start = reading.at - 3
  const length = word(reading)
  const body = reading.bytes.subarray(reading.at, reading.at + length)
  reading.at += length
  const [kind, action, value = 0] = body
  if (kind !== 0x31 || body.length < length) return unknown(reading, reading.at - start)
  if (action === 0x41) return
  if (action === 0x43) reading.qr.cell = Math.min(16, Math.max(1, value))
  else if (action === 0x45) reading.qr.level = (['L', 'M', 'Q', 'H'] as const)[(value - 48) & 3] ?? 'L'
  else if (action === 0x50) reading.qr.data = body.subarray(3)
  else if (action === 0x51 && reading.qr.data.length <= QR_CAPACITY[reading.qr.level]) {
    flush(reading)
    reading.steps.push({ kind: 'qr', ...reading.qr, alignment: reading.alignment })
  } else unknown(reading, reading.at - start)
}

function put(reading: Reading, character: string): void {
  const { across, down, bold, underlined, small } = reading
  const cell: Cell = { character, across, down, bold, underlined, small }
  if (widthOf(reading.cells) + widthOf([cell]) > reading.dots) newLine(reading)
  reading.cells.push(cell)
}

function tab(reading: Reading): void {
  const columns = Math.floor(widthOf(reading.cells) / widthOf([{ small: reading.small, across: 1 }]))
  for (let column = columns; column < (Math.floor(columns / TAB) + 1) * TAB; column += 1) put(reading, ' ')
}

function newLine(reading: Reading): void {
  const { cells, alignment, lineSpacing } = reading
  // Characters higher than the spacing push the paper on by their own height and the usual gap.
  const high = heightOfCells(cells)
  const dots = high > 24 ? high + Math.max(0, lineSpacing - 24) : Math.max(lineSpacing, high)
  reading.steps.push({ kind: 'line', cells, alignment, dots })
  reading.cells = []
}

function flush(reading: Reading): void {
  if (reading.cells.length > 0) newLine(reading)
}

function feed(reading: Reading, dots: number): void {
  reading.steps.push({ kind: 'feed', dots })
}

function unknown(reading: Reading, length: number): void {
  const offset = reading.at - length
  reading.steps.push({ kind: 'unknown', bytes: Buffer.from(reading.bytes.subarray(offset, offset + 8)).toString('hex'), offset })
}

const peek = (reading: Reading): number => reading.bytes[reading.at] ?? 0
const word = (reading: Reading): number => next(reading) + next(reading) * 256

function next(reading: Reading): number {
  const byte = peek(reading)
  reading.at += 1
  return byte
}
