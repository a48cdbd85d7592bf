import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { type CentralKit, startCentralKit } from '../support/central-kit.ts'
import { draftFor, OFFICE, PASSPORT, removeFolder, startStationKit, type StationKit } from '../support/station-kit.ts'
import { smallTown } from '../support/small-town.ts'

let central: CentralKit
const folders: string[] = []
const running: StationKit[] = []
const start = async (options: Parameters<typeof startStationKit>[1] = {}) => {
  const kit = await startStationKit(central, options)
  running.push(kit)
  folders.push(kit.folder)
  return kit
}
beforeEach(async () => {
  central = await startCentralKit({ town: smallTown({ seats: 2 }) })
})
afterEach(async () => {
  for (const kit of running.splice(0)) await kit.stop()
  for (const folder of folders.splice(0)) removeFolder(folder)
  await central.stop()
})

const CANARY = { familyName: 'Kanarienvogel', firstName: 'Kunigunde', email: 'kanarie@example.org', phone: '+4926112345678' }
// As text and as the encodings that a careless program might have used, in either byte order of UTF-16.
const NEEDLES = ['kanarie', 'kunigunde', '26112345678'].flatMap((word) => [
  word,
  Buffer.from(word, 'utf16le').toString('latin1'),
  [...word].join('\0'),
])
const BASE64 = ['Kanarienvogel', 'Kunigunde', 'kanarie@example.org'].flatMap((word) =>
  [0, 1, 2].map((shift) =>
    Buffer.from(`${'\0'.repeat(shift)}${word}`)
      .toString('base64')
      .slice(4, 12),
  ),
)

/** Every file under a folder as it is on the disk now: databases with their free pages, logs of writes, images, receipts, logs. */
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name), 'latin1') }))
const found = (folder: string) =>
  filesOf(folder)
    .filter(({ bytes }) => {
      const small = bytes.toLowerCase()
      return NEEDLES.some((needle) => small.includes(needle)) || BASE64.some((needle) => bytes.includes(needle))
    })
    .map(({ name }) => name)
const firstFree = async ({ page }: StationKit) => {
  const { first } = await page.client.listSlots({ officeId: OFFICE, services: PASSPORT })
  assert.ok(first)
  return first.startsAt
}
/** The disk as a crash at this instant leaves it. */
const crashOf = ({ folder }: StationKit) => {
  const image = mkdtempSync(join(tmpdir(), 'foyer-crash-'))
  cpSync(folder, image, { recursive: true })
  return image
}

test('the search itself finds what is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-canary-'))
  folders.push(folder)
  writeFileSync(join(folder, 'plain'), 'xx Kanarienvogel')
  writeFileSync(join(folder, 'wide'), Buffer.from('Kunigunde', 'utf16le'))
  writeFileSync(join(folder, 'encoded'), Buffer.from('{"a":"Kanarienvogel"}').toString('base64'))
  writeFileSync(join(folder, 'other'), 'nothing of the kind')
  assert.deepEqual(found(folder).toSorted(), ['encoded', 'plain', 'wide'])
})

test('from confirm on no file of the station holds the visitor’s data, before the answer, after a crash, and after it', async () => {
  const kit = await start()
  kit.wire.cut = true
  const draft = draftFor(await firstFree(kit), { person: CANARY })
  assert.equal((await kit.page.client.holdSlot(draft)).outcome, 'provisional')
  assert.equal((await kit.page.client.confirmBooking(draft)).outcome, 'booked')
  assert.deepEqual(found(kit.folder), [])
  await kit.page.until(({ paper }) => paper?.state === 'printed')
  assert.ok(
    filesOf(kit.folder).some(({ name }) => name.endsWith('.bin')),
    'a receipt was printed',
  )
  assert.deepEqual(found(kit.folder), [])
  assert.ok(!kit.logged.some((line) => /kanarie|kunigunde/i.test(line)))

  const image = crashOf(kit)
  await kit.stop()
  const again = await start({ folder: image, cut: true })
  assert.deepEqual(found(image), [])
  const row = filesOf(image).find(({ name }) => /^bookings-.*-waiting\.db$/.test(name))
  assert.ok(row, 'the image of the unanswered booking')
  const ciphertext = /"ciphertext":"([^"]{40})/.exec(row.bytes)?.[1] ?? ''
  assert.equal(ciphertext.length, 40)

  again.wire.cut = false
  await again.page.until(({ waiting, network }) => waiting === 0 && network === 'online')
  assert.deepEqual(found(image), [])
  const sealed = filesOf(image).filter(({ bytes }) => bytes.includes(ciphertext))
  assert.deepEqual(
    sealed.map(({ name }) => name),
    [],
    'not even sealed',
  )
  const later = crashOf(again)
  folders.push(later)
  assert.deepEqual(found(later), [])
})

test('a booking whose answer comes at once leaves neither data nor ciphertext', async () => {
  const kit = await start()
  const draft = draftFor(await firstFree(kit), { person: CANARY })
  const outcome = await kit.page.client.confirmBooking(draft)
  assert.ok(outcome.outcome === 'booked' && outcome.receipt.standing === 'requested')
  await kit.page.client.endSession({})
  assert.deepEqual(found(kit.folder), [])
  assert.ok(!filesOf(kit.folder).some(({ bytes }) => bytes.includes('"ciphertext":"')))
})
