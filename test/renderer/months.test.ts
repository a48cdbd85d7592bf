import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type DayStep, stepDay, weeksOf } from '../../renderer/components/months.ts'
import type { DayChoice } from '../../sync/contract/visit.ts'

/** November and December 2026; only what is named can be booked. */
const days: DayChoice[] = ['2026-11-24', '2026-11-26', '2026-12-01', '2026-12-03', '2026-12-24'].map((day) => ({
  day,
  status: 'free',
  slots: [],
}))
const BOOKED_OUT: DayChoice = { day: '2026-11-25', status: 'none', slots: [] }
const FIRST = '2026-11-24'

for (const [step, from, to] of [
  ['ahead', FIRST, '2026-11-26'],
  ['ahead', '2026-11-26', '2026-12-01'],
  ['ahead', '2026-12-24', null],
  ['back', '2026-12-01', '2026-11-26'],
  ['back', FIRST, null],
  ['weekAhead', FIRST, '2026-12-01'],
  ['weekAhead', '2026-12-03', '2026-12-24'],
  ['weekAhead', '2026-12-01', null],
  ['weekBack', '2026-12-24', '2026-12-03'],
  ['weekStart', '2026-12-03', '2026-12-01'],
  ['weekEnd', '2026-12-01', '2026-12-03'],
  ['monthAhead', FIRST, '2026-12-24'],
  ['monthBack', '2026-12-03', FIRST],
  ['monthAhead', '2026-12-01', null],
] as const satisfies readonly (readonly [DayStep, string, string | null])[]) {
  test(`from ${from} the step ${step} leads to ${to ?? 'nowhere'}`, () => {
    assert.equal(
      stepDay(
        [...days, BOOKED_OUT].toSorted((one, other) => (one.day < other.day ? -1 : 1)),
        from,
        step,
      ),
      to,
    )
  })
}

test('a month is drawn as whole weeks from Monday, with the days of its neighbours that begin and end them', () => {
  const weeks = weeksOf('2026-12')
  assert.deepEqual(
    weeks.map((week) => week.length),
    [7, 7, 7, 7, 7],
  )
  assert.equal(weeks[0]?.[0], '2026-11-30')
  assert.equal(weeks.at(-1)?.at(-1), '2027-01-03')
  assert.equal(weeksOf('2027-02').length, 4)
})
