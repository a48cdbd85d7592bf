import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  cut,
  type HeldBlock,
  type Sale,
  sellingStopped,
  STOP_SELLING_MS,
  toReturn,
  unsoldSeats,
} from '../../../sync/kiosk/escrow.ts'

const NINE = Date.parse('2026-12-01T08:00:00Z')
const TICK = 300_000

const block = (blockId: string, fromTick = 0, ticks = 12, sales: Sale[] = []): HeldBlock => ({
  blockId,
  officeId: 'rathaus',
  counterGroupId: 'schalter',
  startsAt: new Date(NINE + fromTick * TICK).toISOString(),
  ticks,
  sales,
})
const wish = (fromTick: number, ticks: number, bookingId = 'b') => ({
  bookingId,
  officeId: 'rathaus',
  counterGroupId: 'schalter',
  startsAtMs: NINE + fromTick * TICK,
  ticks,
})
const sell = (held: HeldBlock[], sales: readonly Sale[]): HeldBlock[] =>
  held.map((one) => ({ ...one, sales: [...one.sales, ...sales.filter(({ blockId }) => blockId === one.blockId)] }))

test('a booking is cut from a block where it lies', () => {
  assert.deepEqual(cut([block('a')], wish(3, 4)), [{ bookingId: 'b', blockId: 'a', fromTick: 3, ticks: 4 }])
})

test('what was sold is not sold again', () => {
  const held = sell([block('a')], cut([block('a')], wish(3, 4)) ?? [])
  assert.equal(cut(held, wish(6, 2)), null)
  assert.ok(cut(held, wish(7, 2)))
  assert.ok(cut(held, wish(0, 3)))
})

test('a visit may be cut from two blocks that meet', () => {
  assert.deepEqual(cut([block('a', 0, 4), block('b', 4, 4)], wish(2, 4)), [
    { bookingId: 'b', blockId: 'a', fromTick: 2, ticks: 2 },
    { bookingId: 'b', blockId: 'b', fromTick: 0, ticks: 2 },
  ])
})

test('blocks of another office or other counters do not count', () => {
  assert.equal(cut([{ ...block('a'), officeId: 'amt' }], wish(0, 1)), null)
  assert.equal(cut([{ ...block('a'), counterGroupId: 'kasse' }], wish(0, 1)), null)
})

test('whatever is wished, no seat is sold twice and none that is not held', () => {
  const blocks = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 12 })), { maxLength: 5 })
  const wishes = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 8 })), { maxLength: 12 })
  fc.assert(
    fc.property(blocks, wishes, (shapes, wanted) => {
      let held = shapes.map(([from, ticks], index) => block(`k${index}`, from, ticks))
      const seats = (tick: number) => shapes.filter(([from, ticks]) => tick >= from && tick < from + ticks).length
      const sold = new Map<number, number>()
      wanted.forEach(([from, ticks], index) => {
        const range = Array.from({ length: ticks }, (_, offset) => from + offset)
        const possible = range.every((tick) => unsoldSeats(held, NINE + tick * TICK) > 0)
        const sales = cut(held, wish(from, ticks, `b${index}`))
        assert.equal(sales !== null, possible)
        if (!sales) return
        held = sell(held, sales)
        for (const tick of range) sold.set(tick, (sold.get(tick) ?? 0) + 1)
      })
      for (const [tick, count] of sold) {
        assert.ok(count <= seats(tick))
        assert.equal(unsoldSeats(held, NINE + tick * TICK), seats(tick) - count)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('near and past blocks go back, far ones stay', () => {
  const held = [block('near'), block('far', 12 * 60)]
  const ids = (nowMs: number) => toReturn(held, nowMs).map(({ blockId }) => blockId)
  assert.deepEqual(ids(NINE - 31 * 3_600_000), [])
  assert.deepEqual(ids(NINE - 29 * 3_600_000), ['near'])
  assert.deepEqual(ids(NINE + 400 * 3_600_000), ['near', 'far'])
})

test('nothing is promised by a kiosk that is frozen, restored from an old disk or silent for a day', () => {
  const fine = { frozen: false, rolledBack: false, silentMs: 60_000, jumpedMs: 0 }
  assert.equal(sellingStopped(fine), null)
  assert.equal(sellingStopped({ ...fine, frozen: true }), 'frozen')
  assert.equal(sellingStopped({ ...fine, rolledBack: true }), 'rolledBack')
  assert.equal(sellingStopped({ ...fine, silentMs: STOP_SELLING_MS + 1 }), 'silentTooLong')
  assert.equal(sellingStopped({ ...fine, silentMs: null }), 'silentTooLong')
  assert.equal(sellingStopped({ ...fine, jumpedMs: 301_000 }), 'clockJumped')
})
