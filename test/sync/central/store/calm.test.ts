import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createCalm } from '../../../../sync/central/store/calm.ts'

/** Waits that end when the test says so, in the order in which they are due. */
function turnedTime() {
  let nowMs = 0
  const due = new Set<{ atMs: number; work: () => void }>()
  return {
    after: (ms: number, work: () => void) => {
      const entry = { atMs: nowMs + ms, work }
      due.add(entry)
      return () => void due.delete(entry)
    },
    pass: async (ms: number) => {
      nowMs += ms
      for (const entry of [...due].toSorted((one, other) => one.atMs - other.atMs)) {
        if (entry.atMs > nowMs || !due.delete(entry)) continue
        entry.work()
      }
      await Promise.resolve()
    },
  }
}

describe('work that nobody waits for', () => {
  const begin = () => {
    const time = turnedTime()
    const { announce, calm } = createCalm(time.after)
    let isDue = false
    const wait = (mostMs: number) => {
      isDue = false
      void calm(mostMs).then(() => (isDue = true))
      return Promise.resolve()
    }
    return { time, announce, wait, isDue: () => isDue }
  }

  test('goes on at once where nothing is announced', async () => {
    const { time, wait, isDue } = begin()
    await wait(500)
    await time.pass(0)
    assert.equal(isDue(), true)
  })

  test('waits until nothing has been announced for a moment, also between one upload and the next', async () => {
    const { time, announce, wait, isDue } = begin()
    const first = announce()
    await wait(10_000)
    first()
    await time.pass(150)
    const second = announce()
    await time.pass(1_000)
    assert.equal(isDue(), false)
    second()
    second()
    await time.pass(150)
    assert.equal(isDue(), false)
    await time.pass(60)
    assert.equal(isDue(), true)
    await wait(10_000)
    await time.pass(0)
    assert.equal(isDue(), true, 'and it is calm from then on')
  })

  test('waits for two who announce side by side', async () => {
    const { time, announce, wait, isDue } = begin()
    const [one, other] = [announce(), announce()]
    await wait(10_000)
    one()
    await time.pass(1_000)
    assert.equal(isDue(), false)
    other()
    await time.pass(1_000)
    assert.equal(isDue(), true)
  })

  test('does not wait for ever where somebody always comes', async () => {
    const { time, announce, wait, isDue } = begin()
    announce()
    await wait(500)
    await time.pass(499)
    assert.equal(isDue(), false)
    await time.pass(1)
    assert.equal(isDue(), true)
  })
})
