import assert from 'node:assert/strict'
import { it } from 'node:test'
import { recentStaffCalls } from '../../../sync/central/fleet/staff-calls.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

onBothStores('a call for staff', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('is noted for its device, shown while it matters, and tells nothing of who called', async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))
    const { context } = kit
    const kiosk = await kit.enrol()
    const answer = await kiosk.call('POST', '/v1/staff-calls', {})
    assert.deepEqual([answer.status, answer.body], [200, { outcome: 'called' }])
    const nowMs = context.clock.nowMs()
    const calls = await context.store.read((tx) => recentStaffCalls(tx, nowMs))
    assert.deepEqual([...calls.values()], [nowMs])
    assert.equal((await context.store.read((tx) => recentStaffCalls(tx, nowMs + 16 * 60_000))).size, 0)
    const rows = await context.store.read((tx) =>
      tx.all<{ booking_id: string | null; detail: string | null }>(
        `select booking_id, detail from audit where action = 'kiosk.staffCalled'`,
      ),
    )
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ booking_id: null, detail: null }],
    )
  })
})
