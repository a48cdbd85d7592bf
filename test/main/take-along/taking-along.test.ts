import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sealTakeAlong } from '../../../main/take-along/take-along-code.ts'
import { createTakingAlong } from '../../../main/take-along/taking-along.ts'
import { newVisitorSession } from '../../../main/visit/visitor-session.ts'
import type { Person } from '../../../sync/contract/person.ts'
import { readTakeAlongCode } from '../../../sync/contract/take-along.ts'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { scanNewestPaper } from '../../support/read-slip.ts'
import { smallTown } from '../../support/small-town.ts'
import { removeFolder, startStationKit, type StationKit } from '../../support/station-kit.ts'

const DAY = 86_400_000
const YEAR = 365 * DAY
const PERSON: Person = { familyName: 'Kanarienvogel', firstName: 'Đorđe', email: 'kanarie@example.org', birthDate: '1985-11-24' }
const PIN = '4711'

let central: CentralKit
let kit: StationKit
const running: StationKit[] = []
const folders: string[] = []
const start = async (options: Parameters<typeof startStationKit>[1] = {}, at = central) => {
  const started = await startStationKit(at, options)
  running.push(started)
  folders.push(started.folder)
  return started
}
before(async () => {
  central = await startCentralKit({ town: smallTown({ seats: 2 }) })
  kit = await start()
})
after(async () => {
  for (const each of running) await each.stop()
  for (const folder of folders) removeFolder(folder)
  await central.stop()
})

const print = ({ page }: StationKit, changes: Partial<Parameters<typeof page.client.printSlip>[0]> = {}) =>
  page.client.printSlip({ slipId: randomUUID(), person: PERSON, pin: PIN, language: 'en', ...changes })
const printed = async (from: StationKit) => {
  const slipId = randomUUID()
  assert.equal((await print(from, { slipId })).outcome, 'printing')
  await from.page.until(({ paper }) => paper?.bookingId === slipId && paper.state === 'printed')
  const code = readTakeAlongCode(scanNewestPaper(join(from.folder, 'receipts')))
  assert.ok(code, 'the code on the paper is read')
  return code
}

/** As a terminal of the town seals it, without the paper. */
const sealed = () => {
  const [townKey] = central.context.keys.townKeys
  assert.ok(townKey)
  return sealTakeAlong(PERSON, { townKey, pin: PIN, lastDayMs: central.clock.nowMs() + YEAR, random: randomBytes })
}

test('what is printed is read off the paper and opened again, at another terminal of the town and without network', async () => {
  const code = await printed(kit)
  const other = await start()
  await other.page.client.endSession({})
  other.wire.cut = true
  assert.deepEqual(await other.page.client.readTakeAlong({ code }), { outcome: 'pinNeeded' })
  assert.deepEqual(await other.page.client.openTakeAlong({ code, pin: PIN }), { outcome: 'opened', person: PERSON })
})

test('a slip is in the code page as the device’s own printer counts it', async () => {
  const terminal = await start({ environment: { FOYER_PRINTER_CODE_PAGE_NUMBER: '71' } })
  await printed(terminal)
  const paper = readdirSync(join(terminal.folder, 'receipts')).find((name) => name.endsWith('.bin')) ?? ''
  const bytes = readFileSync(join(terminal.folder, 'receipts', paper))
  assert.ok(bytes.includes(Buffer.from([0x1b, 0x74, 71])))
})

test('a slip that is ready only after its visitor has left is not printed for the next one', async () => {
  const terminal = await start()
  const making = print(terminal)
  await terminal.page.client.endSession({})
  await making
  assert.deepEqual(
    terminal.page.reports.filter(({ paper }) => paper !== null),
    [],
  )
})

test('a slip is made without network too, from the key that was kept', async () => {
  const first = await start()
  await first.stop()
  const again = await start({ folder: first.folder, cut: true })
  const code = await printed(again)
  assert.deepEqual(await again.page.client.openTakeAlong({ code, pin: PIN }), { outcome: 'opened', person: PERSON })
})

test('three wrong PINs close a code for a day, also at the next visitor’s page', async () => {
  const code = await sealed()
  const { client } = kit.page
  assert.deepEqual(await client.openTakeAlong({ code, pin: '0815' }), { outcome: 'wrongPin', triesLeft: 2 })
  assert.deepEqual(await client.openTakeAlong({ code, pin: '0816' }), { outcome: 'wrongPin', triesLeft: 1 })
  assert.deepEqual(await client.openTakeAlong({ code, pin: '0817' }), { outcome: 'locked' })
  await client.endSession({})
  assert.deepEqual(await client.readTakeAlong({ code }), { outcome: 'locked' })
  assert.deepEqual(await client.openTakeAlong({ code, pin: PIN }), { outcome: 'locked' })
  central.clock.pass(DAY / 60_000)
  assert.deepEqual(await client.openTakeAlong({ code, pin: PIN }), { outcome: 'opened', person: PERSON })
})

test('tries sent at the same time are counted one by one', async () => {
  const code = await sealed()
  const guesses = Array.from({ length: 8 }, (_, at) => kit.page.client.openTakeAlong({ code, pin: `900${at}` }))
  const outcomes = (await Promise.all(guesses)).map(({ outcome }) => outcome)
  assert.equal(outcomes.filter((outcome) => outcome === 'locked').length, 8)
  assert.deepEqual(await kit.page.client.openTakeAlong({ code, pin: PIN }), { outcome: 'locked' })
})

test('a code is good for a year and says so when it no longer is', async () => {
  const slipId = randomUUID()
  const answer = await print(kit, { slipId })
  assert.ok(answer.outcome === 'printing')
  // What is on its way out is renamed, which no copy of the folder survives.
  await kit.page.until(({ paper }) => paper?.bookingId === slipId && paper.state === 'printed')
  const code = await sealed()
  assert.deepEqual(await kit.page.client.readTakeAlong({ code }), { outcome: 'pinNeeded' })
  const late = await start({ clockOffsetMs: 366 * DAY, cut: true, folder: await copyOf(kit) })
  assert.deepEqual(await late.page.client.readTakeAlong({ code }), { outcome: 'expired', lastDay: answer.lastDay })
})

test('another town’s code, a torn one and one before the first contact each say what they are', async () => {
  const code = await sealed()
  const neighbours = await startCentralKit({ town: smallTown({ seats: 1 }) })
  const elsewhere = await start({}, neighbours)
  assert.deepEqual(await elsewhere.page.client.readTakeAlong({ code }), { outcome: 'foreign' })
  await elsewhere.stop()
  await neighbours.stop()
  assert.deepEqual(await kit.page.client.readTakeAlong({ code: code.slice(0, -30) }), { outcome: 'damaged' })
  const fresh = await start({ cut: true })
  assert.deepEqual(await fresh.page.client.readTakeAlong({ code }), { outcome: 'unavailable' })
  assert.deepEqual(await print(fresh), { outcome: 'unavailable' })
})

test('the same wish twice is one paper', async () => {
  const papers = () => readdirSync(join(kit.folder, 'receipts')).filter((name) => name.endsWith('.bin')).length
  const slipId = randomUUID()
  // The slip of the test before this one may still be on its way out.
  await kit.page.until(({ paper }) => paper?.state === 'printed')
  const before = papers()
  await Promise.all([print(kit, { slipId }), print(kit, { slipId })])
  await kit.page.until(({ paper }) => paper?.bookingId === slipId && paper.state === 'printed')
  await print(kit, { slipId })
  assert.equal(papers(), before + 1)
})

test('more than a code on narrow paper can hold is said, and nothing is printed', async () => {
  const submitted: unknown[] = []
  const narrow = createTakingAlong({
    settings: { uri: 'virtual:', columns: 32, codePage: 'WPC1252', codePageNumber: null, answers: true },
    townKeys: () => central.context.keys.townKeys,
    tray: { submit: async (job) => void submitted.push(job) },
    jobs: { add: async () => true, drop: async () => undefined },
    knowledge: { catalogue: () => null },
    clock: { now: central.clock.nowMs },
    random: { uuid: randomUUID, bytes: randomBytes, fraction: () => 0 },
    queued: () => undefined,
  })
  const [name, street] = ['ख'.repeat(80), 'ख'.repeat(100)]
  const person = { familyName: name, firstName: name, email: PERSON.email, address: { street, postalCode: '56068', city: name } }
  const wish = { slipId: randomUUID(), person, pin: PIN, language: 'de' } as const
  assert.deepEqual(await narrow.print(newVisitorSession(), wish), { outcome: 'tooLong' })
  assert.deepEqual(submitted, [])
})

test('nothing of what was taken along or brought again is on the disk or in a log, whatever the crash', async () => {
  const code = await printed(kit)
  await kit.page.client.openTakeAlong({ code, pin: PIN })
  const image = await copyOf(kit)
  const needles = ['Kanarienvogel', 'kanarie@', 'Đorđe', '1985-11-24', code.slice(0, 60), code.slice(-60)]
  const found = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))] as const)
      .filter(([, bytes]) => needles.some((needle) => bytes.includes(needle) || bytes.includes(Buffer.from(needle, 'utf16le'))))
      .map(([name]) => name)
  assert.deepEqual(found(image), [])
  assert.ok(!kit.logged.some((line) => needles.some((needle) => line.includes(needle))))
})

/** The disk as a crash at this instant leaves it; without the lock of the one that runs. */
async function copyOf({ folder }: StationKit): Promise<string> {
  const image = mkdtempSync(join(tmpdir(), 'foyer-image-'))
  folders.push(image)
  cpSync(folder, image, { recursive: true })
  return image
}
