import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, describe, it } from 'node:test'
import { readImport, readTownFile } from '../../../../sync/central/catalogue/read-import.ts'

const demoTown = fileURLToPath(new URL('../../../../assets/demo-town/town.json', import.meta.url))

describe('reading an import', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foyer-import-'))
  })
  after(() => rm(folder, { recursive: true }))
  const write = async (name: string, text: string | Buffer) => {
    const path = join(folder, name)
    await writeFile(path, text)
    return path
  }
  const reasonOf = async (services: string, locations: string) => {
    const reading = await readImport({ format: 'dldb', services, locations }, null)
    assert.equal(reading.outcome, 'broken')
    assert.doesNotMatch(reading.reason, /\n/)
    return reading.reason
  }

  it('says in one line which file is broken, and why', async () => {
    const list = await write('list.json', '{"data":[]}')
    const torn = await write('torn.json', '{"data":[{"id":"1",')
    assert.match(await reasonOf(torn, list), /torn\.json is not JSON/)
    assert.match(await reasonOf(list, torn), /torn\.json is not JSON/)
    assert.match(await reasonOf(join(folder, 'missing.json'), list), /missing\.json cannot be read \(ENOENT\)/)
    assert.match(await reasonOf(list, await write('other.json', '[]')), /locations file has no list/)
    assert.match(await reasonOf(list, list), /not one offer/)
    const ansi = await write('ansi.json', Buffer.from('{"data":[{"id":"1","name":"Bürgerbüro"}]}', 'latin1'))
    assert.match(await reasonOf(ansi, list), /ansi\.json is not UTF-8/)
  })

  it('names every record where none can be taken', async () => {
    const services = await write('s.json', JSON.stringify({ data: [{ id: 1, name: 'Ausweis' }] }))
    const relation = { service: 1, appointment: { slots: 1 } }
    const locations = await write('l.json', JSON.stringify({ data: [{ id: 2, name: 'Amt', services: [relation] }] }))
    const reading = await readImport({ format: 'dldb', services, locations }, null)
    assert.equal(reading.outcome, 'broken')
    assert.ok(
      reading.lines?.some((line) => line.startsWith('refused: office 2 "Amt": slotTimeInMinutes')),
      reading.lines?.join('\n'),
    )
  })

  it('takes a town file with keys that it does not know, and names them', async () => {
    const reading = await readTownFile(demoTown)
    assert.equal(reading.outcome, 'read')
    const [rule, ...rules] = reading.file.openingRules
    const misspelt = { ...reading.file, openingRules: [{ ...rule, validUntill: '2027-01-01' }, ...rules] }
    const again = await readTownFile(await write('misspelt.json', JSON.stringify(misspelt)))
    assert.equal(again.outcome, 'read')
    assert.ok(again.lines.includes('note: openingRules.0.validUntill is no key of a town file and was left out'))
    assert.ok(!reading.lines.some((line) => line.includes('no key')))
  })

  it('reads a directory, also one with a byte order mark', async () => {
    const services = await write('services.json', `\uFEFF${JSON.stringify({ data: [{ id: 1, name: 'Ausweis' }] })}`)
    const relation = { service: 1, appointment: { slots: 1 } }
    const locations = await write(
      'locations.json',
      JSON.stringify({ data: [{ id: 2, name: 'Amt', slotTimeInMinutes: 5, services: [relation] }] }),
    )
    const reading = await readImport({ format: 'dldb', services, locations, townName: 'Stadt', land: 'RP' }, null)
    assert.equal(reading.outcome, 'read')
    assert.deepEqual(reading.lines[0], 'services: 1 read, 1 taken (0 unchanged), 0 refused')
  })

  it('reads a town file, and refuses one with faults', async () => {
    const reading = await readTownFile(demoTown)
    assert.equal(reading.outcome, 'read')
    const broken = structuredClone(reading.file)
    broken.town.zone = 'Nowhere/Land'
    const path = await write('town.json', JSON.stringify(broken))
    assert.deepEqual(await readImport({ format: 'foyer', file: path }, null), {
      outcome: 'broken',
      reason: 'the zone Nowhere/Land is not known',
    })
    const shapeless = await write('shapeless.json', JSON.stringify({ ...broken, offices: 7 }))
    const refused = await readTownFile(shapeless)
    assert.equal(refused.outcome, 'broken')
    assert.match(refused.reason, /shapeless\.json: offices/)
  })
})
