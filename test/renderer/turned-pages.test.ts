import { deepEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { pageAfter, pageBefore, type Part } from '../../renderer/components/turned-pages.ts'

const HEIGHT = 700
/** Parts of these heights, below one another. */
const partsOf = (...heights: number[]): Part[] =>
  heights.map((height, place) => {
    const top = heights.slice(0, place).reduce((sum, each) => sum + each, 0)
    return { top, bottom: top + height }
  })
const lengthOf = (parts: readonly Part[]) => parts.at(-1)?.bottom ?? 0

/** Turns as the buttons do, between the first page and the last. */
function turned(parts: readonly Part[], turn: typeof pageAfter, from: number): number[] {
  const end = lengthOf(parts) - HEIGHT
  const places = [from]
  for (let at = from; turn === pageAfter ? at < end : at > 0; ) {
    at = Math.min(end, turn(parts, at, HEIGHT))
    ok(at !== places.at(-1), `stands still at ${at}`)
    places.push(at)
  }
  return places
}

test('a page begins with the part that the one before did not show whole', () => {
  deepEqual(turned(partsOf(300, 300, 300, 300, 300), pageAfter, 0), [0, 594, 800])
})

test('a part that is longer than its place is turned through, on and back, and a little of it seen again', () => {
  const parts = partsOf(900, 1_700, 200)
  const end = lengthOf(parts) - HEIGHT
  deepEqual(turned(parts, pageAfter, 0), [0, 630, 894, 1_524, end])
  deepEqual(turned(parts, pageBefore, end).at(-1), 0)
})

test('whatever the parts, no button leaves the page where it is', () => {
  for (let first = 0; first < 1_500; first += 97)
    for (let second = 1; second < 1_500; second += 89) {
      const parts = partsOf(first, second, 800, 6, 40)
      turned(parts, pageAfter, 0)
      turned(parts, pageBefore, lengthOf(parts) - HEIGHT)
    }
})
