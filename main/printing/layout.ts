/** Characters of 12 dots in a line: 58 mm paper, 80 mm paper at 180 dpi, 80 mm paper at 203 dpi. */
export const COLUMNS = [32, 42, 48] as const
export type Columns = (typeof COLUMNS)[number]
export const DOTS_PER_COLUMN = 12
/** 203 dpi, as thermal heads count: 8 dots to the millimetre. */
export const DOTS_PER_MM = 8

/** `double` is twice as high and twice as wide. */
export type Size = 'normal' | 'double'
export type Direction = 'ltr' | 'rtl'
export type Align = 'start' | 'center' | 'end'

/** One line of paper, or one block that must not be torn apart. Texts are clean and already fit the columns. */
export type LayoutLine =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly size: Size
      readonly bold: boolean
      readonly align: Align
      readonly direction: Direction
    }
  /** A word at the start of the line and figures, always left to right, at its end. */
  | { readonly kind: 'pair'; readonly label: string; readonly figures: string; readonly direction: Direction }
  | { readonly kind: 'rule' }
  /** The town's mark, in the middle. */
  | { readonly kind: 'mark' }
  | { readonly kind: 'box'; readonly title: readonly string[]; readonly lines: readonly string[]; readonly direction: Direction }
  | { readonly kind: 'item'; readonly lines: readonly string[]; readonly direction: Direction }
  | { readonly kind: 'qr'; readonly payload: string }
  /** A code with much in it, as large as the paper allows. */
  | { readonly kind: 'denseCode'; readonly payload: string }
  | { readonly kind: 'feed'; readonly dots: number }
  | { readonly kind: 'cut' }

export type ReceiptLayout = { readonly columns: Columns; readonly lines: readonly LayoutLine[] }

/** What a box's frame and an item's empty square take from the columns. */
export const BOX_COLUMNS = 4
export const ITEM_COLUMNS = 4
