import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { readConfig } from '../../../main/config.ts'
import { outOfOrderAt } from '../../../main/service/out-of-order.ts'
import { hashPin, isPin, PIN_HASH } from '../../../main/service/pin.ts'
import { createServiceMenu } from '../../../main/service/service-menu.ts'
import { countTries, LOCK_MS } from '../../../main/service/tries.ts'
import { forgetVisitor, newVisitorSession } from '../../../main/visit/visitor-session.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import { runOperator } from '../../support/start-foyer.ts'
import { startStationKit } from '../../support/station-kit.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-service-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const [IT, STAFF] = ['271828', '314159']
let hashes = { it: '', staff: '' }
before(async () => {
  hashes = { it: await hashPin(IT, randomBytes), staff: await hashPin(STAFF, randomBytes) }
})

function kit({ place = mkdtempSync(join(folder, 'device-')), pins = true } = {}) {
  const answer = readConfig([], pins ? { FOYER_SERVICE_PINS_IT: hashes.it, FOYER_SERVICE_PINS_STAFF: hashes.staff } : {})
  ok(answer.outcome === 'valid', JSON.stringify(answer))
  const state = { nowMs: 1_000_000, printed: 0, restarts: 0, logged: [] as string[] }
  const health = { version: '1.0.0', state: 'start', printer: 'ready', queue: 0, clockOffsetMs: 0, diskFreeBytes: 1e9 } as const
  const menu = createServiceMenu({
    config: () => answer.config,
    tries: countTries(join(place, 'tries.json'), () => state.nowMs),
    outOfOrder: outOfOrderAt(join(place, 'out-of-order')),
    health: () => ({
      ...health,
      uptimeSeconds: 5,
      network: 'online',
      enrolled: true,
      outOfService: null,
      heardAt: null,
      trouble: null,
    }),
    checks: async function* () {
      yield { name: 'disk', well: true, detail: '9 MB free', note: { kind: 'freeSpace', value: '9' } } as const
    },
    printTest: async () => void (state.printed += 1),
    changed: () => undefined,
    restart: () => void (state.restarts += 1),
    log: (_level, event, fields) => void state.logged.push(`${event} ${JSON.stringify(fields)}`),
  })
  return { menu, state, place, session: newVisitorSession() }
}

describe('a PIN', () => {
  test('is stored as a hash of its own on each device, and only the right one opens it', async () => {
    const other = await hashPin(IT, randomBytes)
    ok(PIN_HASH.test(hashes.it) && PIN_HASH.test(other))
    ok(other !== hashes.it && !other.includes(IT))
    deepEqual([await isPin(IT, other), await isPin('271829', other), await isPin('', other)], [true, false, false])
  })

  test('is hashed by the operator’s tool, which refuses a short one', async () => {
    const made = await runOperator(['service-pin'], { FOYER_SERVICE_PIN: IT })
    equal(made.code, 0, made.stderr)
    ok(await isPin(IT, made.stdout.trim()))
    equal((await runOperator(['service-pin'], { FOYER_SERVICE_PIN: '1234' })).code, 2)
  })

  test('in plain text is no setting', () => {
    const answer = readConfig([], { FOYER_SERVICE_PINS_IT: '123456' })
    match(answer.outcome === 'fault' ? answer.message : '', /FOYER_SERVICE_PINS_IT: needs what foyer --service-pin prints/)
  })
})

describe('the service menu', () => {
  test('does nothing before a PIN, and what each role may after it', async () => {
    const { menu, state, session } = kit()
    equal(menu.overview(session), null)
    deepEqual(await menu.check(session), [])
    for (const action of ['printTest', 'close', 'open', 'restart'] as const)
      deepEqual(await menu.act(session, action), { outcome: 'forbidden' })
    deepEqual(await menu.unlock(session, STAFF), { outcome: 'unlocked', role: 'staff' })
    deepEqual(await menu.act(session, 'printTest'), { outcome: 'done' })
    deepEqual(await menu.act(session, 'restart'), { outcome: 'forbidden' })
    deepEqual(await menu.unlock(session, IT), { outcome: 'unlocked', role: 'it' })
    deepEqual(await menu.act(session, 'restart'), { outcome: 'done' })
    deepEqual([state.printed, state.restarts], [1, 1])
    const overview = menu.overview(session)
    ok(overview && overview.diagnostics.length > 20 && overview.diagnostics.every((row) => /^[01]+$/.test(row)))
    equal((await menu.check(session))[0]?.name, 'disk')
  })

  test('is locked again for whoever comes next', async () => {
    const { menu, session } = kit()
    await menu.unlock(session, IT)
    forgetVisitor(session)
    equal(menu.overview(session), null)
    deepEqual(await menu.act(session, 'printTest'), { outcome: 'forbidden' })
  })

  test('stays locked where the PIN is found right only after whoever typed it has gone', async () => {
    const { menu, session } = kit()
    const unlocking = menu.unlock(session, IT)
    forgetVisitor(session)
    await unlocking
    equal(menu.overview(session), null)
  })

  test('after five wrong PINs looks at none for fifteen minutes, not even at the right one, nor after a restart', async () => {
    const { menu, state, place, session } = kit()
    const wrong = () => menu.unlock(session, '000000')
    for (const left of [4, 3, 2, 1]) deepEqual(await wrong(), { outcome: 'refused', left })
    deepEqual(await wrong(), { outcome: 'locked', minutes: 15 })
    deepEqual(await menu.unlock(session, IT), { outcome: 'locked', minutes: 15 })
    const again = kit({ place })
    again.state.nowMs = state.nowMs + LOCK_MS - 1
    deepEqual(await again.menu.unlock(session, IT), { outcome: 'locked', minutes: 1 })
    again.state.nowMs = state.nowMs - 3_600_000
    deepEqual(await again.menu.unlock(session, IT), { outcome: 'locked', minutes: 15 })
    again.state.nowMs = state.nowMs + LOCK_MS
    deepEqual(await again.menu.unlock(session, '000000'), { outcome: 'refused', left: 4 })
    deepEqual(await again.menu.unlock(session, IT), { outcome: 'unlocked', role: 'it' })
    deepEqual(await again.menu.unlock(session, '000000'), { outcome: 'refused', left: 4 })
    ok(state.logged.some((line) => line.startsWith('service menu refused')))
    ok(!state.logged.join('').includes('000000'))
  })

  test('a damaged memory of wrong PINs gives no new tries', async () => {
    const { place, session } = kit()
    writeFileSync(join(place, 'tries.json'), '{')
    const { menu } = kit({ place })
    deepEqual(await menu.unlock(session, '000000'), { outcome: 'locked', minutes: 15 })
  })

  test('says that no PIN is set, and opens to nobody', async () => {
    const { menu, session } = kit({ pins: false })
    for (const pin of ['', '000000', 'null']) deepEqual(await menu.unlock(session, pin), { outcome: 'notSet' })
  })
})

test('a terminal closed at its menu is out of service, also after a restart, until it is opened there', async () => {
  const central = await startCentralKit()
  const place = mkdtempSync(join(folder, 'station-'))
  const environment = { FOYER_SERVICE_PINS_STAFF: hashes.staff }
  try {
    const first = await startStationKit(central, { folder: place, environment })
    const { client } = first.page
    deepEqual(await client.serviceAct({ action: 'close' }), { outcome: 'forbidden' })
    deepEqual(await client.serviceUnlock({ pin: STAFF }), { outcome: 'unlocked', role: 'staff' })
    deepEqual(await client.serviceAct({ action: 'close' }), { outcome: 'done' })
    equal((await first.page.until(({ outOfService }) => outOfService !== null)).outOfService?.code, 'closedHere')
    equal(first.station.health().outOfService, 'closedHere')
    await client.endSession({})
    equal(await client.serviceOverview({}), null)
    await first.stop()
    const again = await startStationKit(central, { folder: place, coded: false, environment })
    equal((await again.page.client.openSession({})).report.outOfService?.code, 'closedHere')
    await again.page.client.serviceUnlock({ pin: STAFF })
    await again.page.client.serviceAct({ action: 'open' })
    equal((await again.page.until(({ outOfService }) => outOfService === null)).outOfService, null)
    ok(!readFileSync(join(place, 'station/service-tries.json'), 'utf8').includes(STAFF))
    await again.stop()
  } finally {
    await central.stop()
  }
})
