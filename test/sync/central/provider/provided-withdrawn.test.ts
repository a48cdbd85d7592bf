import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { cancel } from '../../../../sync/central/booking/booking-life.ts'
import { loadBooking } from '../../../../sync/central/booking/booking-row.ts'
import { viewOf } from '../../../../sync/central/booking/booking-view.ts'
import { townOf } from '../../../../sync/central/town/town-source.ts'
import { CatalogueAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { startZmsTown } from '../../../support/provided-kit.ts'

const [OFFICE, OTHER] = ['10', '14']
const SERVICE = '1063441'
const STARTS_AT = '2026-12-01T09:00:00.000Z'

const { zms, start } = await startZmsTown()

onBothStores('an office that ZMS has no longer', (makeDatabase) => {
  it('stays, without offers and times, for as long as people have bookings at it', async () => {
    zms.haveOffices(OFFICE)
    const kit = await start({ databaseUrl: await makeDatabase(), offered: { [STARTS_AT]: 2 } })
    try {
      const kiosk = await kit.enrol()
      const catalogue = async () => CatalogueAnswer.parse((await kiosk.call('GET', '/v1/catalogue')).body).catalogue
      const providedNow = async () => {
        const { offices, offers } = await catalogue()
        const ids = offices.map(({ id }) => id).filter((id) => /^\d+$/.test(id))
        return ids.map((id) => [id, offers.filter(({ officeId }) => officeId === id).length])
      }
      const capacity = async () => {
        const { days } = await kiosk.sync({ cursors: { [OFFICE]: 0 } })
        return days
          .flatMap(({ groups }) => groups.flatMap(({ free }) => [...Buffer.from(free, 'base64')]))
          .filter((seats) => seats > 0 && seats < 255)
      }
      assert.notDeepEqual(await capacity(), [])
      const bookingId = randomUUID()
      await kiosk.hold({ bookingId, officeId: OFFICE, services: [{ serviceId: SERVICE, count: 1 }], startsAt: STARTS_AT })
      const op = await kiosk.bookingOp({ bookingId, startsAt: STARTS_AT, officeId: OFFICE, serviceId: SERVICE })
      await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })

      zms.confirmByLink(String([...zms.processes.keys()][0]))
      kit.clock.pass(2)
      await kit.work()

      zms.haveOffices(OTHER)
      kit.clock.pass(61)
      await kit.work()
      assert.deepEqual(await providedNow(), [
        [OFFICE, 0],
        [OTHER, 1],
      ])
      assert.deepEqual(await capacity(), [])
      const view = await kit.context.store.read(async (tx) => {
        const booking = await loadBooking(tx, bookingId)
        return booking && viewOf(booking, await townOf(kit.context.town, tx), kit.clock.nowMs())
      })
      assert.deepEqual(
        [view?.office.id, view?.services.map(({ service }) => service.id)],
        [OFFICE, [SERVICE]],
        'its page can be opened',
      )

      await cancel(kit.context, bookingId, { actor: { kind: 'visitor', id: null } })
      await kit.work()
      assert.deepEqual(
        [...zms.processes.values()].map(({ status }) => status),
        ['deleted'],
        'given up there as well',
      )
      kit.clock.pass(61)
      await kit.work()
      assert.deepEqual(await providedNow(), [[OTHER, 1]])
    } finally {
      await kit.stop()
    }
  })
})
