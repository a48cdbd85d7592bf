import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import Database from 'better-sqlite3'
import { openCache } from '../../../main/store/cache.ts'
import { openDatabase, StoreRefused } from '../../../main/store/open.ts'
import { openStores } from '../../../main/store/stores.ts'
import { BOOKINGS_MIGRATIONS } from '../../../main/store/schema.ts'
import { Catalogue } from '../../../sync/contract/catalogue.ts'
import { smallTown } from '../../support/small-town.ts'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-cache-'))
  file = join(folder, 'cache.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const free = Buffer.from([255, 2, 1, 0]).toString('base64')
const day = {
  officeId: 'rathaus',
  day: '2026-11-23',
  version: 4,
  groups: [{ counterGroupId: 'schalter', firstTickAt: '2026-11-23T06:55:00.000Z', free }],
}
const unexpected = (reason: string) => assert.fail(reason)

/** A cache with a catalogue and a day, closed again. */
async function fill(): Promise<void> {
  const cache = openCache(file, unexpected)
  await cache.setCatalogue({ version: 'v1', catalogue: Catalogue.parse(smallTown()) })
  await cache.applyDays([day], { rathaus: 4 })
  cache.close()
}

test('what was learned is there after a restart', async () => {
  await fill()
  const cache = openCache(file, unexpected)
  assert.equal(cache.catalogueVersion(), 'v1')
  assert.deepEqual(cache.officeIds(), ['rathaus', 'amt'])
  assert.deepEqual(cache.cursors(), { rathaus: 4 })
  const group = cache.days('rathaus').get('2026-11-23')?.get('schalter')
  assert.deepEqual(group, { firstTickMs: Date.parse('2026-11-23T06:55:00.000Z'), free: Uint8Array.from([255, 2, 1, 0]) })
  cache.close()
})

test('a day that comes again replaces the old one, and a day without groups empties it', async () => {
  await fill()
  const cache = openCache(file, unexpected)
  await cache.applyDays([{ ...day, version: 5, groups: [] }], { rathaus: 5 })
  assert.equal(cache.days('rathaus').get('2026-11-23')?.size, 0)
  cache.close()
  const again = openCache(file, unexpected)
  assert.equal(again.days('rathaus').get('2026-11-23'), undefined)
  assert.deepEqual(again.cursors(), { rathaus: 5 })
  again.close()
})

test('days that are over are kept neither in the file nor in memory', async () => {
  await fill()
  const cache = openCache(file, unexpected)
  await cache.applyDays([{ ...day, day: '2026-11-24' }], { rathaus: 5 })
  await cache.forgetPast('2026-11-24')
  assert.deepEqual([...cache.days('rathaus').keys()], ['2026-11-24'])
  cache.close()
  const again = openCache(file, unexpected)
  assert.deepEqual([...again.days('rathaus').keys()], ['2026-11-24'])
  again.close()
})

test('an office that has gone leaves nothing, and is asked for from the beginning when it comes back', async () => {
  await fill()
  const cache = openCache(file, unexpected)
  const town = Catalogue.parse(smallTown())
  await cache.setCatalogue({ version: 'v2', catalogue: { ...town, offices: town.offices.filter(({ id }) => id !== 'rathaus') } })
  const left = [cache.cursors(), cache.days('rathaus').size]
  cache.close()
  const again = openCache(file, unexpected)
  for (const seen of [left, [again.cursors(), again.days('rathaus').size]]) assert.deepEqual(seen, [{}, 0])
  again.close()
})

const DAMAGES: readonly [name: string, damage: () => void][] = [
  ['rubbish', () => writeFileSync(file, 'this is no database, whatever its name says'.repeat(200))],
  [
    'a torn page',
    () => {
      const bytes = readFileSync(file)
      bytes.fill(0xa5, 4_096, 12_288)
      writeFileSync(file, bytes)
    },
  ],
  [
    'a newer version',
    () => {
      const database = new Database(file)
      database.pragma('user_version = 99')
      database.close()
    },
  ],
  [
    'a catalogue that does not parse',
    () => {
      const database = new Database(file)
      database.exec(`update catalogue set content = '{}'`)
      database.close()
    },
  ],
]
for (const [name, damage] of DAMAGES) {
  test(`${name}: the cache is rebuilt`, async () => {
    await fill()
    damage()
    const reasons: string[] = []
    const cache = openCache(file, (reason) => reasons.push(reason))
    assert.equal(reasons.length, 1)
    assert.equal(cache.catalogueVersion(), null)
    assert.deepEqual(cache.cursors(), {})
    await cache.applyDays([day], { rathaus: 4 })
    cache.close()
  })
}

test('a damaged bookings.db is refused, said clearly, and left as it is', async () => {
  const bookings = join(folder, 'bookings.db')
  const open = () => openStores(folder, { newEpoch: () => 'e', onCacheRebuilt: unexpected })
  await open().close()
  const bytes = readFileSync(bookings)
  bytes.fill(0xa5, 4_096, 12_288)
  writeFileSync(bookings, bytes)
  assert.throws(open, (error) => error instanceof StoreRefused && error.code === 'corrupt' && error.message.includes(bookings))
  assert.deepEqual(readFileSync(bookings), bytes)
})

test('a bookings.db of a newer Foyer is refused and left as it is', () => {
  const bookings = join(folder, 'bookings.db')
  const database = openDatabase(bookings, BOOKINGS_MIGRATIONS)
  database.pragma('user_version = 7')
  database.close()
  const open = () => openStores(folder, { newEpoch: () => 'e', onCacheRebuilt: unexpected })
  assert.throws(open, (error) => error instanceof StoreRefused && error.code === 'newer' && /newer Foyer/.test(error.message))
})

test('a database is durable at each commit and overwrites what it deletes', () => {
  const database = openDatabase(join(folder, 'bookings.db'), BOOKINGS_MIGRATIONS)
  const pragma = (name: string) => database.pragma(name, { simple: true })
  assert.deepEqual([pragma('journal_mode'), pragma('synchronous'), pragma('secure_delete')], ['wal', 2, 1])
  database.close()
})
