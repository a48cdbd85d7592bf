import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KEYPAD_PRESETS, keypadSignal } from '../../machines/keypad.ts'

const CODES = ['ArrowUp', 'ArrowDown', 'Enter', 'Escape', ...Array.from({ length: 24 }, (_, index) => `F${index + 1}`)]

for (const preset of KEYPAD_PRESETS) {
  test(`${preset} needs no more than seven keys for a whole booking, and repeats and pauses speech with them`, () => {
    const keys = CODES.map((code) => keypadSignal(code, { preset, typing: false })).filter(
      (signal) => signal !== null && signal !== 'jackIn' && signal !== 'jackOut',
    )
    for (const needed of ['previous', 'next', 'select', 'back', 'repeat', 'pause', 'help'] as const)
      assert.ok(keys.includes(needed), needed)
  })
}

test('the jack of a Storm keypad reports itself', () => {
  assert.equal(keypadSignal('F15', { preset: 'storm-navpad', typing: false }), 'jackIn')
  assert.equal(keypadSignal('F16', { preset: 'storm-navpad', typing: true }), 'jackOut')
})

test("a device's own table goes before the preset", () => {
  assert.equal(keypadSignal('F13', { preset: 'arrows', own: { F13: 'help' }, typing: false }), 'help')
})

test('a hardware keyboard keeps Enter and Escape while somebody types', () => {
  assert.equal(keypadSignal('Enter', { preset: 'arrows', typing: true }), null)
  assert.equal(keypadSignal('ArrowDown', { preset: 'arrows', typing: true }), 'next')
  assert.equal(keypadSignal('KeyA', { preset: 'arrows', typing: false }), null)
})
