import assert from 'node:assert/strict'
import { it } from 'node:test'
import { freezeLifted } from '../../../sync/central/fleet/kiosks.ts'
import { SyncAnswer, type SyncRequest } from '../../../sync/contract/kiosk-api.ts'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import type { KioskDevice } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const SLOT = { startsAt: '2026-11-24T07:00:00.000Z' }

onBothStores('a round that comes late', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))
    return { kit, kiosk: await kit.enrol() }
  }
  /** A round signed now, to be delivered whenever the network likes. */
  const onTheWay = ({ address }: CentralKit, kiosk: KioskDevice, wish: Partial<SyncRequest>) => {
    const nothing = { cursors: {}, escrow: [], returned: [], ops: [], catalogueVersion: null, health: null }
    const body = JSON.stringify({ epoch: kiosk.epoch, generation: 1, ...nothing, ...wish })
    const headers = { 'content-type': 'application/json', ...kiosk.authorize('POST', '/v1/sync', body) }
    return async () => SyncAnswer.parse(await (await fetch(`${address}/v1/sync`, { method: 'POST', headers, body })).json())
  }
  const booked = async (kiosk: KioskDevice, sequence: number) => kiosk.signedOp(sequence, await kiosk.bookingOp(SLOT))

  it('freezes no honest terminal that has booked meanwhile', async () => {
    const { kit, kiosk } = await start()
    const deliver = onTheWay(kit, kiosk, { lastSequence: 0 })
    kit.clock.pass(1)
    await kiosk.sync({ lastSequence: 1, ops: [await booked(kiosk, 1)] })
    assert.equal((await deliver()).frozen, false)
    assert.equal((await kiosk.sync({ lastSequence: 1 })).frozen, false)
  })

  it('freezes no honest terminal that was started again meanwhile, and takes back nothing of what it has said', async () => {
    const { kit, kiosk } = await start()
    const deliver = onTheWay(kit, kiosk, { generation: 5, epoch: crypto.randomUUID(), catalogueVersion: 'old' })
    kit.clock.pass(1)
    await kiosk.sync({ generation: 6, lastSequence: 1, ops: [await booked(kiosk, 1)] })
    await deliver()
    const known = await kit.context.store.read((tx) =>
      tx.one('select epoch, generation, last_sequence, catalogue_version, frozen_at from kiosk where kiosk_id = $1', [
        kiosk.kioskId,
      ]),
    )
    assert.deepEqual(known, {
      epoch: kiosk.epoch,
      generation: 6,
      last_sequence: 1,
      catalogue_version: null,
      frozen_at: null,
    })
  })

  it('still shows a copied disk: another booking in a place that is taken', async () => {
    const { kit, kiosk } = await start()
    const deliver = onTheWay(kit, kiosk, { ops: [await booked(kiosk, 1)] })
    kit.clock.pass(1)
    await kiosk.sync({ lastSequence: 1, ops: [await booked(kiosk, 1)] })
    assert.equal((await deliver()).frozen, true)
  })

  it('is not what a restored disk sends: that is frozen, and once thawed it stays so', async () => {
    const { kit, kiosk } = await start()
    await kiosk.sync({ lastSequence: 1, ops: [await booked(kiosk, 1)] })
    kit.clock.pass(1)
    assert.equal((await kiosk.sync({ lastSequence: 0 })).frozen, true)
    assert.ok(await freezeLifted(kit.context, kiosk.kioskId))
    kit.clock.pass(1)
    assert.equal((await kiosk.sync({ lastSequence: 0 })).frozen, false)
  })
})
