import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openLedgerThread } from '../../../main/store/ledger-thread.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-ledger-'))
after(() => rmSync(folder, { recursive: true, force: true }))

// A thread begun by a late call would live on, and this process with it: the runner would wait for ever.
test('whoever asks after the end is refused, and no thread begins anew', async () => {
  const { ledger, close } = openLedgerThread(join(folder, 'bookings.db'))
  assert.equal(await ledger.bookings.lastSequence(), 0)
  await close()
  await assert.rejects(ledger.bookings.lastSequence(), { code: 'CLOSED' })
  await close()
  assert.ok(!process.getActiveResourcesInfo().includes('MessagePort'))
})
