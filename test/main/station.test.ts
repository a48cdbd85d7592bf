import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { readProof } from '../../sync/contract/receipt-proof.ts'
import { type CentralKit, startCentralKit } from '../support/central-kit.ts'
import { draftFor, OFFICE, openTestPage, PASSPORT, type StationKit, stationKits } from '../support/station-kit.ts'
import { smallTown } from '../support/small-town.ts'

let central: CentralKit
const kits = stationKits()
const start = (options: Parameters<typeof kits.start>[1] = {}) => kits.start(central, options)
beforeEach(async () => {
  central = await startCentralKit({ town: smallTown({ seats: 1 }) })
})
afterEach(async () => {
  await kits.end()
  await central.stop()
})

const receiptsIn = ({ folder }: StationKit) => readdirSync(join(folder, 'receipts')).filter((name) => name.endsWith('.bin'))
const firstFree = async ({ page }: StationKit) => {
  const { first } = await page.client.listSlots({ officeId: OFFICE, services: PASSPORT })
  assert.ok(first)
  return first.startsAt
}

describe('with central', () => {
  test('a visitor is shown offices, services and slots from the cache', async () => {
    const { page } = await start()
    const { town, report } = await page.client.openSession({})
    assert.equal(town?.zone, 'Europe/Berlin')
    assert.equal(report.network, 'online')
    const offices = await page.client.listOffices({})
    const here = offices.find(({ office }) => office.id === OFFICE)
    assert.deepEqual(here?.openToday, [{ from: '08:00', until: '12:00' }])
    assert.equal(here?.firstFree?.time, '08:00')
    const { choices, groups } = await page.client.listServices({ officeId: OFFICE })
    assert.deepEqual(choices.map(({ service }) => service.id).toSorted(), ['ausweis', 'melden', 'pass'])
    assert.equal(groups.length, 1)
    assert.equal((await page.client.listSlots({ officeId: OFFICE, services: PASSPORT })).ageSeconds, null)
  })

  test('a booking is taken, and the paper says what the screen says', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit))
    assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'held')
    const outcome = await kit.page.client.confirmBooking(draft)
    assert.equal(outcome.outcome, 'booked')
    assert.ok(outcome.outcome === 'booked' && outcome.receipt.standing === 'requested' && outcome.receipt.confirmBy !== null)
    await kit.page.until(({ paper }) => paper?.bookingId === draft.bookingId && paper.state === 'printed')
    assert.equal(receiptsIn(kit).length, 1)
    assert.equal(kit.page.reports.at(-1)?.waiting, 0)
    // What central has taken is promised, whether or not it was cut from escrow.
    const slip = readFileSync(join(kit.folder, 'receipts', receiptsIn(kit)[0] ?? ''), 'latin1')
    assert.equal(readProof(/F1\.[\w-]+/.exec(slip)?.[0] ?? '')?.fact.promised, true)
  })

  test('a double tap, a retry and a page that comes back are one booking and one receipt', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit))
    const [first, second] = await Promise.all([kit.page.client.confirmBooking(draft), kit.page.client.confirmBooking(draft)])
    assert.deepEqual(second, first)
    await kit.page.until(({ paper }) => paper?.state === 'printed')
    assert.deepEqual(await kit.page.client.confirmBooking(draft), first)
    const other = openTestPage(kit.station)
    const again = await other.client.confirmBooking(draft)
    assert.equal(again.outcome === 'booked' && again.receipt.bookingId, draft.bookingId)
    const row = await central.context.store.read((tx) =>
      tx.all<{ n: number }>('select count(*) as n from booking where booking_id = $1', [draft.bookingId]),
    )
    assert.equal(Number(row[0]?.n), 1)
    assert.equal(receiptsIn(kit).length, 1)
  })

  test('of two terminals that want the last seat one gets it; the other is offered others and prints nothing', async () => {
    const [one, other] = [await start(), await start()]
    const startsAt = await firstFree(one)
    const outcomes = await Promise.all([
      one.page.client.confirmBooking(draftFor(startsAt)),
      other.page.client.confirmBooking(draftFor(startsAt)),
    ])
    assert.deepEqual(outcomes.map(({ outcome }) => outcome).toSorted(), ['booked', 'slotTaken'])
    const taken = outcomes.find(({ outcome }) => outcome === 'slotTaken')
    assert.ok(taken?.outcome === 'slotTaken' && taken.alternatives.length > 0)
    await (outcomes[0]?.outcome === 'booked' ? one : other).page.until(({ paper }) => paper?.state === 'printed')
    const loser = outcomes[0]?.outcome === 'booked' ? other : one
    assert.equal(readdirSync(loser.folder).includes('receipts') ? receiptsIn(loser).length : 0, 0)
  })

  test('a slot that another terminal holds is offered no more', async () => {
    const [one, other] = [await start(), await start()]
    const wish = draftFor(await firstFree(one))
    assert.equal((await one.page.client.holdSlot(wish)).outcome, 'held')
    const second = await other.page.client.holdSlot({ ...wish, bookingId: randomUUID() })
    assert.equal(second.outcome, 'slotTaken')
    await one.page.client.endSession({})
    assert.equal((await other.page.client.holdSlot({ ...wish, bookingId: randomUUID() })).outcome, 'held')
    await other.page.client.endSession({})
  })

  test('what the page has not checked is checked again', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit), { person: { familyName: 'Muster', birthDate: '2999-01-01' } })
    // The offer does not ask for a birth date: it is dropped, not judged.
    assert.equal((await kit.page.client.confirmBooking(draft)).outcome, 'booked')
    await assert.rejects(kit.page.call('confirmBooking', { ...draft, person: { familyName: '' } }), { name: 'ContractError' })
    await assert.rejects(kit.page.call('dropTables', {}), { name: 'ContractError' })
  })

  test('after the visit the station knows nothing of it, and another page cannot print its receipt', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit))
    await kit.page.client.confirmBooking(draft)
    await kit.page.until(({ paper }) => paper?.state === 'printed')
    await kit.page.client.endSession({})
    assert.equal(kit.page.reports.at(-1)?.paper, null)
    await kit.page.client.printReceipt({ bookingId: draft.bookingId })
    assert.equal(receiptsIn(kit).length, 1)
  })

  test('a receipt can be printed again during the visit', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit))
    await kit.page.client.confirmBooking(draft)
    await kit.page.until(({ paper }) => paper?.state === 'printed')
    await kit.page.client.printReceipt({ bookingId: draft.bookingId })
    await kit.page.until(({ paper }) => paper?.state === 'queued' || paper?.state === 'printing')
    await kit.page.until(({ paper }) => paper?.state === 'printed')
    assert.equal(receiptsIn(kit).length, 2)
  })
})

describe('without central', () => {
  test('a booking is an honest request, and its verdict comes when the wire is back', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit))
    kit.wire.cut = true
    assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'provisional')
    const outcome = await kit.page.client.confirmBooking(draft)
    assert.ok(outcome.outcome === 'booked')
    assert.equal(outcome.receipt.standing, 'provisional')
    assert.equal(outcome.receipt.promised, false)
    assert.equal(outcome.receipt.beingConfirmed, false)
    await kit.page.until(({ waiting, network }) => waiting === 1 && network === 'offline')
    assert.notEqual(await firstFree(kit), draft.startsAt, 'its own unanswered booking takes the seat')
    kit.wire.cut = false
    const { verdict } = await kit.page.until((report) => report.verdict !== null)
    assert.equal(verdict?.bookingId, draft.bookingId)
    assert.equal(verdict?.standing, 'requested')
    await kit.page.until(({ waiting, network }) => waiting === 0 && network === 'online')
    assert.notEqual(await firstFree(kit), draft.startsAt)
  })

  test('a booking whose answer is late is being confirmed, and stays the same booking', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit))
    assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'held')
    kit.wire.slow = true
    const outcome = await kit.page.client.confirmBooking(draft)
    assert.ok(outcome.outcome === 'booked')
    const { standing, promised, beingConfirmed } = outcome.receipt
    assert.deepEqual({ standing, promised, beingConfirmed }, { standing: 'provisional', promised: false, beingConfirmed: true })
    const asked = await kit.page.client.confirmBooking(draft)
    assert.ok(asked.outcome === 'booked' && asked.receipt.beingConfirmed)
    kit.wire.slow = false
    const { verdict } = await kit.page.until((report) => report.verdict !== null)
    assert.deepEqual([verdict?.bookingId, verdict?.standing], [draft.bookingId, 'requested'])
  })

  test('a request for a seat that was given away meanwhile is refused later, and the page is told', async () => {
    const [kit, other] = [await start(), await start()]
    const draft = draftFor(await firstFree(kit))
    kit.wire.cut = true
    assert.equal((await kit.page.client.confirmBooking(draft)).outcome, 'booked')
    assert.equal((await other.page.client.confirmBooking(draftFor(draft.startsAt))).outcome, 'booked')
    kit.wire.cut = false
    const { verdict } = await kit.page.until((report) => report.verdict !== null)
    assert.deepEqual(verdict, { bookingId: draft.bookingId, standing: 'refused', confirmBy: null })
  })

  test('the station starts from its cache, books, and uploads once after another restart', async () => {
    const first = await start()
    const startsAt = await firstFree(first)
    await first.stop()
    const second = await start({ folder: first.folder, cut: true })
    const draft = draftFor(startsAt)
    const outcome = await second.page.client.confirmBooking(draft)
    assert.ok(outcome.outcome === 'booked' && outcome.receipt.standing === 'provisional')
    await second.stop()
    const third = await start({ folder: first.folder })
    await third.page.until(({ waiting, network }) => waiting === 0 && network === 'online')
    const again = await third.page.client.confirmBooking(draft)
    assert.ok(again.outcome === 'booked' && again.receipt.standing === 'requested')
  })

  test('a wire that swallows everything costs a visitor a second and a half, not more', async () => {
    const kit = await start()
    const draft = draftFor(await firstFree(kit))
    kit.wire.slow = true
    const before = kit.waits.length
    assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'provisional')
    assert.equal(kit.waits[before], 1_500)
    kit.wire.slow = false
  })
})

test('a central that was set up anew takes the kiosk again with a fresh code', async () => {
  const first = await start()
  await first.stop()
  const another = await startCentralKit({ town: smallTown({ seats: 2 }) })
  await central.stop()
  central = another
  const kit = await start({ folder: first.folder })
  const free = async () => (await kit.page.client.listSlots({ officeId: OFFICE, services: PASSPORT })).first
  await kit.page.until(({ network }) => network === 'offline')
  for (let tries = 0; tries < 100 && (await free()) === null; tries += 1) await wait(50)
  const outcome = await kit.page.client.confirmBooking(draftFor(await firstFree(kit)))
  assert.ok(outcome.outcome === 'booked' && outcome.receipt.standing === 'requested')
})
