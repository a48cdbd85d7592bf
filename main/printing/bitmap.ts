import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import { createCanvas } from '@napi-rs/canvas'

/** One bit per dot, rows of whole bytes, most significant bit left, 1 is black: what a thermal head burns. */
export type Bitmap = { readonly bytesPerRow: number; readonly rows: number; readonly bits: Uint8Array }

/** A dot is black when at least this much of it is covered (0–255); a bit below half keeps thin strokes whole. */
const DARK_BELOW = 150

/** White paper of the given dots to draw on in black. */
export function blankPaper(width: number, height: number): { canvas: Canvas; paper: SKRSContext2D } {
  const canvas = createCanvas(width, height)
  const paper = canvas.getContext('2d')
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, width, height)
  paper.fillStyle = '#000'
  return { canvas, paper }
}

/** The drawing in pure black and white, cut to the dots that a row has up to its last black one. */
export function toBitmap(canvas: Canvas): Bitmap {
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  const full = Math.ceil(width / 8)
  const bits = new Uint8Array(full * height)
  let bytesPerRow = 1
  for (let dot = 0; dot < width * height; dot += 1) {
    if ((data[dot * 4] ?? 255) >= DARK_BELOW) continue
    const row = Math.floor(dot / width)
    const column = dot - row * width
    const place = row * full + (column >> 3)
    bits[place] = (bits[place] ?? 0) | (0x80 >> (column & 7))
    bytesPerRow = Math.max(bytesPerRow, (column >> 3) + 1)
  }
  return { bytesPerRow, rows: height, bits: narrowed(bits, full, bytesPerRow, height) }
}

function narrowed(bits: Uint8Array, from: number, to: number, rows: number): Uint8Array {
  const narrow = new Uint8Array(to * rows)
  for (let row = 0; row < rows; row += 1) narrow.set(bits.subarray(row * from, row * from + to), row * to)
  return narrow
}
