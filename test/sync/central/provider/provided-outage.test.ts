import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { townOf } from '../../../../sync/central/town/town-source.ts'
import { HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { startZmsTown } from '../../../support/provided-kit.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const STARTS_AT = '2026-12-01T09:00:00.000Z'
const LATER = '2026-12-01T10:00:00.000Z'

const { zms, start: startTown } = await startZmsTown()

onBothStores('what central learns of a booking at ZMS too late', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const kit = stopLater(await startTown({ databaseUrl: await makeDatabase(), offered: { [STARTS_AT]: 1, [LATER]: 1 } }))
    const kiosk = await kit.enrol()
    const bookingId = randomUUID()
    const hold = async (startsAt: string) => {
      const services = [{ serviceId: '1063441', count: 1 }]
      return HoldAnswer.parse((await kiosk.hold({ bookingId, officeId: '10', services, startsAt })).body).outcome
    }
    const book = async () => {
      await hold(STARTS_AT)
      const op = await kiosk.bookingOp({ bookingId, startsAt: STARTS_AT, officeId: '10', serviceId: '1063441' })
      await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })
      const [process] = zms.processes.values()
      if (!process) throw new Error('nothing was reserved')
      return process
    }
    const standing = async () =>
      (await kit.context.store.read((tx) => tx.one<{ standing: string }>('select standing from booking')))?.standing
    return { kit, hold, book, standing }
  }

  it('is still a booking: confirmed there in time, though central was away beyond the deadline', async () => {
    const { kit, book, standing } = await start()
    const process = await book()
    kit.clock.pass(20)
    zms.confirmByLink(String(process.id))
    kit.clock.pass(20)
    await kit.work()
    await kit.work()
    assert.deepEqual([await standing(), process.status], ['accepted', 'confirmed'])
    assert.deepEqual(await kit.context.store.read((tx) => tx.all('select kind from mail')), [])
  })

  it('is not cancelled by a status that we do not know, nor once its visitor has been served', async () => {
    const { kit, book, standing } = await start()
    const process = await book()
    zms.confirmByLink(String(process.id))
    kit.clock.pass(2)
    await kit.work()
    process.expiresAt = Number.MAX_SAFE_INTEGER
    process.status = 'newInSomeVersion'
    kit.clock.pass(40)
    await kit.work()
    assert.equal(await standing(), 'accepted')
    kit.clock.set('2026-12-01T09:40:00.000Z')
    zms.processes.clear()
    await kit.work()
    assert.equal(await standing(), 'accepted')
  })

  it('is the first slot again where the visitor comes back to it before it was given up', async () => {
    const { kit, hold } = await start()
    assert.deepEqual([await hold(STARTS_AT), await hold(LATER), await hold(STARTS_AT)], ['held', 'held', 'held'])
    kit.clock.pass(1)
    await kit.work()
    assert.deepEqual(
      [...zms.processes.values()].map(({ status }) => status),
      ['reserved', 'blocked'],
    )
  })
})

onBothStores('a town whose ZMS is away when central begins', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('has its offices a minute after ZMS is back', async () => {
    zms.plan('offices-and-services', 'gateway502')
    const kit = stopLater(await startTown({ databaseUrl: await makeDatabase(), offered: { [STARTS_AT]: 1 } }))
    const isThere = async () => (await kit.context.store.read((tx) => townOf(kit.context.town, tx))).offices.has('10')
    assert.equal(await isThere(), false)
    kit.clock.pass(1)
    await kit.work()
    assert.equal(await isThere(), true)
  })
})
