import assert from 'node:assert/strict'
import test from 'node:test'
import { nearFirst } from '../../../main/visit/near-first.ts'
import { smallTown } from '../../support/small-town.ts'

const [pattern] = smallTown().offices
assert.ok(pattern)
const office = (id: string, street: string, postalCode = '56068') => ({
  ...pattern,
  id,
  address: { ...pattern.address, street, postalCode },
})
const OFFICES = [
  office('kfz', 'Ring 3'),
  office('standesamt', 'Rathausplatz 1'),
  office('buergeramt', 'Rathausplatz 1'),
  office('zweigstelle', 'Rathausplatz 1', '56077'),
]
const shown = (homeId: string | null) =>
  nearFirst(OFFICES, homeId).map(({ office: { id }, here }) => `${id}${here ? ' here' : ''}`)

test('the office that the terminal stands in comes first, then its neighbours under the same roof', () => {
  assert.deepEqual(shown('buergeramt'), ['buergeramt here', 'standesamt here', 'kfz', 'zweigstelle'])
})

test('a terminal of no office, or of one that the town has closed, shows the order of the town', () => {
  for (const home of [null, 'closed']) assert.deepEqual(shown(home), ['kfz', 'standesamt', 'buergeramt', 'zweigstelle'])
})
