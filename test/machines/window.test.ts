import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActor, SimulatedClock } from 'xstate'
import { NOTICE_STANDS_MS, WINDOW_PAUSES_MS, WINDOW_STEADY_MS } from '../../machines/delays.ts'
import { windowMachine } from '../../machines/window.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'

failOnMachineWarnings()

function startWindow() {
  const clock = new SimulatedClock()
  const done: string[] = []
  const actions = {
    showPage: () => void done.push('page'),
    hidePage: () => void done.push('hidden'),
    showNotice: () => void done.push('notice'),
  }
  const actor = createActor(windowMachine.provide({ actions }), { clock }).start()
  const fall = () => actor.send({ type: 'fell' })
  const longest = WINDOW_PAUSES_MS.at(-1) ?? 0
  /** Falls again and again until the notice stands. */
  const fallForGood = () => {
    for (let falls = 0; falls < 20 && actor.getSnapshot().matches('showing'); falls += 1) {
      fall()
      if (actor.getSnapshot().matches('pausing')) clock.increment(longest)
    }
  }
  return {
    actor,
    clock,
    done,
    fall,
    fallForGood,
    stands: (state: 'showing' | 'outOfOrder') => actor.getSnapshot().matches(state),
  }
}

test('a lost page is taken off the screen at once and shown anew after a pause that grows', () => {
  const { clock, done, fall } = startWindow()
  for (const pause of [...WINDOW_PAUSES_MS, WINDOW_PAUSES_MS.at(-1) ?? 0]) {
    done.length = 0
    fall()
    assert.deepEqual(done, ['hidden'])
    clock.increment(pause - 1)
    assert.deepEqual(done, ['hidden'])
    clock.increment(1)
    assert.deepEqual(done, ['hidden', 'page'])
  }
})

test('pages that are lost one after the other give way to the notice, and the page is tried again later', () => {
  const { clock, done, fallForGood, stands } = startWindow()
  fallForGood()
  assert.ok(stands('outOfOrder'))
  assert.equal(done.filter((what) => what === 'page').length, 6, 'the first page and five more')
  assert.equal(done.at(-1), 'notice')
  clock.increment(NOTICE_STANDS_MS[0])
  assert.ok(stands('showing'))
})

test('a page that falls again brings the notice back, for longer each time, and in the end only a fresh process helps', () => {
  const { actor, clock, fall, fallForGood, stands } = startWindow()
  fallForGood()
  for (const stood of NOTICE_STANDS_MS) {
    assert.ok(stands('outOfOrder'))
    clock.increment(stood - 1)
    assert.ok(stands('outOfOrder'))
    clock.increment(1)
    assert.ok(stands('showing'))
    fall()
  }
  assert.equal(actor.getSnapshot().status, 'done')
})

test('a notice that is lost as well ends it: this process can show nothing any more', () => {
  const { actor, fall, fallForGood } = startWindow()
  fallForGood()
  fall()
  assert.equal(actor.getSnapshot().status, 'done')
})

test('a page that has been well for long enough is forgiven what was before it', () => {
  const { clock, fall, stands } = startWindow()
  for (let falls = 0; falls < 20; falls += 1) {
    fall()
    clock.increment(WINDOW_PAUSES_MS[0])
    assert.ok(stands('showing'))
    clock.increment(WINDOW_STEADY_MS)
  }
})
