import assert from 'node:assert/strict'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { bookingNumber } from '../../../sync/contract/booking.ts'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { setMessage } from '../../../sync/central/fleet/kiosk-orders.ts'
import { howMuch } from '../../support/how-much.ts'
import { type FaultProxy, NET_FAULTS, startFaultProxy } from '../../support/fault-proxy.ts'
import { smallTown } from '../../support/small-town.ts'
import { draftFor, OFFICE, PASSPORT, removeFolder, startStationKit, type StationKit } from '../../support/station-kit.ts'

// Every fault on every endpoint of a kiosk, over real sockets. A test here is spent on waiting, so all endpoints are spoiled
// side by side, each for a terminal of its own, whose patience is an eighth of the real one.
const PACE = 8

/** A central of one's own: it lets ten devices of one address enrol in a minute. */
async function startCentral(t: Pick<TestContext, 'after'>): Promise<CentralKit> {
  const central = await startCentralKit({ town: smallTown({ seats: 40 }), settings: { openBookingsPerEmail: 100 } })
  t.after(central.stop)
  return central
}

type Terminal = StationKit & { readonly central: CentralKit; readonly proxy: FaultProxy; readonly receipts: () => number }

async function startTerminal(t: TestContext): Promise<Terminal> {
  const central = await startCentral(t)
  const proxy = await startFaultProxy(central.address, { byteMs: 1_000 / PACE })
  t.after(proxy.stop)
  const kit = await startStationKit(central, { address: proxy.address, pace: PACE, officeId: OFFICE })
  t.after(async () => {
    await kit.stop()
    removeFolder(kit.folder)
  })
  const folder = join(kit.folder, 'receipts')
  mkdirSync(folder, { recursive: true })
  return { ...kit, central, proxy, receipts: () => readdirSync(folder).filter((name) => name.endsWith('.bin')).length }
}

const standingsOf = async ({ central }: Terminal, bookingId: string) => {
  const rows = await central.context.store.read((tx) =>
    tx.all<{ standing: string }>('select standing from booking where booking_id = $1', [bookingId]),
  )
  return rows.map(({ standing }) => standing)
}
async function firstFree({ page }: Terminal): Promise<string> {
  const { first } = await page.client.listSlots({ officeId: OFFICE, services: PASSPORT })
  assert.ok(first)
  return first.startsAt
}

/** Somebody looks at a time and leaves it; then they book one. */
async function visit(terminal: Terminal): Promise<void> {
  const { client, until } = terminal.page
  const printed = terminal.receipts()
  const left = draftFor(await firstFree(terminal))
  await client.holdSlot(left)
  await client.releaseHold({ bookingId: left.bookingId })
  let draft = draftFor(await firstFree(terminal))
  let hold = await client.holdSlot(draft)
  // A release that was lost keeps its seat until the hold lapses: the visitor is offered another time.
  if (hold.outcome === 'slotTaken') {
    draft = { ...draft, startsAt: hold.alternatives[0]?.startsAt ?? '' }
    hold = await client.holdSlot(draft)
  }
  assert.notEqual(hold.outcome, 'slotTaken')
  assert.equal((await client.confirmBooking(draft)).outcome, 'booked')
  await until(({ paper }) => paper?.bookingId === draft.bookingId && paper.state === 'printed')
  await until(({ waiting, network }) => waiting === 0 && network === 'online')
  assert.deepEqual(await standingsOf(terminal, draft.bookingId), ['requested'])
  assert.deepEqual(await standingsOf(terminal, left.bookingId), [])
  assert.equal(terminal.receipts() - printed, 1)
  await client.endSession({})
}

describe('a visit is one booking and one receipt, whatever happens to', { concurrency: true }, () => {
  // A round that carries nothing has nothing to lose: of the exchanges the one that uploads the booking is spoiled.
  const UPLOAD = '"ops":[{'
  const paths = ['/v1/holds', '/v1/sync', '/v1/holds/release'] as const
  for (const path of paths) {
    test(path, async (t) => {
      const terminal = await startTerminal(t)
      for (const fault of NET_FAULTS) {
        await t.test(fault, async () => {
          terminal.central.clock.pass(1)
          terminal.proxy.plan(path, fault, path === '/v1/sync' ? UPLOAD : '')
          await visit(terminal)
          assert.ok(terminal.proxy.met(path))
        })
      }
    })
  }
})

describe('who comes back is told the truth or that nobody can be reached, whatever happens to', { concurrency: true }, () => {
  for (const path of ['look-up', 'check-in', 'cancel', 'move'] as const) {
    test(path, async (t) => {
      const terminal = await startTerminal(t)
      const { client, until } = terminal.page
      for (const fault of NET_FAULTS) {
        await t.test(fault, async () => {
          terminal.central.clock.pass(1)
          const draft = draftFor(await firstFree(terminal))
          await client.confirmBooking(draft)
          await until(({ waiting }) => waiting === 0)
          const code = { number: bookingNumber(draft.bookingId), key: null }
          const asks = {
            'look-up': () => client.lookUp(code),
            'check-in': () => client.checkIn(code),
            cancel: () => client.cancelBooking(code),
            move: () => client.moveBooking({ code, startsAt: draft.startsAt }),
          }
          terminal.proxy.plan(`/v1/bookings/${path}`, fault)
          const { outcome: spoiled } = await asks[path]()
          assert.ok(terminal.proxy.met(`/v1/bookings/${path}`))
          const { outcome: well } = await asks[path]()
          assert.notEqual(well, 'unreachable')
          assert.ok(spoiled === 'unreachable' || spoiled === well, `${spoiled}, then ${well}`)
          await client.endSession({})
        })
      }
    })
  }

  test('calling for staff', async (t) => {
    const terminal = await startTerminal(t)
    for (const fault of NET_FAULTS) {
      terminal.central.clock.pass(1)
      terminal.proxy.plan('/v1/staff-calls', fault)
      const { outcome } = await terminal.page.client.callStaff({})
      assert.ok(terminal.proxy.met('/v1/staff-calls'), fault)
      assert.ok(outcome === 'unreachable' || fault === 'duplicate', `${fault}: ${outcome}`)
      assert.equal((await terminal.page.client.callStaff({})).outcome, 'called')
    }
  })
})

describe('a terminal that is set up comes to life in the end, whatever happens to', { concurrency: true }, () => {
  for (const path of ['/v1/info', '/v1/enrolments', '/v1/town-keys', '/v1/catalogue']) {
    // The town's keys come as the catalogue does, in the round before it.
    const some = path === '/v1/town-keys' ? NET_FAULTS.slice(0, howMuch({ sample: 2, whole: NET_FAULTS.length })) : NET_FAULTS
    for (const faults of [some.slice(0, 4), some.slice(4)].filter(({ length }) => length > 0)) {
      test(`${path}: ${faults.join(', ')}`, async (t) => {
        const central = await startCentral(t)
        for (const fault of faults) {
          const proxy = await startFaultProxy(central.address, { byteMs: 1_000 / PACE })
          t.after(proxy.stop)
          proxy.plan(path, fault)
          const fresh = await startStationKit(central, { address: proxy.address, pace: PACE, officeId: OFFICE })
          const offices = async () => (await fresh.page.client.listOffices({})).length
          await fresh.page.until(({ network }) => network === 'online')
          for (let looks = 0; looks < 400 && (await offices()) === 0; looks += 1) {
            await new Promise((resolve) => setTimeout(resolve, 50))
          }
          assert.ok(proxy.met(path), fault)
          assert.equal(await offices(), 2, fault)
          await fresh.stop()
          removeFolder(fresh.folder)
        }
      })
    }
  }
})

describe('a terminal hears what IT wants it to show, whatever happens to', { concurrency: true }, () => {
  // It asks for the next poke, one by one, where the stream says nothing from the first moment.
  const ways = [
    { path: '/v1/events', faults: NET_FAULTS, stream: null },
    { path: '/v1/events/next', faults: NET_FAULTS.slice(0, howMuch({ sample: 2, whole: NET_FAULTS.length })), stream: 'stall' },
  ] as const
  for (const { path, faults, stream } of ways) {
    test(path, async (t) => {
      const central = await startCentral(t)
      for (const fault of faults) {
        const proxy = await startFaultProxy(central.address, { byteMs: 1_000 / PACE })
        t.after(proxy.stop)
        if (stream !== null) proxy.plan('/v1/events', stream)
        proxy.plan(path, fault)
        const terminal = await startStationKit(central, { address: proxy.address, pace: PACE, officeId: OFFICE })
        await terminal.page.until(({ network }) => network === 'online')
        for (let looks = 0; looks < 400 && !proxy.met(path); looks += 1) await new Promise((resolve) => setTimeout(resolve, 50))
        assert.ok(proxy.met(path), fault)
        await central.context.store.transact(async (tx) => {
          const kiosks = await tx.all<{ kiosk_id: string }>('select kiosk_id from kiosk')
          for (const { kiosk_id } of kiosks) await setMessage(tx, kiosk_id, { text: fault, random: central.context.random })
        })
        await terminal.page.until(({ message }) => message !== null)
        await terminal.stop()
        removeFolder(terminal.folder)
      }
    })
  }
})
