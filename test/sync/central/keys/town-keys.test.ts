import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { makeKeys } from '../../../../sync/central/keys/key-file.ts'
import { openKeys } from '../../../../sync/central/keys/open-keys.ts'
import { townKeysOf, withNewTownKey } from '../../../../sync/central/keys/town-keys.ts'
import { TownKeys } from '../../../../sync/contract/take-along.ts'
import { startCentralKit } from '../../../support/central-kit.ts'

const random = { uuid: () => randomUUID(), bytes: (count: number) => randomBytes(count) }
const DAY = 86_400_000
const rotated = (file: ReturnType<typeof makeKeys>, day: number, drop = false) =>
  withNewTownKey(file, { random, nowMs: day * DAY, drop })
const idsOf = (file: ReturnType<typeof makeKeys>) => townKeysOf(file).map(({ keyId }) => keyId)

test('a key file from before has one key already, the same in every process', () => {
  const file = makeKeys(random)
  assert.deepEqual(townKeysOf(file), townKeysOf(structuredClone(file)))
  assert.notDeepEqual(idsOf(file), idsOf(makeKeys(random)))
  assert.deepEqual(TownKeys.parse({ keys: openKeys(file, random).townKeys }).keys.length, 1)
})

test('an older key stays for as long as a code sealed with it may be good, and no longer', () => {
  const first = makeKeys(random)
  const second = rotated(first, 1_000)
  assert.deepEqual(idsOf(second).slice(1), idsOf(first))
  const third = rotated(second, 1_360)
  assert.equal(townKeysOf(third).length, 3)
  const fourth = rotated(third, 1_380)
  assert.deepEqual(idsOf(fourth).slice(1), [...idsOf(third).slice(0, 1), ...idsOf(second).slice(0, 1)])
})

test('after a theft the older keys are gone at once', () => {
  const file = rotated(rotated(makeKeys(random), 1), 2, true)
  assert.equal(townKeysOf(file).length, 1)
})

test('terminals of visitors get the keys over the signed channel; a desk, a revoked one and a stranger do not', async (t) => {
  const central = await startCentralKit()
  t.after(central.stop)
  const lobby = await central.enrol()
  const desk = await central.enrol({ profile: 'desk' })
  const keysFor = async ({ call }: typeof lobby) => TownKeys.parse((await call('GET', '/v1/town-keys')).body).keys
  assert.deepEqual(await keysFor(lobby), central.context.keys.townKeys)
  assert.deepEqual(await keysFor(desk), [])
  assert.equal((await lobby.sync()).townKeyId, central.context.keys.townKeys[0]?.keyId)
  assert.equal((await desk.sync()).townKeyId, undefined)
  assert.equal((await fetch(`${central.address}/v1/town-keys`)).status, 401)
  await central.context.store.transact((tx) => tx.run('update kiosk set revoked_at = 1 where kiosk_id = $1', [lobby.kioskId]))
  assert.equal((await lobby.call('GET', '/v1/town-keys')).status, 403)
})
