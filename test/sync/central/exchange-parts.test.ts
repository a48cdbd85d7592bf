import assert from 'node:assert/strict'
import { it } from 'node:test'
import { SyncAnswer } from '../../../sync/contract/kiosk-api.ts'
import type { Store } from '../../../sync/central/store/store.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const OPS = 60
const TICK_MS = 300_000
const EIGHT_MS = Date.parse('2026-11-24T07:00:00.000Z')

onBothStores('a long outbox after an outage', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('is written down in parts; where central fails between two, the same request again books the rest, and nothing twice', async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))
    const kiosk = await kit.enrol({ officeId: 'rathaus' })
    const granted = (await kiosk.sync({ cursors: { rathaus: 0 } })).granted.map(({ blockId }) => blockId)
    kit.clock.pass(1)
    const ops = await Promise.all(
      Array.from({ length: OPS }, async (_, nth) => {
        // Twenty-four starts of two ticks a day.
        const startsAt = new Date(EIGHT_MS + (nth % 24) * 2 * TICK_MS + Math.floor(nth / 24) * 86_400_000).toISOString()
        const person = { ...ADA, email: `guest${String(nth)}@example.org` }
        return kiosk.signedOp(nth + 1, await kiosk.bookingOp({ startsAt, person }))
      }),
    )
    // In the wrong order on the wire: the log's own is what counts.
    const request = { cursors: { rathaus: 0 }, lastSequence: OPS, escrow: granted, ops: ops.toReversed() }
    const store = kit.context.store as { transact: Store['transact'] }
    const { transact } = store
    let transactions = 0
    store.transact = (work) => {
      transactions += 1
      return transactions > 1 ? Promise.reject(new Error('the disk is full')) : transact(work)
    }
    await assert.rejects(kiosk.sync(request), /sync answered 500/)
    store.transact = transact
    assert.equal(kit.faults.splice(0).length, 1)
    const taken = () =>
      kit.context.store.read((tx) =>
        tx.all<{ sequence: number; verdict: string }>('select sequence, verdict from op order by sequence'),
      )
    const before = await taken()
    assert.ok(before.length > 0 && before.length < OPS, `${String(before.length)} were written`)
    assert.deepEqual(
      before.map(({ sequence }) => sequence),
      before.map((_, nth) => nth + 1),
    )

    kit.clock.pass(1)
    const { verdicts, frozen, withdrawn } = SyncAnswer.parse(await kiosk.sync(request))
    assert.equal(frozen, false)
    assert.deepEqual(withdrawn, [])
    assert.deepEqual(
      verdicts.map(({ sequence, verdict }) => [sequence, verdict.outcome]),
      ops.map(({ sequence }) => [sequence, 'taken']),
    )
    assert.deepEqual(
      verdicts.slice(0, before.length).map(({ verdict }) => verdict),
      before.map(({ verdict }) => JSON.parse(verdict) as unknown),
    )
    const [count] = await kit.context.store.read((tx) => tx.all<{ many: number }>('select count(*) as many from booking'))
    assert.equal(Number(count?.many), OPS)
  })
})
