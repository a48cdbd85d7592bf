import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { draftFor, OFFICE, openTestPage, PASSPORT, type StationKit, stationKits } from '../../support/station-kit.ts'

// What the station has asked for when its visitor leaves, and hears only when the next one may stand there.

let central: CentralKit
const kits = stationKits()
const start = (options: Parameters<typeof kits.start>[1] = {}) => kits.start(central, { officeId: OFFICE, ...options })
before(async () => {
  central = await startCentralKit({
    town: smallTown({ seats: 1 }),
    settings: { escrowPercent: 30, escrowBlocksPerKiosk: 3, openBookingsPerEmail: 100 },
  })
})
afterEach(kits.end)
after(() => central.stop())

const firstFree = async ({ page }: StationKit) => {
  const { first } = await page.client.listSlots({ officeId: OFFICE, services: PASSPORT })
  assert.ok(first)
  return first.startsAt
}
/** When the first block begins that a terminal was granted: that of the first one in this file. */
const blockStart = async () => {
  const [block] = await central.context.store.read((tx) =>
    tx.all<{ starts_at: number }>('select starts_at from escrow_block order by starts_at limit 1'),
  )
  assert.ok(block)
  return new Date(block.starts_at).toISOString()
}
const papersOf = ({ folder }: StationKit) =>
  readdirSync(folder).includes('receipts') ? readdirSync(join(folder, 'receipts')).filter((name) => name.endsWith('.bin')) : []

test('seats that would have been promised to a visitor who has left are promised to the next', async () => {
  const kit = await start({ pace: 10 })
  const startsAt = await blockStart()
  kit.wire.slow = true
  const asking = kit.page.client.holdSlot(draftFor(startsAt))
  await kit.page.client.endSession({})
  assert.notEqual((await asking).outcome, 'promised')
  assert.equal(kit.station.serving(), false)
  kit.wire.cut = true
  assert.equal((await openTestPage(kit.station).client.holdSlot(draftFor(startsAt))).outcome, 'promised')
})

test('a slot that central holds only after its visitor has left, or has given it back, is free again at once', async () => {
  const [kit, other] = [await start(), await start()]
  const startsAt = await firstFree(kit)
  const { endSession, releaseHold } = kit.page.client
  for (const letGo of [() => endSession({}), (bookingId: string) => releaseHold({ bookingId })]) {
    const wish = draftFor(startsAt)
    const asking = kit.page.client.holdSlot(wish)
    await letGo(wish.bookingId)
    assert.notEqual((await asking).outcome, 'held')
    assert.equal(kit.station.serving(), false)
    const others = draftFor(startsAt)
    assert.equal((await other.page.client.holdSlot(others)).outcome, 'held')
    await other.page.client.releaseHold(others)
  }
})

test('a slot asked for twice for one booking is held by the second wish alone', async () => {
  const kit = await start()
  const [early, late] = (await kit.page.client.listSlots({ officeId: OFFICE, services: PASSPORT })).days.flatMap(
    ({ slots }) => slots,
  )
  assert.ok(early && late)
  const wish = draftFor(early.startsAt)
  const outcomes = await Promise.all([
    kit.page.client.holdSlot(wish),
    kit.page.client.holdSlot({ ...wish, startsAt: late.startsAt }),
  ])
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['slotTaken', 'held'],
  )
})

test('a booking written down after its visitor has left counts, and leaves the next one neither paper nor word of it', async () => {
  const kit = await start()
  const draft = draftFor(await firstFree(kit))
  await kit.page.client.holdSlot(draft)
  const confirming = kit.page.client.confirmBooking(draft)
  await kit.page.client.endSession({})
  assert.equal((await confirming).outcome, 'booked')
  await kit.page.until(({ waiting, network }) => waiting === 0 && network === 'online')
  assert.equal(kit.station.serving(), false)
  await kit.page.client.printReceipt({ bookingId: draft.bookingId })
  assert.equal(kit.page.reports.at(-1)?.paper, null)
  assert.equal(kit.page.reports.at(-1)?.verdict, null)
  const booking = await central.context.store.read((tx) =>
    tx.one<{ standing: string }>('select standing from booking where booking_id = $1', [draft.bookingId]),
  )
  assert.equal(booking?.standing, 'requested')
  // Whatever was on its way to the printer has come out by then.
  await kit.stop()
  assert.deepEqual(papersOf(kit), [])
})
