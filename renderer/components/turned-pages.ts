/** A part of what is turned; relative to the top of all of it. */
export type Part = { readonly top: number; readonly bottom: number }

/** Above the part that a page begins with there is room for the ring around what has the focus. */
const ROOM = 6
const SOME = 2
/** Of a part that is longer than its place a little is seen again, so that the line is found. */
const MOST = 0.9

/** Where the next page begins: with the first part that is not seen whole, else further on within it. */
export function pageAfter(parts: readonly Part[], from: number, height: number): number {
  const cut = parts.find(({ bottom }) => bottom > from + height + SOME)
  return cut && cut.top - ROOM > from + SOME ? cut.top - ROOM : from + height * MOST
}

/** Where the page before begins: with the first part that fits, else further back within a longer one. */
export function pageBefore(parts: readonly Part[], from: number, height: number): number {
  const first = parts.find(({ top }) => top >= from - height + SOME)
  return Math.max(0, first && first.top - ROOM < from - SOME ? first.top - ROOM : from - height * MOST)
}
