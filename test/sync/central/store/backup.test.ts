import { deepEqual, equal, match, ok } from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import Database from 'better-sqlite3'
import { makeBackup, type Precious, restoreBackup } from '../../../../sync/central/store/backup.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-backup-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const placeIn = (name: string): Precious => {
  const at = join(folder, name)
  return { database: join(at, 'central/central.sqlite'), keyFile: join(at, 'central/keys/keys.json') }
}

/** A central at work: one open connection in WAL mode with a row that is not yet in the main file. */
function working(name: string) {
  const place = placeIn(name)
  mkdirSync(join(place.keyFile, '..'), { recursive: true })
  writeFileSync(place.keyFile, '{"secret":1}')
  const database = new Database(place.database)
  database.pragma('journal_mode = WAL')
  database.exec(`create table booking (id text); insert into booking values ('one')`)
  return { place, database }
}
const rows = (file: string) => {
  const database = new Database(file)
  const all = database.prepare<[], { id: string }>('select id from booking').all()
  database.close()
  return all.map(({ id }) => id)
}

test('a backup of a central at work holds what was committed, and comes back as it was', async () => {
  const { place, database } = working('a')
  const to = join(folder, 'backup-a')
  deepEqual(await makeBackup(place, to, 0), { outcome: 'made', files: ['central.sqlite', 'keys.json'] })
  database.close()
  deepEqual(readdirSync(to).sort(), ['backup.json', 'central.sqlite', 'keys.json'])
  equal(statSync(join(to, 'keys.json')).mode & 0o777, 0o600)
  const fresh = placeIn('fresh')
  equal(restoreBackup(to, fresh).outcome, 'restored')
  deepEqual(rows(fresh.database), ['one'])
  equal(statSync(fresh.keyFile).mode & 0o777, 0o600)
})

test('a restore overwrites nothing', async () => {
  const { place, database } = working('b')
  const to = join(folder, 'backup-b')
  await makeBackup(place, to, 0)
  database.exec(`insert into booking values ('two')`)
  const answer = restoreBackup(to, place)
  match('reason' in answer ? answer.reason : '', /a restore overwrites nothing/)
  database.close()
  deepEqual(rows(place.database), ['one', 'two'])
})

test('a backup into a folder that exists is refused', async () => {
  const { place, database } = working('c')
  const to = join(folder, 'backup-c')
  await makeBackup(place, to, 0)
  equal((await makeBackup(place, to, 0)).outcome, 'refused')
  database.close()
})

test('a changed, cut or foreign backup is not put anywhere', async () => {
  const { place, database } = working('d')
  database.close()
  const spoil: readonly [string, (at: string) => void][] = [
    ['changed', (at) => writeFileSync(join(at, 'keys.json'), '{"secret":2}')],
    ['cut', (at) => truncateSync(join(at, 'central.sqlite'), 4096)],
    ['missing', (at) => rmSync(join(at, 'central.sqlite'))],
    ['unlisted', (at) => writeFileSync(join(at, 'backup.json'), '{"madeAt":"x"}')],
    [
      'climbing',
      (at) => writeFileSync(join(at, 'backup.json'), `{"madeAt":"2026-01-01T00:00:00Z","files":{"../x":"${'0'.repeat(64)}"}}`),
    ],
  ]
  for (const [name, damage] of spoil) {
    const to = join(folder, `backup-${name}`)
    await makeBackup(place, to, 0)
    chmodSync(join(to, 'keys.json'), 0o600)
    damage(to)
    const target = placeIn(`target-${name}`)
    equal(restoreBackup(to, target).outcome, 'refused', name)
    ok(!existsSync(target.database) && !existsSync(target.keyFile), name)
  }
})

test('a backup without keys is put only beside the keys that belong to it', async () => {
  const { place, database } = working('e')
  database.close()
  const to = join(folder, 'backup-e')
  deepEqual(await makeBackup(place, to, 0, { withKeys: false }), { outcome: 'made', files: ['central.sqlite'] })
  equal(restoreBackup(to, placeIn('nokeys')).outcome, 'refused')
  equal(restoreBackup(to, { ...placeIn('keys-kept'), keyFile: place.keyFile }).outcome, 'restored')
})
