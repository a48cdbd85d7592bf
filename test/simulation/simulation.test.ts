import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { liveThrough, MOST_UNSOLD_PERCENT } from './fleet-of-seeds.ts'
import { simulate } from './world.ts'

// Of two hundred fleets as many at every change as the time allows; all of them with `npm run simulate`.
const SEEDS = 200
// No fleet is begun after this, so that the last ones are through within a minute.
const BUDGET_MS = 15_000
const LEAST_SEEDS = 2

describe('a simulated fleet', () => {
  test('the same seed twice is the same history', async () => {
    const scope = { seed: 3, kiosks: 3, days: 3, escrowPercent: 2.8 }
    const [one, other] = [await simulate(scope), await simulate(scope)]
    assert.equal(one.hash, other.hash)
    assert.notEqual(one.hash, (await simulate({ ...scope, seed: 5 })).hash)
  })

  test('through weeks of faults nothing is lost, double, promised in vain or done twice', async (context) => {
    const startedMs = performance.now()
    const isTimeUp = () => performance.now() - startedMs > BUDGET_MS
    const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1)
    const sum = await liveThrough(seeds, { kiosks: 8, days: 30, escrowPercent: 2.8 }, { isTimeUp })
    const told = sum.failed.map(({ seed, breaches }) => `seed ${String(seed)}: ${breaches.slice(0, 5).join('; ')}`)
    assert.deepEqual(told, [], 'again with: node test/simulation/run.ts --lines --seed N')
    assert.ok(sum.seeds >= LEAST_SEEDS, `only ${String(sum.seeds)} seeds in the time there was`)
    assert.ok(sum.seeds < 5 || sum.unsoldPercent <= MOST_UNSOLD_PERCENT, `${String(sum.unsoldPercent)} % put aside and not sold`)
    assert.ok(Object.keys(sum.faults).length >= 12, 'kinds of faults')
    context.diagnostic(
      `${String(sum.seeds)} seeds × 8 kiosks × 30 days; ${JSON.stringify(sum.counts)}; faults: ${JSON.stringify(sum.faults)}`,
    )
  })
})
