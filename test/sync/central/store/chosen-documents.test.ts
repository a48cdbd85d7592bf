import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { CHOSEN_DOCUMENTS } from '../../../../sync/central/store/009-chosen-documents.ts'
import { MIGRATIONS } from '../../../../sync/central/store/migrations.ts'
import { openPostgres } from '../../../../sync/central/store/postgres.ts'
import { openSqlite } from '../../../../sync/central/store/sqlite.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'

const BEFORE = MIGRATIONS.filter(({ version }) => version < CHOSEN_DOCUMENTS.version)
const UNTIL = [...BEFORE, CHOSEN_DOCUMENTS]
const BOOKING = { number: '1ERH-RMJX', office_id: 'rathaus', counter_group: 'schalter', day: '2026-11-24', services: '[]' }
const REST = { starts_at: 1, ticks: 1, promised: 0, channel: 'kiosk', language: 'de', consent_version: '1', consent_at: 1 }
const MADE = { receipt_key_hash: '', booked_at: 1, received_at: 1, changed_at: 1 }

onBothStores('a database from before the documents lay with the booking', (makeDatabase) => {
  it('has those that a clerk had chosen, from the last mail that told them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-documents-'))
    const url = await makeDatabase('bare')
    const open = (migrations = UNTIL) =>
      url
        ? openPostgres({ url, nowMs: 1, migrations, pause: () => Promise.resolve() })
        : openSqlite({ file: join(folder, 'central.sqlite'), nowMs: 1, migrations })
    const earlier = await open(BEFORE)
    const add = (table: string, row: Readonly<Record<string, string | number | null>>) => {
      const marks = Object.keys(row).map((_, index) => `$${String(index + 1)}`)
      const insert = `insert into ${table} (${Object.keys(row).join(', ')}) values (${marks.join(', ')})`
      return earlier.transact((tx) => tx.run(insert, Object.values(row)))
    }
    const mails = {
      chosen: [
        '{"kind":"accepted","documents":[{"de":"Foto"}]}',
        '{"kind":"accepted","documents":[{"de":"Pass „alt“","en":"Old"}]}',
      ],
      unchanged: ['{"kind":"accepted"}'],
      told: [null],
      declined: ['{"kind":"accepted","documents":[{"de":"Foto"}]}'],
      silent: [],
    }
    for (const [id, details] of Object.entries(mails)) {
      const standing = id === 'declined' ? 'cancelled' : 'accepted'
      await add('booking', { ...BOOKING, ...REST, ...MADE, booking_id: id, standing })
      for (const [at, detail] of details.entries()) {
        const mail = {
          mail_id: `${id}${String(at)}`,
          event_key: `accepted:${id}:${String(at)}`,
          kind: 'accepted',
          booking_id: id,
        }
        await add('mail', { ...mail, details: detail, queued_at: at, next_attempt_at: at })
      }
    }
    await earlier.close()
    const store = await open()
    const rows = await store.read((tx) =>
      tx.all<{ booking_id: string; documents: string | null }>('select booking_id, documents from booking order by booking_id'),
    )
    assert.deepEqual(
      rows.map(({ booking_id, documents }) => [booking_id, documents === null ? null : (JSON.parse(documents) as unknown)]),
      [
        ['chosen', [{ de: 'Pass „alt“', en: 'Old' }]],
        ['declined', null],
        ['silent', null],
        ['told', null],
        ['unchanged', null],
      ],
    )
    await store.close()
    rmSync(folder, { recursive: true })
  })
})
