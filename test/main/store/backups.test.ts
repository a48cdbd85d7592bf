import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { keepBackup } from '../../../main/store/backups.ts'
import { diskAt } from '../../../main/store/disk.ts'
import type { Stores } from '../../../main/store/stores.ts'
import { recording } from '../../support/recording.ts'

const HOUR_MS = 3_600_000
const SEALED = recording().op.person.ciphertext
const NOON = Date.parse('2026-11-23T12:00:00Z')
let folder = ''
let stores: Stores
const open = () => diskAt(folder).openStores({ newEpoch: () => 'epoch', onCacheRebuilt: () => undefined })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-backups-'))
  stores = open()
})
afterEach(async () => {
  await stores.close()
  rmSync(folder, { recursive: true })
})
const keep = (hour: number, backup = stores.backup) => keepBackup(join(folder, 'backups'), backup, NOON + hour * HOUR_MS)
const images = () => readdirSync(join(folder, 'backups')).toSorted()

test('a booking that was in the last image is there again after a damaged database has been replaced by it', async () => {
  const one = recording()
  await stores.bookings.record(one)
  await diskAt(folder).backups?.keep(stores.backup, NOON)
  await stores.bookings.record(recording())
  await stores.close()
  writeFileSync(join(folder, 'bookings.db'), 'no database at all '.repeat(1_000))
  assert.throws(open, { name: 'StoreRefused', code: 'corrupt' })
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, `bookings.db${suffix}`), { force: true })
  cpSync(join(folder, 'backups', images()[0] ?? ''), join(folder, 'bookings.db'))
  stores = open()
  assert.deepEqual(await stores.bookings.find(one.booking.bookingId), one.booking)
  assert.equal((await stores.bookings.pending(10)).length, 1)
  assert.deepEqual(await stores.bookings.record(recording()), { outcome: 'recorded' })
})

test('four images are kept, the oldest goes, and one that was not finished never has a name', async () => {
  for (let hour = 0; hour < 6; hour += 1) await keep(hour)
  assert.deepEqual(
    images(),
    [14, 15, 16, 17].map((hour) => `bookings-2026-11-23T${hour}-00-00Z.db`),
  )
  const halfDone = async (file: string) => {
    writeFileSync(file, 'half')
    throw new Error('the disk is full')
  }
  await assert.rejects(keep(7, halfDone))
  await keep(8)
  assert.equal(images().at(-1), 'bookings-2026-11-23T20-00-00Z.db')
  assert.equal(images().length, 4)
})

test('bookings are written while an image is made', async () => {
  for (let booking = 0; booking < 50; booking += 1) await stores.bookings.record(recording())
  const backup = keep(0)
  const written = await Promise.all(Array.from({ length: 20 }, () => stores.bookings.record(recording())))
  assert.ok(written.every(({ outcome }) => outcome === 'recorded'))
  await backup
})

test('an image with a sealed person goes once all are answered, also one made while the booking was written or answered', async () => {
  await keep(0)
  const sealed = () => images().filter((image) => readFileSync(join(folder, 'backups', image)).includes(SEALED))
  for (let hour = 1; hour < 4; hour += 1) {
    const one = recording()
    const written = stores.bookings.record(one)
    await keep(hour)
    await written
    await stores.bookings.settle([
      { opId: one.op.opId, verdict: { outcome: 'taken', standing: 'requested', confirmBy: null } } as const,
    ])
    assert.equal(sealed().length, 1, 'the booking was in the image')
    diskAt(folder).backups?.dropAnswered()
    assert.deepEqual(sealed(), [])
    assert.deepEqual(images(), ['bookings-2026-11-23T12-00-00Z.db'])
  }
})

test('an image that cannot be deleted is named, and the others go', async () => {
  await stores.bookings.record(recording())
  await keep(0)
  const [stuck = ''] = images()
  await keep(1)
  rmSync(join(folder, 'backups', stuck))
  // What is no file cannot be deleted as one, whoever runs this.
  mkdirSync(join(folder, 'backups', stuck))
  assert.deepEqual(diskAt(folder).backups?.dropAnswered(), [stuck])
  assert.deepEqual(images(), [stuck])
})

test('images of a clock that was ahead go first, and today’s are kept', async () => {
  for (let hour = 0; hour < 4; hour += 1) await keep(365 * 24 + hour)
  for (let hour = 0; hour < 3; hour += 1) await keep(hour)
  assert.deepEqual(images(), [
    ...[12, 13, 14].map((hour) => `bookings-2026-11-23T${hour}-00-00Z.db`),
    'bookings-2027-11-23T15-00-00Z.db',
  ])
})

test('the disk says how much room it has', () => {
  assert.ok((diskAt(folder).freeBytes?.() ?? 0) > 0)
  assert.equal(diskAt(join(folder, 'missing')).freeBytes?.(), null)
})
