import type { Bitmap } from './bitmap.ts'

export type Cell = {
  readonly character: string
  /** Multiples of the normal width and height, 1 to 8. */
  readonly across: number
  readonly down: number
  readonly bold: boolean
  readonly underlined: boolean
  readonly small: boolean
}

/** What a printer does with a job, one thing after the other. `alignment`: 0 left, 1 centre, 2 right. */
export type PaperStep =
  | { readonly kind: 'line'; readonly cells: readonly Cell[]; readonly alignment: number; readonly dots: number }
  | { readonly kind: 'feed'; readonly dots: number }
  | {
      readonly kind: 'picture'
      readonly bitmap: Bitmap
      readonly across: number
      readonly down: number
      readonly alignment: number
    }
  | {
      readonly kind: 'qr'
      readonly data: Uint8Array
      readonly cell: number
      readonly level: 'L' | 'M' | 'Q' | 'H'
      readonly alignment: number
    }
  | { readonly kind: 'cut'; readonly partial: boolean }
  /** A command this reader does not know, or one that a printer would not obey there: hexadecimal bytes and their offset. */
  | { readonly kind: 'unknown'; readonly bytes: string; readonly offset: number }

/** Width in dots: font A has cells of 12 dots, font B of 9. */
export function widthOf(cells: readonly Pick<Cell, 'small' | 'across'>[]): number {
  return cells.reduce((sum, cell) => sum + (cell.small ? 9 : 12) * cell.across, 0)
}

/** Height in dots of the tallest: font A has cells of 24 dots, font B of 17. */
export function heightOfCells(cells: readonly Cell[]): number {
  return cells.reduce((most, cell) => Math.max(most, (cell.small ? 17 : 24) * cell.down), 0)
}
