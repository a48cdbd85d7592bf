import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoffMs, MAX_TRIES } from '../../../sync/central/mail/backoff.ts'

const HOUR_MS = 3_600_000

test('a mail is not given up within a day, nor tried for more than two, however the waits fall', () => {
  const all = (fraction: number) => {
    const waits = Array.from({ length: MAX_TRIES - 1 }, (_, index) => backoffMs(index + 1, fraction))
    return waits.reduce((sum, wait) => sum + wait, 0) / HOUR_MS
  }
  assert.ok(all(0) >= 24, String(all(0)))
  assert.ok(all(1) < 49, String(all(1)))
})
