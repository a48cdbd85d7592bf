import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { HoldAnswer } from '../../../sync/contract/kiosk-api.ts'
import { CLOSED, findStarts } from '../../../sync/contract/office-day.ts'
import { callOf, DAY, type DeskClient, EIGHT, startDeskKit } from '../../support/desk-kit.ts'
import type { KioskDevice } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const TICK = 300_000
const STAFF_SEATS = 1
const SERVICES = ['melden', 'ausweis', 'pass'] as const

/** Numbers that are the same in each run (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

/** A lobby kiosk as it follows an office: days by cursor, holds, uploads. */
function follower(device: KioskDevice) {
  let cursor = 0
  let sequence = 0
  const free = new Map<string, { firstTickMs: number; free: Uint8Array }>()
  const exchange = async (ops: Parameters<KioskDevice['signedOp']>[1][] = []) => {
    const signed = ops.map((op) => device.signedOp((sequence += 1), op))
    const answer = await device.sync({ cursors: { rathaus: cursor }, ops: signed })
    cursor = answer.cursors['rathaus'] ?? cursor
    for (const { day, groups } of answer.days)
      for (const group of groups) {
        const ticks = { firstTickMs: Date.parse(group.firstTickAt), free: new Uint8Array(Buffer.from(group.free, 'base64')) }
        free.set(day, ticks)
      }
    return answer
  }
  return { device, exchange, dayOf: () => free.get(DAY) }
}

onBothStores('two desks and three lobby kiosks at one office', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('work an hour side by side: the lists agree, no seat is sold twice, and what moves frees its seats at once', async () => {
    const central = await startDeskKit({
      databaseUrl: await makeDatabase(),
      town: smallTown({ seats: 2 + STAFF_SEATS, staffSeats: STAFF_SEATS }),
      settings: { openBookingsPerEmail: 100 },
    })
    stopLater(central)
    const next = seeded(20)
    const desks = [
      await central.staff('frontDesk'),
      await central.staff('frontDesk', ['rathaus'], await central.enrol({ profile: 'desk' })),
    ] as const
    const kiosks = [central.lobby, await central.enrol(), await central.enrol()].map(follower)
    for (const kiosk of kiosks) await kiosk.exchange()
    const mine: string[] = []
    const said = new Map<string, number>()
    const count = (what: string) => said.set(what, (said.get(what) ?? 0) + 1)

    const someTime = () => new Date(Date.parse(EIGHT) + next(30) * TICK).toISOString()
    const someServices = () => [{ serviceId: SERVICES[next(3)] ?? 'pass', count: 1 + next(2) }]

    /** A caller books, or moves or cancels what was booked before. */
    const call = async (desk: DeskClient) => {
      const bookingId = mine[next(mine.length + 1)]
      const deed = next(4)
      if (deed === 0 && bookingId !== undefined) {
        const moved = await desk.moveBooking({ bookingId, officeId: 'rathaus', startsAt: someTime() })
        count(`move ${moved.outcome}`)
      } else if (deed === 1 && bookingId !== undefined) {
        count(`cancel ${(await desk.cancelBooking({ bookingId, reason: 'Krank' })).outcome}`)
      } else {
        const booking = callOf({ services: someServices(), startsAt: someTime() })
        const { services, startsAt } = booking
        const held = await desk.hold({ bookingId: booking.bookingId, officeId: 'rathaus', services, startsAt })
        const booked = await desk.book(booking)
        if (held.outcome === 'held') assert.equal(booked.outcome, 'booked', 'what was held is booked')
        if (booked.outcome === 'booked') mine.push(booking.bookingId)
        count(`book ${booked.outcome}`)
      }
    }
    /** A visitor holds a slot from the kiosk's own list and books it. */
    const visit = async (kiosk: ReturnType<typeof follower>) => {
      const day = kiosk.dayOf()
      const starts = day ? findStarts(day, { ticks: 2, gridTicks: 1, notBeforeMs: 0 }) : []
      const start = starts[next(starts.length)]
      if (start === undefined) return
      const wish = { bookingId: randomUUID(), officeId: 'rathaus', services: [{ serviceId: 'ausweis', count: 1 }] }
      const startsAt = new Date(start).toISOString()
      const held = HoldAnswer.parse((await kiosk.device.hold({ ...wish, startsAt })).body)
      count(`hold ${held.outcome}`)
      if (held.outcome !== 'held') return
      const op = await kiosk.device.bookingOp({ bookingId: wish.bookingId, startsAt, promised: true })
      const { verdicts } = await kiosk.exchange([op])
      assert.equal(verdicts[0]?.verdict.outcome, 'taken', 'what was held is taken')
    }

    for (let minute = 0; minute < 60; minute += 1) {
      central.clock.pass(1)
      await Promise.all([...desks.map((desk) => call(desk)), ...kiosks.map((kiosk) => visit(kiosk))])
      if (minute % 6 !== 5) continue
      for (const kiosk of kiosks) await kiosk.exchange()
      await agree(desks, kiosks)
    }
    for (const wanted of ['book booked', 'book slotTaken', 'move done', 'move slotTaken', 'cancel done', 'hold held'])
      assert.ok(said.has(wanted), `${wanted} happened: ${JSON.stringify([...said])}`)
    await movesFreeAtOnce(desks)
  })
})

/** Both desks see the same day, and each kiosk's free seats are the desks' minus what is kept for staff. */
async function agree(desks: readonly DeskClient[], kiosks: readonly ReturnType<typeof follower>[]): Promise<void> {
  const days = await Promise.all(desks.map((desk) => desk.day({ officeId: 'rathaus', day: DAY })))
  assert.deepEqual(days[1], days[0])
  const [day] = days
  assert.ok(day?.outcome === 'day')
  const ticks = day.groups[0]?.ticks ?? []
  for (const { taken, capacity } of ticks) assert.ok(taken <= capacity)
  const left = ticks.map(({ capacity, taken }) => Math.max(0, capacity - taken - STAFF_SEATS))
  for (const kiosk of kiosks) {
    const seen = [...(kiosk.dayOf()?.free ?? [])].filter((seats) => seats !== CLOSED)
    assert.deepEqual(seen, left)
  }
  const expected = new Map<string, number>()
  for (const { startsAt, ticks: length } of day.bookings) {
    for (let index = 0; index < length; index += 1) {
      const at = new Date(Date.parse(startsAt) + index * TICK)
      const time = at.toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' })
      expected.set(time, (expected.get(time) ?? 0) + 1)
    }
  }
  for (const { time, taken } of ticks)
    assert.equal(taken >= (expected.get(time) ?? 0), true, `${time} has a seat for each booking`)
}

/** The other desk books the very seats in the next request. */
async function movesFreeAtOnce([one, other]: readonly [DeskClient, DeskClient]): Promise<void> {
  const booking = callOf({ startsAt: '2026-11-25T10:00:00.000Z' })
  for (let seat = 0; seat < 2 + STAFF_SEATS; seat += 1)
    assert.equal((await one.book(seat === 0 ? booking : callOf({ startsAt: booking.startsAt }))).outcome, 'booked')
  const wish = callOf({ startsAt: booking.startsAt })
  assert.equal((await other.book(wish)).outcome, 'slotTaken')
  const moved = await one.moveBooking({ bookingId: booking.bookingId, officeId: 'rathaus', startsAt: '2026-11-25T08:00:00.000Z' })
  assert.deepEqual(moved, { outcome: 'done' })
  assert.equal((await other.book(wish)).outcome, 'booked')
}
