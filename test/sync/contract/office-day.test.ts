import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CLOSED, findStarts, isOpen } from '../../../sync/contract/office-day.ts'

const MINUTE = 60_000
const FIRST = Date.parse('2026-11-24T07:00:00Z')

const starts = (free: number[], ticks: number, gridTicks = 1, notBeforeMs = 0) =>
  findStarts({ firstTickMs: FIRST, free: Uint8Array.from(free) }, { ticks, gridTicks, notBeforeMs }).map(
    (startMs) => (startMs - FIRST) / (5 * MINUTE),
  )

test('a slot needs its ticks in a row, each with a free seat', () => {
  assert.deepEqual(starts([1, 1, 0, 2, 1, 1], 2), [0, 3, 4])
})

test('a slot never reaches over a closed tick', () => {
  assert.deepEqual(starts([1, 1, CLOSED, 1, 1], 2), [0, 3])
  assert.deepEqual(starts([1, CLOSED], 2), [])
})

test('start times lie on the grid of their own opening run', () => {
  assert.deepEqual(starts([1, 1, 1, 1, CLOSED, CLOSED, CLOSED, 1, 1, 1, 1], 1, 3), [0, 3, 7, 10])
})

test('a full tick does not move the grid', () => {
  assert.deepEqual(starts([0, 1, 1, 1, 1, 1, 1], 1, 3), [3, 6])
})

test('nothing is offered before the lead time', () => {
  assert.deepEqual(starts([1, 1, 1], 1, 1, FIRST + 5 * MINUTE), [1, 2])
})

test('the scan finds what trying every start finds', () => {
  const tick = fc.constantFrom(0, 1, 2, 5, CLOSED)
  fc.assert(
    fc.property(
      fc.array(tick, { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 6 }),
      (free, ticks, grid) => {
        const expected = free.flatMap((_, start) => {
          const run = free.slice(start, start + ticks)
          const fits = run.length === ticks && run.every((seats) => seats !== 0 && seats !== CLOSED)
          const opened = free.slice(0, start + 1).lastIndexOf(CLOSED) + 1
          return fits && (start - opened) % grid === 0 ? [start] : []
        })
        assert.deepEqual(starts(free, ticks, grid), expected)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a day is open when any tick is', () => {
  assert.equal(isOpen(Uint8Array.of(CLOSED, CLOSED)), false)
  assert.equal(isOpen(Uint8Array.of(CLOSED, 0)), true)
})
