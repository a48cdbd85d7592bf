import assert from 'node:assert/strict'
import { it } from 'node:test'
import { withLimit } from '../../main/with-limit.ts'
import { turnedClock } from '../support/turned-clock.ts'

it('aborts by the station’s clock what takes too long, and not what has come in time', async () => {
  const { clock, pass } = turnedClock()
  const never = withLimit(clock, 5_000, (signal) => new Promise((_, reject) => signal.addEventListener('abort', reject)))
  const given = assert.rejects(never)
  const signal = await withLimit(clock, 5_000, async (inTime) => inTime)
  pass(5_000)
  await given
  assert.equal(signal.aborted, false)
})
