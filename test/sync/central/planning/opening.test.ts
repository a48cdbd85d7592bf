import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { CLOSED } from '../../../../sync/contract/office-day.ts'
import { holidaysOf } from '../../../../sync/central/planning/holidays.ts'
import { dayBounds, localDay, slotAt } from '../../../../sync/central/planning/local-day.ts'
import { type Opening, planDay } from '../../../../sync/central/planning/opening.ts'

const HOUR = 3_600_000
const rule = (from: string, until: string, more: object = {}) => ({
  officeId: 'o',
  counterGroupId: 'g',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  from,
  until,
  seats: 2,
  ...more,
})
const opening = (more: Partial<Opening> = {}): Opening => ({
  rules: [rule('08:00', '12:00')],
  closures: [],
  isHoliday: () => false,
  zone: 'Europe/Berlin',
  ...more,
})
const times = (count: number, seats: number) => Array.from({ length: count }, () => seats)
const openHours = (day: string, wanted: Partial<Opening>) =>
  planDay(day, opening(wanted)).reduce((sum, plan) => sum + [...plan.capacity].filter((seats) => seats !== CLOSED).length, 0) / 12

describe('capacity of an office’s day', () => {
  it('has 23 hours on the day the clock goes forward and 25 when it goes back', () => {
    const hours = (day: string) => {
      const { startMs, endMs } = dayBounds(day, 'Europe/Berlin')
      return (endMs - startMs) / HOUR
    }
    assert.deepEqual(['2027-03-27', '2027-03-28', '2027-10-31'].map(hours), [24, 23, 25])
    const round = { rules: [rule('00:00', '24:00')] }
    assert.equal(openHours('2027-03-28', round), 23)
    assert.equal(openHours('2027-10-31', round), 25)
    assert.equal(openHours('2027-03-28', { rules: [rule('01:00', '04:00')] }), 2)
    assert.equal(openHours('2027-10-31', { rules: [rule('01:00', '04:00')] }), 4)
  })

  it('opens at the same wall-clock time before and after a change of the clock', () => {
    const firstTick = (day: string) => new Date(planDay(day, opening())[0]?.firstTickMs ?? 0).toISOString()
    assert.equal(firstTick('2027-03-27'), '2027-03-27T07:00:00.000Z')
    assert.equal(firstTick('2027-03-28'), '2027-03-28T06:00:00.000Z')
    assert.equal(firstTick('2027-10-30'), '2027-10-30T06:00:00.000Z')
    assert.equal(firstTick('2027-10-31'), '2027-10-31T07:00:00.000Z')
    assert.deepEqual(slotAt(Date.parse('2027-10-31T01:30:00Z'), 'Europe/Berlin'), {
      startsAt: '2027-10-31T01:30:00.000Z',
      day: '2027-10-31',
      time: '02:30',
    })
    assert.equal(localDay(Date.parse('2027-03-27T23:30:00Z'), 'Europe/Berlin'), '2027-03-28')
  })

  it('is the same whatever the zone of the machine', () => {
    const script = `
      const { planDay } = await import('./sync/central/planning/opening.ts')
      const { holidaysOf } = await import('./sync/central/planning/holidays.ts')
      const rules = [${JSON.stringify(rule('08:00', '12:00'))}]
      const isHoliday = holidaysOf('RP')
      const days = ['2026-11-23', '2027-01-01', '2027-03-28', '2027-10-31', '2027-11-01', '2027-12-31']
      console.log(JSON.stringify(days.map((day) => planDay(day, { rules, closures: [], isHoliday, zone: 'Europe/Berlin' }))))`
    const planIn = (zone: string) =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
        cwd: new URL('../../../..', import.meta.url),
      })
    const plans = ['UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'America/Los_Angeles'].map(planIn)
    assert.equal(new Set(plans).size, 1)
    assert.match(plans[0] ?? '', /firstTickMs/)
  })

  it('adds up rules, keeps gaps closed and obeys weekdays and validity', () => {
    const [plan] = planDay(
      '2026-11-23',
      opening({ rules: [rule('08:00', '09:00'), rule('08:30', '09:00', { seats: 3 }), rule('10:00', '10:10')] }),
    )
    assert.deepEqual([...(plan?.capacity ?? [])], [...times(6, 2), ...times(6, 5), ...times(12, CLOSED), 2, 2])
    assert.deepEqual(planDay('2026-11-24', opening({ rules: [rule('08:00', '09:00', { weekdays: [1] })] })), [])
    assert.deepEqual(planDay('2026-11-23', opening({ rules: [rule('08:00', '09:00', { validFrom: '2026-11-24' })] })), [])
    assert.deepEqual(planDay('2026-11-23', opening({ rules: [rule('08:00', '09:00', { validUntil: '2026-11-22' })] })), [])
    const two = planDay(
      '2026-11-23',
      opening({ rules: [rule('08:00', '09:00'), rule('08:00', '09:00', { counterGroupId: 'h' })] }),
    )
    assert.deepEqual(
      two.map((group) => group.counterGroupId),
      ['g', 'h'],
    )
  })

  it('closes on closures, whole or part of the day, and on the holidays of the Land', () => {
    const closed = (closure: object) =>
      openHours('2026-11-23', { closures: [{ firstDay: '2026-11-22', lastDay: '2026-11-24', ...closure }] })
    assert.equal(closed({}), 0)
    assert.equal(closed({ from: '10:00', until: '11:30' }), 2.5)
    assert.equal(closed({ from: '11:03' }), 3, 'a tick that is closed in part is closed')
    assert.equal(closed({ lastDay: '2026-11-22' }), 4)
    const [inPalatinate, inBerlin] = [holidaysOf('RP'), holidaysOf('BE')]
    assert.deepEqual(['2026-11-01', '2026-12-25', '2027-05-27', '2026-11-23'].map(inPalatinate), [true, true, true, false])
    assert.deepEqual(['2026-11-01', '2027-03-08'].map(inBerlin), [false, true])
  })
})
