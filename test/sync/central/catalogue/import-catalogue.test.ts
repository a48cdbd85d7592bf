import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { importCatalogue } from '../../../../sync/central/catalogue/import-catalogue.ts'
import { type CentralKit, startCentralKit } from '../../../support/central-kit.ts'

describe('importing into central', () => {
  let folder: string
  let kit: CentralKit
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foyer-import-'))
    kit = await startCentralKit()
  })
  after(async () => {
    await kit.stop()
    await rm(folder, { recursive: true })
  })
  const write = async (name: string, content: unknown) => {
    const path = join(folder, name)
    await writeFile(path, JSON.stringify(content))
    return path
  }
  const current = () => kit.context.store.read((tx) => kit.context.town.current(tx))

  it('makes the directory the current town, once', async () => {
    const services = await write('services.json', { data: [{ id: '1', name: 'Ausweis' }] })
    const relation = { service: '1', appointment: { slots: '3' } }
    const locations = await write('locations.json', {
      data: [{ id: '2', name: 'Amt', slotTimeInMinutes: 5, services: [relation] }],
    })
    const request = { format: 'dldb', services, locations, townName: 'Musterstadt', land: 'RP' } as const

    const first = await importCatalogue(kit.context, request)
    assert.equal(first.outcome, 'loaded')
    const town = await current()
    assert.equal(town?.file.town.name.de, 'Musterstadt')
    assert.equal(town.version, first.version)
    assert.equal(town.offer('2', '1')?.ticks, 3)

    const second = await importCatalogue(kit.context, request)
    assert.equal(second.outcome, 'unchanged')
    assert.equal(second.version, first.version)
  })

  it('leaves the town as it is when a file is broken', async () => {
    const before = (await current())?.version
    const broken = await write('broken.json', { data: 'x' })
    const outcome = await importCatalogue(kit.context, { format: 'dldb', services: broken, locations: broken })
    assert.equal(outcome.outcome, 'broken')
    assert.equal((await current())?.version, before)
  })
})
