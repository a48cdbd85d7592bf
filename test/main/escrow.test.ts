import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { diskAt } from '../../main/store/disk.ts'
import { readProof } from '../../sync/contract/receipt-proof.ts'
import { type CentralKit, startCentralKit } from '../support/central-kit.ts'
import { draftFor, OFFICE, openTestPage, removeFolder, type StationKit, stationKits } from '../support/station-kit.ts'
import { smallTown } from '../support/small-town.ts'

const HOUR_MS = 3_600_000
let central: CentralKit
const kits = stationKits()
const start = (options: Parameters<typeof kits.start>[1] = {}) => kits.start(central, { officeId: OFFICE, ...options })
beforeEach(async () => {
  central = await startCentralKit({
    town: smallTown({ seats: 1 }),
    settings: { escrowPercent: 30, escrowBlocksPerKiosk: 3, openBookingsPerEmail: 100 },
  })
})
afterEach(async () => {
  await kits.end()
  await central.stop()
})

type Block = { block_id: string; starts_at: number; state: string }
const blocks = () => central.context.store.read((tx) => tx.all<Block>('select * from escrow_block order by starts_at'))
/** When the first block begins that a kiosk was granted. */
const blockStart = async () => {
  const block = (await blocks()).find(({ state }) => state === 'granted')
  assert.ok(block)
  return new Date(block.starts_at).toISOString()
}
const standingOf = async (bookingId: string) =>
  (await central.context.store.read((tx) =>
    tx.one<{ standing: string; promised: number; overbooked: number }>(
      'select standing, promised, overbooked from booking where booking_id = $1',
      [bookingId],
    ),
  )) ?? null
const book = async ({ page }: StationKit, startsAt: string) => {
  const draft = draftFor(startsAt)
  const hold = await page.client.holdSlot(draft)
  const outcome = await page.client.confirmBooking(draft)
  return { draft, hold: hold.outcome, outcome }
}

test('what is promised offline is kept, whatever others wanted meanwhile', async () => {
  const [kit, rival] = [await start(), await central.enrol()]
  const startsAt = await blockStart()
  kit.wire.cut = true
  const { draft, hold, outcome } = await book(kit, startsAt)
  assert.equal(hold, 'promised')
  assert.ok(outcome.outcome === 'booked' && outcome.receipt.promised && outcome.receipt.standing === 'provisional')
  await kit.page.until(({ paper }) => paper?.state === 'printed')
  const receipts = join(kit.folder, 'receipts')
  const paper = readdirSync(receipts).find((name) => name.endsWith('.bin')) ?? ''
  const [code = ''] = /#F1\.[\w-]+/.exec(readFileSync(join(receipts, paper), 'latin1')) ?? []
  const fact = readProof(code)?.fact
  assert.deepEqual([fact?.bookingId, fact?.startsAt, fact?.promised], [draft.bookingId, startsAt, true])
  const op = await rival.bookingOp({ startsAt })
  assert.equal((await rival.sync({ ops: [rival.signedOp(1, op)] })).verdicts[0]?.verdict.outcome, 'refused')
  kit.wire.cut = false
  const { verdict } = await kit.page.until((report) => report.verdict !== null)
  assert.equal(verdict?.standing, 'requested')
  assert.deepEqual(await standingOf(draft.bookingId), { standing: 'requested', promised: 1, overbooked: 0 })
})

test('a seat is promised once: to a second visitor it is not free, and not after a restart either', async () => {
  const kit = await start()
  const startsAt = await blockStart()
  kit.wire.cut = true
  assert.equal((await kit.page.client.holdSlot(draftFor(startsAt))).outcome, 'promised')
  const other = openTestPage(kit.station)
  const taken = await other.client.holdSlot(draftFor(startsAt))
  assert.ok(taken.outcome === 'slotTaken' && taken.alternatives.length > 0)
  await kit.page.client.endSession({})
  assert.equal((await book(kit, startsAt)).hold, 'promised', 'let go by the first')
  await kit.stop()
  const again = await start({ folder: kit.folder, cut: true })
  assert.equal((await again.page.client.holdSlot(draftFor(startsAt))).outcome, 'slotTaken')
  const later = new Date(Date.parse(startsAt) + 600_000).toISOString()
  assert.equal((await again.page.client.holdSlot(draftFor(later))).outcome, 'promised')
})

test('a kiosk’s own blocks are free on its screen alone, and sold there while central is reached as well', async () => {
  const [kit, other] = [await start(), await start({ officeId: 'amt' })]
  const startsAt = await blockStart()
  const shows = async ({ page }: StationKit) => {
    const { days } = await page.client.listSlots({ officeId: OFFICE, services: [{ serviceId: 'ausweis', count: 1 }] })
    return days.some(({ slots }) => slots.some((slot) => slot.startsAt === startsAt))
  }
  await other.page.until(({ network }) => network === 'online')
  assert.deepEqual([await shows(kit), await shows(other)], [true, false])
  const { hold, outcome, draft } = await book(kit, startsAt)
  assert.equal(hold, 'promised')
  assert.ok(outcome.outcome === 'booked' && outcome.receipt.standing === 'requested')
  assert.deepEqual(await standingOf(draft.bookingId), { standing: 'requested', promised: 1, overbooked: 0 })
  assert.equal(await shows(kit), false)
})

test('near blocks go back while central is reached, and others can have them', async () => {
  const kit = await start()
  const startsAt = await blockStart()
  central.clock.pass((Date.parse(startsAt) - central.clock.nowMs()) / 60_000 - 29 * 60)
  const rival = await central.enrol()
  await book(kit, new Date(Date.parse(startsAt) + 20 * 24 * HOUR_MS).toISOString())
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await blocks()).some(({ state }) => state === 'returned')) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const verdict = (await rival.sync({ ops: [rival.signedOp(1, await rival.bookingOp({ startsAt }))] })).verdicts[0]?.verdict
  assert.equal(verdict?.outcome, 'taken')
})

test('a block from which somebody waits for an answer does not go back', async () => {
  const kit = await start()
  const startsAt = await blockStart()
  kit.wire.cut = true
  const { draft } = await book(kit, startsAt)
  central.clock.pass((Date.parse(startsAt) - central.clock.nowMs()) / 60_000 - 20 * 60)
  kit.wire.cut = false
  await kit.page.until(({ waiting, network }) => waiting === 0 && network === 'online')
  assert.deepEqual(await standingOf(draft.bookingId), { standing: 'requested', promised: 1, overbooked: 0 })
})

test('after a day without a word from central nothing more is promised', async () => {
  let monotonicMs = 0
  const kit = await start({ monotonic: () => monotonicMs })
  const startsAt = await blockStart()
  kit.wire.cut = true
  monotonicMs += 24 * HOUR_MS - 60_000
  central.clock.pass(24 * 60 - 1)
  assert.equal((await kit.page.client.holdSlot(draftFor(startsAt))).outcome, 'promised')
  monotonicMs += 120_000
  central.clock.pass(2)
  assert.equal((await kit.page.client.holdSlot(draftFor(startsAt))).outcome, 'slotTaken')
})

test('a clock that jumps makes honest requests of promises until central has said what time it is', async () => {
  let monotonicMs = 0
  const kit = await start({ monotonic: () => monotonicMs })
  const startsAt = await blockStart()
  kit.wire.cut = true
  central.clock.pass(6)
  assert.equal((await kit.page.client.holdSlot(draftFor(startsAt))).outcome, 'slotTaken')
  monotonicMs += 6 * 60_000
  assert.equal((await kit.page.client.holdSlot(draftFor(startsAt))).outcome, 'promised')
})

test('a start that ends before it has begun costs the next one nothing', async () => {
  const first = await start()
  const startsAt = await blockStart()
  await first.stop()
  // The power goes twice more, each time when the start has been counted and the database not yet told.
  for (const _ of [1, 2]) diskAt(join(first.folder, 'station')).nextGeneration()
  const next = await start({ folder: first.folder, cut: true })
  assert.equal((await next.page.client.holdSlot(draftFor(startsAt))).outcome, 'promised')
})

/** The folder as it was, under another name: an image of the disk. */
const imageOf = (folder: string) => {
  const image = mkdtempSync(join(tmpdir(), 'foyer-image-'))
  cpSync(folder, image, { recursive: true })
  return image
}

test('an older image of the database promises nothing, gives its blocks back and loses no later booking', async () => {
  const first = await start()
  const startsAt = await blockStart()
  await first.stop()
  const image = imageOf(first.folder)
  const second = await start({ folder: first.folder })
  await second.page.until(({ network }) => network === 'online')
  assert.equal((await book(second, startsAt)).hold, 'promised')
  await second.page.until(({ waiting }) => waiting === 0)
  await second.stop()
  for (const suffix of ['', '-wal', '-shm']) removeFolder(join(first.folder, `station/bookings.db${suffix}`))
  cpSync(join(image, 'station/bookings.db'), join(first.folder, 'station/bookings.db'))
  const restored = await start({ folder: first.folder, cut: true })
  assert.equal((await restored.page.client.holdSlot(draftFor(startsAt))).outcome, 'slotTaken')
  restored.wire.cut = false
  await restored.page.until(({ network }) => network === 'online')
  for (let tries = 0; tries < 100 && (await blocks()).some(({ state }) => state === 'granted'); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok((await blocks()).every(({ state }) => state === 'returned'))
  const free = new Date(Date.parse(startsAt) + 20 * 24 * HOUR_MS).toISOString()
  const { outcome, draft } = await book(restored, free)
  assert.ok(outcome.outcome === 'booked' && outcome.receipt.standing === 'requested')
  assert.deepEqual(await standingOf(draft.bookingId), { standing: 'requested', promised: 0, overbooked: 0 })
  removeFolder(image)
})

test('an older image of the whole disk is frozen by central at the first contact; its bookings are taken all the same', async () => {
  const first = await start()
  const startsAt = await blockStart()
  await first.stop()
  const image = imageOf(first.folder)
  const second = await start({ folder: first.folder })
  await second.page.until(({ network }) => network === 'online')
  assert.equal((await book(second, startsAt)).hold, 'promised')
  await second.page.until(({ waiting }) => waiting === 0)
  await second.stop()
  // The same number of starts as the life that was lost: only the length of its log gives the image away.
  const restored = await start({ folder: image })
  await restored.page.until(({ network }) => network === 'online')
  const frozen = () =>
    central.context.store.read((tx) => tx.one<{ frozen_reason: string | null }>('select frozen_reason from kiosk'))
  for (let tries = 0; tries < 100 && (await frozen())?.frozen_reason == null; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.equal((await frozen())?.frozen_reason, 'sequenceWentBack')
  const later = new Date(Date.parse(startsAt) + 600_000).toISOString()
  // The answer that says so may still be on its way to the terminal.
  const heldWithout = async () => {
    restored.wire.cut = true
    const wish = draftFor(later)
    const { outcome } = await restored.page.client.holdSlot(wish)
    await restored.page.client.releaseHold({ bookingId: wish.bookingId })
    restored.wire.cut = false
    return outcome
  }
  let held = await heldWithout()
  for (let tries = 0; tries < 100 && held === 'promised'; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    held = await heldWithout()
  }
  assert.notEqual(held, 'promised')
  const free = new Date(Date.parse(startsAt) + 20 * 24 * HOUR_MS).toISOString()
  const draft = draftFor(free, { bookingId: randomUUID() })
  assert.equal((await restored.page.client.confirmBooking(draft)).outcome, 'booked')
  await restored.page.until(({ waiting }) => waiting === 0)
  assert.equal((await standingOf(draft.bookingId))?.standing, 'requested')
})
