import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { draftFor, OFFICE, PASSPORT, type StationKit, stationKits } from '../../support/station-kit.ts'

// Central has held the last seat for a visitor, and its answer was lost on the way.

let central: CentralKit
const kits = stationKits()
before(async () => {
  central = await startCentralKit({ town: smallTown({ seats: 1 }), settings: { escrowPercent: 0 } })
})
afterEach(kits.end)
after(() => central.stop())

const firstFree = async ({ page }: StationKit) =>
  (await page.client.listSlots({ officeId: OFFICE, services: PASSPORT })).first?.startsAt ?? ''
/** Until the terminal has heard that nobody else can have it. */
async function untilTaken(kit: StationKit, startsAt: string): Promise<void> {
  while ((await firstFree(kit)) === startsAt) await wait(20)
}
const losingHolds = () => {
  const lost = { holds: true }
  const meddle = (address: string) => {
    if (!lost.holds || !address.endsWith('/v1/holds')) return
    return () => {
      throw new TypeError('fetch failed')
    }
  }
  return { lost, meddle }
}

test('it is the visitor’s all the same, whatever the terminal has heard meanwhile', async () => {
  const { lost, meddle } = losingHolds()
  const kit = await kits.start(central, { officeId: OFFICE, meddle })
  const startsAt = await firstFree(kit)
  const draft = draftFor(startsAt)
  assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'provisional')
  lost.holds = false
  await untilTaken(kit, startsAt)
  const outcome = await kit.page.client.confirmBooking(draft)
  assert.equal(outcome.outcome === 'booked' && outcome.receipt.standing, 'requested', JSON.stringify(outcome))
})

test('and where it is somebody else’s by then, its visitor is offered other times', async () => {
  const [kit, other] = [await kits.start(central, { officeId: OFFICE }), await kits.start(central, { officeId: OFFICE })]
  const startsAt = await firstFree(kit)
  kit.wire.cut = true
  const draft = draftFor(startsAt)
  assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'provisional')
  assert.equal((await other.page.client.holdSlot(draftFor(startsAt))).outcome, 'held')
  kit.wire.cut = false
  await untilTaken(kit, startsAt)
  const outcome = await kit.page.client.confirmBooking(draft)
  assert.ok(outcome.outcome === 'slotTaken' && outcome.alternatives.length > 0, JSON.stringify(outcome))
})
