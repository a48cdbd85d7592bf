import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { readConfig } from '../../../../sync/central/config.ts'
import { catalogImport } from '../../../../sync/central/operator/catalog-commands.ts'
import type { TownFile } from '../../../../sync/contract/catalogue.ts'
import { type CentralKit, startCentralKit } from '../../../support/central-kit.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { smallTown } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const EIGHT = '2026-11-24T07:00:00.000Z'
const NINE = '2026-11-24T08:00:00.000Z'

/** The small town after its `amt` has been closed for good. */
function townWithoutAmt(): TownFile {
  const town = smallTown()
  const elsewhere = <T extends { readonly officeId: string }>(records: readonly T[]) =>
    records.filter(({ officeId }) => officeId !== 'amt')
  return {
    ...town,
    offices: town.offices.filter(({ id }) => id !== 'amt'),
    offers: elsewhere(town.offers).map((offer) => ({ ...offer, fields: { ...offer.fields, email: 'required' } })),
    openingRules: elsewhere(town.openingRules),
  }
}

onBothStores('an import that removes an office', (makeDatabase) => {
  const stopLater = stopAfterEach()
  let file = ''
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-import-'))
    file = join(folder, 'town.json')
    writeFileSync(file, JSON.stringify(townWithoutAmt()))
  })
  after(() => rmSync(folder, { recursive: true }))

  const start = async () => stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))
  const importTown = async ({ context }: CentralKit, { force = false, from = file } = {}) => {
    const lines: string[] = []
    const values: Readonly<Record<string, string>> = { format: 'foyer', file: from }
    const given = { text: (name: string) => values[name], flag: (name: string) => force && name === 'force', operand: '' }
    const config = readConfig({ config: undefined, data: folder }, {})
    const room = {
      context,
      config,
      say: (line: string) => void lines.push(line),
      remark: () => undefined,
      readSecret: () => Promise.resolve(null),
    }
    const done = await catalogImport.run(given, room)
    return { done, lines }
  }
  const officesOf = ({ context }: CentralKit) =>
    context.store.read(async (tx) => [...((await context.town.current(tx))?.offices.keys() ?? [])])

  it('is refused while people have bookings there, and says how many and what to do', async () => {
    const kit = await start()
    const kiosk = await kit.enrol()
    const ops = await Promise.all([
      kiosk.bookingOp({ startsAt: EIGHT, officeId: 'amt', serviceId: 'bauen' }),
      kiosk.bookingOp({ startsAt: NINE, officeId: 'amt', serviceId: 'bauen' }),
      kiosk.bookingOp({ startsAt: EIGHT }),
    ])
    for (const [index, op] of ops.entries()) await kiosk.sync({ ops: [kiosk.signedOp(index + 1, op)] })
    assert.deepEqual(await importTown(kit), {
      done: false,
      lines: [
        'nothing was changed: the import would remove offices with bookings still to come',
        'booked: office amt "amt": 2 bookings',
        'cancel or move these bookings first, or add --force: then neither visitors nor staff can open them any more',
      ],
    })
    assert.deepEqual(await officesOf(kit), ['rathaus', 'amt'])

    const { done, lines } = await importTown(kit, { force: true })
    assert.ok(done)
    assert.deepEqual(lines.slice(0, 3), ['removed: 2', 'removed: office amt "amt"', 'removed: offer amt/bauen "bauen"'])
    assert.deepEqual(await officesOf(kit), ['rathaus'])
    assert.equal((await importTown(kit)).done, true, 'what was forced does not stand in the way of the next import')
  })

  it('is loaded where a real town takes the place of a demonstration, whatever was booked to try it', async () => {
    const kit = await start()
    const kiosk = await kit.enrol()
    await kiosk.sync({
      ops: [kiosk.signedOp(1, await kiosk.bookingOp({ startsAt: EIGHT, officeId: 'amt', serviceId: 'bauen' }))],
    })
    const real = townWithoutAmt()
    const from = join(folder, 'real-town.json')
    writeFileSync(from, JSON.stringify({ ...real, town: { ...real.town, demonstration: false } }))
    assert.equal((await importTown(kit)).done, false)
    assert.equal((await importTown(kit, { from })).done, true)
    assert.deepEqual(await officesOf(kit), ['rathaus'])
  })

  it('is loaded where its bookings have passed or were never confirmed', async () => {
    const kit = await start()
    const kiosk = await kit.enrol()
    const past = await kiosk.bookingOp({ startsAt: EIGHT, officeId: 'amt', serviceId: 'bauen' })
    const unconfirmed = await kiosk.bookingOp({ startsAt: '2026-12-01T08:00:00.000Z', officeId: 'amt', serviceId: 'bauen' })
    for (const [index, op] of [past, unconfirmed].entries()) await kiosk.sync({ ops: [kiosk.signedOp(index + 1, op)] })
    kit.clock.set('2026-11-26T08:00:00.000Z')
    assert.equal((await importTown(kit)).done, true)
    assert.deepEqual(await officesOf(kit), ['rathaus'])
  })
})
