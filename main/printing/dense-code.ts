import { create } from 'qrcode'
import { type Bitmap, blankPaper, toBitmap } from './bitmap.ts'

/** A cell smaller than this is lost on thermal paper that has been in a pocket. */
const SMALLEST_CELL = 3
const LARGEST_CELL = 6
/** ISO/IEC 18004, 9.1. */
const QUIET_CELLS = 4

/** Dots of a cell with which the code fits across the paper; null where it does not. */
export function denseCellOf(payload: string, dots: number): number | null {
  const size = sizeOf(payload)
  if (size === null) return null
  const cell = Math.min(LARGEST_CELL, Math.floor(dots / (size + 2 * QUIET_CELLS)))
  return cell < SMALLEST_CELL ? null : cell
}

/**
 * A QR code as a picture across the paper. The printer's own command would do for an address; of hundreds of digits some
 * firmware makes bytes and with them a code more than twice as dense. Throws where it does not fit.
 */
export function drawDenseCode(payload: string, dots: number): Bitmap {
  const cell = denseCellOf(payload, dots)
  if (cell === null) throw new RangeError(`a code of ${payload.length} characters does not fit`)
  const { size, data } = create(payload, { errorCorrectionLevel: 'M' }).modules
  const { canvas, paper } = blankPaper(dots, (size + 2 * QUIET_CELLS) * cell)
  const left = Math.floor((dots - size * cell) / 2)
  for (let at = 0; at < size * size; at += 1) {
    if (data[at]) paper.fillRect(left + (at % size) * cell, (Math.floor(at / size) + QUIET_CELLS) * cell, cell, cell)
  }
  return toBitmap(canvas)
}

function sizeOf(payload: string): number | null {
  try {
    return create(payload, { errorCorrectionLevel: 'M' }).modules.size
  } catch {
    // The library's only way to say that the largest code is too small.
    return null
  }
}
