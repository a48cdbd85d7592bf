import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createFleetWatch } from '../../../sync/central/fleet/alerts/watch-fleet.ts'
import { startDeskKit } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const HEALTH = {
  version: '0.1.0',
  state: 'start',
  printer: 'ready',
  queue: 0,
  clockOffsetMs: 0,
  diskFreeBytes: 20e9,
  uptimeSeconds: 60,
} as const

onBothStores('IT’s devices at the desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const central = stopLater(await startDeskKit({ databaseUrl: await makeDatabase() }))
    return { central, it: await central.staff('it', []) }
  }

  it('shows IT its devices, enrols new ones, and a device hears in its next exchange that it is out of service', async () => {
    const { central, it } = await start()
    const health = { ...HEALTH, printer: 'nearEnd', queue: 3, clockOffsetMs: -12, diskFreeBytes: null } as const
    await central.lobby.sync({ health })
    const { kioskId } = central.lobby
    assert.deepEqual(await it.setOutOfService({ kioskId, reason: 'Papier wird gewechselt' }), { outcome: 'done' })
    assert.equal((await central.lobby.sync({ health })).outOfService, 'Papier wird gewechselt')
    const shown = await it.fleet({})
    assert.ok(shown.outcome === 'fleet')
    assert.deepEqual(
      shown.kiosks.find((kiosk) => kiosk.kioskId === kioskId),
      {
        kioskId,
        name: 'Testgerät',
        officeId: null,
        profile: 'lobby',
        lastSeenAt: new Date(central.clock.nowMs()).toISOString(),
        revoked: false,
        frozen: null,
        outOfService: 'Papier wird gewechselt',
        version: '0.1.0',
        printer: 'nearEnd',
        queue: 3,
        clockOffsetMs: -12,
        alerts: [],
        staffCalledAt: null,
        message: null,
        testPrint: null,
      },
    )
    assert.deepEqual(await it.setOutOfService({ kioskId, reason: null }), { outcome: 'done' })
    assert.equal((await central.lobby.sync({})).outOfService, null)
    const code = await it.enrolKiosk({ name: 'Neues Terminal', officeId: 'amt', profile: 'lobby' })
    assert.ok(code.outcome === 'code' && /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/.test(code.code))
    for (const unknown of [
      await it.enrolKiosk({ name: 'x', officeId: 'nowhere', profile: 'lobby' }),
      await it.revokeKiosk({ kioskId: 'k-unknown' }),
      await it.setOutOfService({ kioskId: 'k-unknown', reason: 'x' }),
      await it.setMessage({ kioskId: 'k-unknown', text: 'x' }),
      await it.orderTestPrint({ kioskId: 'k-unknown' }),
    ])
      assert.deepEqual(unknown, { outcome: 'unknown' })
  })

  it('tells IT what is wrong with a device, once it has lasted, until it is over', async () => {
    const { central, it } = await start()
    const { kioskId } = central.lobby
    const watch = createFleetWatch({ certificate: () => 'good' })
    const alertsAfter = async (minutes: number, each: () => Promise<unknown>) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        central.clock.pass(1)
        await each()
        await watch.look(central.context)
      }
      const shown = await it.fleet({})
      assert.ok(shown.outcome === 'fleet')
      return shown.kiosks.find((kiosk) => kiosk.kioskId === kioskId)?.alerts
    }
    const full = () => central.lobby.sync({ health: { ...HEALTH, diskFreeBytes: 1e6 } })
    assert.deepEqual(await alertsAfter(2, full), [])
    assert.deepEqual(await alertsAfter(10, full), ['diskLow'])
    assert.deepEqual(await alertsAfter(6, async () => undefined), ['diskLow', 'offline'], 'switched off')
    assert.deepEqual(await alertsAfter(12, () => central.lobby.sync({ health: HEALTH })), [])
  })

  it('has a device show a text and print a test slip, once, and says what came of it', async () => {
    const { central, it } = await start()
    const { kioskId } = central.lobby
    const line = async () => {
      const fleet = await it.fleet({})
      assert.ok(fleet.outcome === 'fleet')
      const found = fleet.kiosks.find((kiosk) => kiosk.kioskId === kioskId)
      return { message: found?.message, testPrint: found?.testPrint }
    }
    const ordersOf = async (body: Parameters<typeof central.lobby.sync>[0]) => (await central.lobby.sync(body)).orders ?? []
    assert.deepEqual(await it.setMessage({ kioskId, text: 'Heute ab 15 Uhr geschlossen' }), { outcome: 'done' })
    assert.deepEqual(await it.orderTestPrint({ kioskId }), { outcome: 'done' })
    const [message, print] = await ordersOf({})
    assert.ok(message?.kind === 'message' && print?.kind === 'testPrint')
    assert.equal(message.text, 'Heute ab 15 Uhr geschlossen')
    assert.deepEqual(await ordersOf({}), [message, print], 'both come again until they are answered')
    assert.deepEqual(await line(), {
      message: { text: message.text, receivedAt: null },
      testPrint: { state: 'ordered', at: null },
    })
    const orderAnswers = [
      { orderId: message.orderId, result: 'received' } as const,
      { orderId: print.orderId, result: 'printed' } as const,
    ]
    assert.deepEqual(await ordersOf({ orderAnswers }), [message], 'the text stays, the print is done')
    const at = new Date(central.clock.nowMs()).toISOString()
    central.clock.pass(1)
    assert.deepEqual(await ordersOf({ orderAnswers }), [message], 'saying it twice changes nothing')
    assert.deepEqual(await line(), { message: { text: message.text, receivedAt: at }, testPrint: { state: 'printed', at } })
    await it.setMessage({ kioskId, text: null })
    await it.orderTestPrint({ kioskId })
    central.clock.pass(10)
    assert.deepEqual(await ordersOf({}), [], 'after ten minutes nobody waits for a slip')
    assert.deepEqual(await line(), { message: null, testPrint: { state: 'lapsed', at: null } })
    assert.deepEqual(
      await it.setMessage({ kioskId: central.device.kioskId, text: 'x' }),
      { outcome: 'unknown' },
      'a desk has none',
    )
  })
})
