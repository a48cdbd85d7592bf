import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localTimes } from '../../../main/visit/local-time.ts'
import {
  createSlotMemory,
  dayChoices,
  firstSlot,
  isFree,
  type Lookup,
  nearestSlots,
  openTimes,
} from '../../../main/visit/slots.ts'
import { Office } from '../../../sync/contract/catalogue.ts'
import { CLOSED } from '../../../sync/contract/office-day.ts'

import { smallTown } from '../../support/small-town.ts'

const local = localTimes('Europe/Berlin')
const at = (instant: string) => Date.parse(instant)
const [rathaus] = smallTown().offices
const WANTED = { counterGroupId: 'schalter', ticks: 2 }

/** An office on some days: each with its first tick and its free seats, a letter a tick (`.` closed). */
function lookup(
  days: Readonly<Record<string, readonly [firstTick: string, seats: string]>>,
  changes: Partial<Lookup> = {},
): Lookup {
  const entries = Object.entries(days).map(([day, [firstTick, seats]]) => {
    const free = Uint8Array.from(seats, (letter) => (letter === '.' ? CLOSED : Number(letter)))
    return [day, new Map([['schalter', { firstTickMs: at(firstTick), free }]])] as const
  })
  const office = Office.parse({ ...rathaus, horizonDays: 3 })
  return {
    office,
    days: new Map(entries),
    taken: [],
    held: [],
    memory: createSlotMemory(),
    local,
    nowMs: at('2026-11-23T06:00:00Z'),
    ...changes,
  }
}
const times = (found: Lookup) => dayChoices(found, WANTED).map(({ slots }) => slots.map(({ time }) => time))

describe('days to choose from', () => {
  test('run from today to the horizon, each with its status and its local times', () => {
    const found = lookup({
      '2026-11-23': ['2026-11-23T07:00:00Z', '111111'],
      '2026-11-24': ['2026-11-24T07:00:00Z', '1111'],
      '2026-11-25': ['2026-11-25T07:00:00Z', '1010'],
    })
    const days = dayChoices(found, WANTED)
    assert.deepEqual(
      days.map(({ day, status }) => [day, status]),
      [
        ['2026-11-23', 'free'],
        ['2026-11-24', 'few'],
        ['2026-11-25', 'none'],
        ['2026-11-26', 'closed'],
      ],
    )
    assert.deepEqual(times(found)[0], ['08:00', '08:05', '08:10', '08:15', '08:20'])
    assert.deepEqual(days[0]?.slots[0], { startsAt: '2026-11-23T07:00:00.000Z', day: '2026-11-23', time: '08:00' })
  })

  test('what lies before now and the office’s lead time cannot be had', () => {
    const office = Office.parse({ ...rathaus, horizonDays: 1, leadMinutes: 10 })
    const found = lookup({ '2026-11-23': ['2026-11-23T07:00:00Z', '111111'] }, { office, nowMs: at('2026-11-23T07:01:00Z') })
    assert.deepEqual(times(found)[0], ['08:15', '08:20'])
  })

  test('on the days on which the clocks change the times are those on the wall', () => {
    const spring = lookup({ '2026-03-29': ['2026-03-29T00:50:00Z', '1111'] }, { nowMs: at('2026-03-29T00:00:00Z') })
    assert.deepEqual(times(spring)[0], ['01:50', '01:55', '03:00'])
    const autumn = lookup({ '2026-10-25': ['2026-10-25T00:50:00Z', '1111'] }, { nowMs: at('2026-10-25T00:00:00Z') })
    assert.deepEqual(times(autumn)[0], ['02:50', '02:55', '02:00'])
  })
})

test('bookings that central has not counted take their seats', () => {
  const days = { '2026-11-23': ['2026-11-23T07:00:00Z', '11111111'] } as const
  const startsMs = at('2026-11-23T07:10:00Z')
  const taken = [{ counterGroupId: 'schalter', startsMs, ticks: 2 }]
  assert.deepEqual(times(lookup(days, { taken }))[0], ['08:00', '08:20', '08:25', '08:30'])
  assert.equal(isFree(lookup(days), WANTED, startsMs, 'central'), true)
  assert.equal(isFree(lookup(days, { taken }), WANTED, startsMs, 'central'), false)
  const elsewhere = [{ counterGroupId: 'other', startsMs, ticks: 2 }]
  assert.equal(isFree(lookup(days, { taken: elsewhere }), WANTED, startsMs, 'central'), true)
})

test('the first free slot and the nearest ones are found across days', () => {
  const found = lookup({
    '2026-11-23': ['2026-11-23T07:00:00Z', '0000'],
    '2026-11-24': ['2026-11-24T07:00:00Z', '110011'],
    '2026-11-25': ['2026-11-25T07:00:00Z', '11'],
  })
  assert.equal(firstSlot(found, WANTED)?.startsAt, '2026-11-24T07:00:00.000Z')
  const near = nearestSlots(found, WANTED, at('2026-11-24T07:25:00Z'), 2)
  assert.deepEqual(
    near.map(({ startsAt }) => startsAt),
    ['2026-11-24T07:20:00.000Z', '2026-11-24T07:00:00.000Z'],
  )
  assert.equal(firstSlot(lookup({}), WANTED), null)
})

test('opening times are the runs of open ticks, up to midnight', () => {
  const found = lookup({ '2026-11-23': ['2026-11-23T07:00:00Z', '11..0.2'], '2026-11-24': ['2026-11-24T22:50:00Z', '11'] })
  assert.deepEqual(openTimes(found, '2026-11-23'), [
    { from: '08:00', until: '08:10' },
    { from: '08:20', until: '08:25' },
    { from: '08:30', until: '08:35' },
  ])
  assert.deepEqual(openTimes(found, '2026-11-24'), [{ from: '23:50', until: '24:00' }])
  assert.deepEqual(openTimes(found, '2026-11-25'), [])
})

test('a month of an office is written out once: read again, only today looks at the zone', () => {
  const day = (ahead: number) => new Date(at('2026-11-23T07:00:00Z') + ahead * 86_400_000)
  const days = Object.fromEntries(
    Array.from({ length: 30 }, (_, ahead) => [
      day(ahead).toISOString().slice(0, 10),
      [day(ahead).toISOString(), '1'.repeat(96)] as const,
    ]),
  )
  const office = Office.parse({ ...rathaus, horizonDays: 30 })
  const plain = lookup(days, { office })
  let looks = 0
  const counted =
    <Answer>(ask: (instantMs: number) => Answer) =>
    (instantMs: number) => {
      looks += 1
      return ask(instantMs)
    }
  const { day: dayOf, time, offset } = plain.local
  const found = { ...plain, local: { ...plain.local, day: counted(dayOf), time: counted(time), offset: counted(offset) } }
  const first = dayChoices(found, WANTED)
  assert.ok(looks > 30, `${looks} looks`)
  looks = 0
  assert.deepEqual(dayChoices(found, WANTED), first)
  assert.ok(looks <= 3, `${looks} looks`)
})
