import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createOrders } from '../../../main/central/orders.ts'
import { type DeskClient, type DeskKit, startDeskKit } from '../../support/desk-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { removeFolder, startStationKit, type StationKit } from '../../support/station-kit.ts'

describe('at a terminal that IT has an order for', () => {
  let central: DeskKit
  let it: DeskClient
  let kit: StationKit
  before(async () => {
    central = await startDeskKit({ town: smallTown() })
    it = await central.staff('it', [])
    kit = await startStationKit(central)
    await kit.page.until(({ network }) => network === 'online')
  })
  after(async () => {
    await kit.stop()
    removeFolder(kit.folder)
    await central.stop()
  })
  const line = async () => {
    const fleet = await it.fleet({})
    assert.ok(fleet.outcome === 'fleet')
    const found = fleet.kiosks.find(({ version }) => version === 'test')
    assert.ok(found)
    return found
  }

  test('a text reaches the page by itself, is acknowledged, and goes again', async () => {
    const { kioskId } = await line()
    await it.setMessage({ kioskId, text: 'Heute ab 15 Uhr geschlossen' })
    await kit.page.until(({ message }) => message === 'Heute ab 15 Uhr geschlossen')
    await until(async () => (await line()).message?.receivedAt != null)
    await it.setMessage({ kioskId, text: null })
    await kit.page.until(({ message }) => message === null)
  })

  test('a test slip comes out once, and IT sees how it went', async () => {
    const { kioskId } = await line()
    await it.orderTestPrint({ kioskId })
    await until(async () => (await line()).testPrint?.state === 'printed')
    assert.equal(readdirSync(join(kit.folder, 'receipts')).filter((name) => name.endsWith('.bin')).length, 1)
  })

  test('it goes out of service and back without waiting for its next round', async () => {
    const { kioskId } = await line()
    await it.setOutOfService({ kioskId, reason: 'Papier wird gewechselt' })
    await kit.page.until(({ outOfService }) => outOfService?.reason === 'Papier wird gewechselt')
    await it.setOutOfService({ kioskId, reason: null })
    await kit.page.until(({ outOfService }) => outOfService === null)
  })
})

describe('orders of a device', () => {
  const start = () => {
    const done = { printed: [] as string[], changed: 0, answered: 0 }
    const visitor = { there: false }
    const orders = createOrders({
      serving: () => visitor.there,
      newId: () => `job ${done.printed.length}`,
      printTest: async (jobId) => void done.printed.push(jobId),
      changed: () => void (done.changed += 1),
      answered: () => void (done.answered += 1),
    })
    const round = (...asked: Parameters<typeof orders.heard>[0]['orders']) => {
      const said = orders.answers()
      orders.heard({ said, orders: asked })
      return said
    }
    return { done, visitor, orders, round }
  }
  const message = (text: string) => ({ kind: 'message', orderId: randomUUID(), text }) as const
  const print = () => ({ kind: 'testPrint', orderId: randomUUID() }) as const

  test('nothing is printed while somebody is served', () => {
    const { done, visitor, round } = start()
    const order = print()
    visitor.there = true
    round(order)
    assert.deepEqual(done.printed, [])
    visitor.there = false
    round(order)
    round(order)
    assert.deepEqual(done.printed, ['job 0'], 'and then once')
  })

  test('an answer is said until central has heard it', () => {
    const { orders, round } = start()
    const order = print()
    round(order)
    orders.paper({ jobId: 'job 0', state: 'printing' })
    orders.paper({ jobId: 'of a visitor', state: 'printed' })
    assert.deepEqual(orders.answers(), [])
    orders.paper({ jobId: 'job 0', state: 'failed' })
    assert.deepEqual(orders.answers(), [{ orderId: order.orderId, result: 'failed' }], 'also where a round was lost')
    assert.deepEqual(round(order), [{ orderId: order.orderId, result: 'failed' }])
    assert.deepEqual(orders.answers(), [])
  })

  test('a text stands until a round comes without it; another takes its place', () => {
    const { done, orders, round } = start()
    const [first, second] = [message('eins'), message('zwei')]
    round(first)
    round(first)
    assert.deepEqual([orders.message(), done.changed, done.answered], ['eins', 1, 1])
    round(second)
    assert.equal(orders.message(), 'zwei')
    round()
    assert.deepEqual([orders.message(), done.changed], [null, 3])
  })
})

/** Asks again until it is so; the test's own limit ends it. */
async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 20))
}
