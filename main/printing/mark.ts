import type { Bitmap } from './bitmap.ts'
import { blankPaper, toBitmap } from './bitmap.ts'

/** 6 mm at 203 dpi: told from afar, and short enough for the paper. */
const MARK_DOTS = 48
/** The edge of the square that the lines below are drawn in, as on the screen. */
const DRAWN = 40

/** The doorway that stands beside the town's name on the screen too, in the middle of a row `dots` wide. */
export function drawMark(dots: number): Bitmap {
  const { canvas, paper } = blankPaper(dots, MARK_DOTS)
  paper.translate((dots - MARK_DOTS) / 2, 0)
  paper.scale(MARK_DOTS / DRAWN, MARK_DOTS / DRAWN)
  paper.beginPath()
  paper.roundRect(0, 0, DRAWN, DRAWN, 9)
  paper.fill()
  paper.strokeStyle = '#fff'
  paper.lineWidth = 2.8
  paper.lineCap = 'round'
  for (const [left, springer, radius] of [
    [9, 18, 11],
    [16, 19.5, 4],
  ] as const) {
    paper.beginPath()
    paper.moveTo(left, 32)
    paper.lineTo(left, springer)
    paper.arc(left + radius, springer, radius, Math.PI, 0)
    paper.lineTo(left + 2 * radius, 32)
    paper.stroke()
  }
  paper.beginPath()
  paper.moveTo(6.5, 32)
  paper.lineTo(33.5, 32)
  paper.stroke()
  return toBitmap(canvas)
}
