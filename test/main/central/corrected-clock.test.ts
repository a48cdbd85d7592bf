import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correctedClock } from '../../../main/central/corrected-clock.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOON = Date.parse('2026-11-27T12:00:00Z')

/** A device of which the time, its clock's error and its sleep are the test's. */
function device({ errorMs = 0, lastHeardMs = null as number | null } = {}) {
  let trueMs = NOON
  let sleptMs = 0
  let error = errorMs
  const now = () => trueMs + error
  const clock = correctedClock({ now, after: () => () => undefined }, { monotonic: () => trueMs - NOON - sleptMs, lastHeardMs })
  return {
    clock,
    hear: () => clock.heard(trueMs),
    pass: (ms: number) => void (trueMs += ms),
    sleep: (ms: number) => void ([trueMs, sleptMs] = [trueMs + ms, sleptMs + ms]),
    setClock: (ms: number) => void (error = ms),
    /** How far the corrected time is off. */
    offMs: () => clock.now() - trueMs,
  }
}

test('a wrong clock that is put right while central is away is not corrected twice', () => {
  for (const errorMs of [DAY_MS, -DAY_MS, -400 * DAY_MS]) {
    const { clock, hear, pass, setClock, offMs } = device({ errorMs })
    hear()
    assert.equal(clock.offsetMs(), -errorMs)
    pass(HOUR_MS)
    assert.equal(offMs(), 0)
    setClock(0)
    assert.equal(offMs(), 0)
    assert.equal(clock.offsetMs(), 0)
    pass(DAY_MS)
    assert.equal(offMs(), 0)
  }
})

test('a right clock that is put wrong while central is away does not take the terminal along', () => {
  const { clock, hear, pass, setClock, offMs } = device()
  hear()
  pass(HOUR_MS)
  setClock(-DAY_MS)
  assert.equal(offMs(), 0)
  assert.equal(clock.correct(new Date(NOON + HOUR_MS - DAY_MS).toISOString()), new Date(NOON + HOUR_MS).toISOString())
})

test('a device that lost its time goes on from the last contact until its clock is put right', () => {
  const { clock, pass, setClock, offMs } = device({ errorMs: Date.parse('2020-01-01') - NOON, lastHeardMs: NOON - HOUR_MS })
  assert.equal(offMs(), -HOUR_MS)
  assert.equal(clock.offsetMs(), null)
  pass(HOUR_MS)
  assert.equal(offMs(), -HOUR_MS)
  setClock(0)
  assert.equal(offMs(), 0)
})

test('a device with a right clock that slept has not lost the hours of its sleep', () => {
  const { clock, hear, sleep, offMs } = device({ errorMs: 2_000 })
  hear()
  sleep(9 * HOUR_MS)
  assert.equal(offMs(), 2_000)
  assert.equal(clock.offsetMs(), -2_000)
})
