import assert from 'node:assert/strict'
import { it } from 'node:test'
import { loadCatalogue } from '../../../../sync/central/town/load-catalogue.ts'
import { townOf } from '../../../../sync/central/town/town-source.ts'
import { startCentralKit } from '../../../support/central-kit.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { smallTown } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

onBothStores('a town that is loaded', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('is refused where it could not be read again, and the town before goes on', async () => {
    const { context } = stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))
    const version = async () => (await context.store.read((tx) => townOf(context.town, tx))).version
    const before = await version()
    const town = smallTown()
    const offers = town.offers.map((offer) => ({ ...offer, ticks: 0.5 }))
    await assert.rejects(loadCatalogue(context, { ...town, offers }))
    assert.equal(await version(), before)
  })
})
