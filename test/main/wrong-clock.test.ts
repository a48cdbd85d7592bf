import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { type CentralKit, MONDAY, startCentralKit } from '../support/central-kit.ts'
import { draftFor, OFFICE, PASSPORT, type StationKit, stationKits } from '../support/station-kit.ts'

// A terminal whose clock is not central's: what it shows, what it writes down, what it reports.

const DAY_MS = 86_400_000
const ESCROW = { escrowPercent: 30, openBookingsPerEmail: 100 }

let central: CentralKit
const kits = stationKits()
const start = (options: Parameters<typeof kits.start>[1] = {}) => kits.start(central, options)
beforeEach(async () => {
  central = await startCentralKit({ settings: ESCROW })
})
afterEach(async () => {
  await kits.end()
  await central.stop()
})

const shown = ({ page }: StationKit) => page.client.listSlots({ officeId: OFFICE, services: PASSPORT })
const iso = (ms: number) => new Date(ms).toISOString()

/** Books the first time that is shown, and answers what central has written down of it; the page's clock is the terminal's. */
async function book(kit: StationKit, clockOffsetMs: number): Promise<{ bookedAt: string; consentAt: string }> {
  const { first } = await shown(kit)
  const acceptedAt = iso(central.clock.nowMs() + clockOffsetMs)
  const draft = draftFor(first?.startsAt ?? '', { consent: { version: '1', acceptedAt } })
  assert.equal((await kit.page.client.confirmBooking(draft)).outcome, 'booked')
  await kit.page.until(({ waiting, network }) => waiting === 0 && network === 'online')
  const [row] = await central.context.store.read((tx) =>
    tx.all<{ booked_at: number; consent_at: number }>('select booked_at, consent_at from booking where booking_id = $1', [
      draft.bookingId,
    ]),
  )
  return { bookedAt: iso(Number(row?.booked_at)), consentAt: iso(Number(row?.consent_at)) }
}

for (const clockOffsetMs of [DAY_MS, -DAY_MS, 61_000]) {
  test(`a clock ${clockOffsetMs / 1_000} s off is corrected in what is shown and written down, and reported`, async () => {
    const kit = await start({ clockOffsetMs })
    const { report } = await kit.page.client.openSession({})
    assert.equal(report.network, 'online')
    assert.equal(kit.station.health().clockOffsetMs, -clockOffsetMs)
    const { today, first } = await shown(kit)
    assert.equal(today, MONDAY.slice(0, 10))
    assert.equal(first?.time, '08:00')
    const hold = await kit.page.client.holdSlot(draftFor(first?.startsAt ?? ''))
    assert.ok(hold.outcome === 'held' && hold.secondsLeft > 500 && hold.secondsLeft <= 600)
    await kit.page.client.endSession({})
    assert.deepEqual(await book(kit, clockOffsetMs), { bookedAt: MONDAY, consentAt: MONDAY })
  })
}

test('a clock that is right to a minute is left alone', async () => {
  const clockOffsetMs = 59_000
  const kit = await start({ clockOffsetMs })
  const noted = iso(Date.parse(MONDAY) + clockOffsetMs)
  assert.deepEqual(await book(kit, clockOffsetMs), { bookedAt: noted, consentAt: noted })
})

test('a terminal that has lost its time with its power, and finds no network, goes on at the last contact', async () => {
  const before = await start()
  await before.page.until(({ network }) => network === 'online')
  await before.stop()
  central.clock.pass(3 * 24 * 60)
  const kit = await start({ folder: before.folder, cut: true, clockOffsetMs: -central.clock.nowMs() })
  const { today, first } = await shown(kit)
  assert.equal(today, MONDAY.slice(0, 10))
  assert.notEqual(first, null, 'times can be asked for')
  // Nobody knows how old they are: nothing is promised of them.
  const draft = draftFor(first?.startsAt ?? '')
  assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'provisional')
})

test('how old the times are is told from the last contact, also after a restart', async () => {
  const before = await start()
  await before.page.until(({ network }) => network === 'online')
  await before.stop()
  central.clock.pass(2 * 24 * 60)
  const kit = await start({ folder: before.folder, cut: true })
  await kit.page.until(({ network }) => network === 'offline')
  central.clock.pass(5)
  const { ageSeconds, heardAt } = await shown(kit)
  assert.equal(ageSeconds, (2 * 24 * 60 + 5) * 60)
  assert.equal(heardAt, MONDAY)
})
