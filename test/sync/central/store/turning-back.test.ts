import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import type { Migration } from '../../../../sync/central/store/migration.ts'
import { MIGRATIONS } from '../../../../sync/central/store/migrations.ts'
import { openPostgres } from '../../../../sync/central/store/postgres.ts'
import { openSqlite } from '../../../../sync/central/store/sqlite.ts'
import type { Store } from '../../../../sync/central/store/store.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'

type Column = { readonly place: string; readonly type: string; readonly needed: boolean }

/** Every column of every table; `needed`: a row cannot be written without naming it. */
async function columnsOf(store: Store, postgres: boolean): Promise<Column[]> {
  const asked = postgres
    ? `select table_name || '.' || column_name as place, data_type as type,
         is_nullable = 'NO' and column_default is null and is_identity = 'NO' as needed
       from information_schema.columns where table_schema = current_schema()`
    : `select t.name || '.' || c.name as place, c.type as type, c.pk > 0 or c."notnull" = 1 and c.dflt_value is null as needed
       from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table'`
  const rows = await store.read((tx) => tx.all<{ place: string; type: string; needed: unknown }>(asked))
  return rows.map(({ place, type, needed }) => ({ place, type, needed: needed === true || needed === 1 }))
}

/** What the version before would miss of its own, or could not fill in. */
function breaking(before: readonly Column[], after: readonly Column[]): string[] {
  const now = new Map(after.map((column) => [column.place, column]))
  const known = new Map(before.map((column) => [column.place, column]))
  const tables = new Set(before.map(({ place }) => place.split('.')[0]))
  const gone = before.filter(({ place, type }) => now.get(place)?.type !== type)
  const asked = after.filter(
    ({ place, needed }) => needed && tables.has(place.split('.')[0]) && known.get(place)?.needed !== true,
  )
  return [...gone, ...asked].map(({ place }) => place).toSorted()
}

onBothStores('a town that turns central back to the version before', (makeDatabase) => {
  const databaseIn = async (folder: string) => {
    const url = await makeDatabase('bare')
    const open = (migrations: readonly Migration[]) =>
      url
        ? openPostgres({ url, nowMs: 1, migrations, pause: () => Promise.resolve() })
        : openSqlite({ file: join(folder, 'central.sqlite'), nowMs: 1, migrations })
    const columns = async (migrations: readonly Migration[]) => {
      const store = await open(migrations)
      const found = await columnsOf(store, url !== null)
      await store.close()
      return found
    }
    return { open, columns }
  }
  const folder = () => mkdtempSync(join(tmpdir(), 'foyer-back-'))

  it('finds its own tables and columns after every step, and nothing that it would have to fill in', async () => {
    const place = folder()
    const { columns } = await databaseIn(place)
    let before: readonly Column[] = []
    for (const [index, { name }] of MIGRATIONS.entries()) {
      const after = await columns(MIGRATIONS.slice(0, index + 1))
      assert.deepEqual(breaking(before, after), [], name)
      before = after
    }
    assert.ok(before.length > 100, String(before.length))
    const broken = await columns([
      ...MIGRATIONS,
      {
        version: 98,
        name: 'what must not be',
        statements: [
          'alter table kiosk rename column out_of_service to closed',
          'drop table fleet_notice',
          'alter table booking add column floor integer not null default 0',
        ],
      },
    ])
    const gone = breaking(before, broken)
    assert.ok(gone.includes('kiosk.out_of_service') && gone.includes('fleet_notice.body'), gone.join(' '))
    assert.ok(!gone.some((name) => name.startsWith('booking.')), gone.join(' '))
    rmSync(place, { recursive: true })
  })

  it('goes on with what the newer one wrote, and the newer one again after it', async () => {
    const place = folder()
    const { open } = await databaseIn(place)
    const next = { version: 98, name: 'next', statements: ['alter table setting add column note text'] }
    const put = async (migrations: readonly Migration[], name: string) => {
      const store = await open(migrations)
      await store.transact((tx) => tx.run('insert into setting (name, value) values ($1, $2)', [name, '1']))
      const rows = await store.read((tx) => tx.all<{ name: string }>('select name from setting order by name'))
      await store.close()
      return rows.map(({ name: found }) => found)
    }
    assert.deepEqual(await put([...MIGRATIONS, next], 'a'), ['a'])
    assert.deepEqual(await put(MIGRATIONS, 'b'), ['a', 'b'])
    assert.deepEqual(await put([...MIGRATIONS, next], 'c'), ['a', 'b', 'c'])
    rmSync(place, { recursive: true })
  })
})
