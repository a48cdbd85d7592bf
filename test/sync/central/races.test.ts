import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { accept, cancel, confirmByLink } from '../../../sync/central/booking/booking-life.ts'
import { loadBooking } from '../../../sync/central/booking/booking-row.ts'
import { moveBooking } from '../../../sync/central/booking/move-booking.ts'
import { moveToOffice } from '../../../sync/central/booking/move-to-office.ts'
import { lockOffices } from '../../../sync/central/capacity/lock-office.ts'
import { HoldAnswer } from '../../../sync/contract/kiosk-api.ts'
import { type KitOptions, startCentralKit } from '../../support/central-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown, withBothOffices } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const EIGHT = Date.parse('2026-11-24T07:00:00.000Z')
const at = (ticks: number) => new Date(EIGHT + ticks * 300_000).toISOString()
const SERVICES = ['melden', 'ausweis', 'pass'] as const
const VISITOR = { kind: 'visitor', id: null } as const

onBothStores('races for the last seat', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (options: KitOptions = {}) =>
    stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), ...options }))

  it('gives one seat to exactly one of 500 requests at once', async () => {
    const { enrol } = await start()
    const kiosks = await Promise.all([enrol(), enrol(), enrol(), enrol()])
    const answers = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const wish = {
          bookingId: randomUUID(),
          officeId: 'rathaus',
          services: [{ serviceId: 'ausweis', count: 1 }],
          startsAt: at(0),
        }
        const answer = await kiosks[index % 4]?.hold(wish)
        return HoldAnswer.parse(answer?.body).outcome
      }),
    )
    assert.equal(answers.filter((outcome) => outcome === 'held').length, 1)
    assert.equal(answers.filter((outcome) => outcome === 'slotTaken').length, 499)
  })

  it('sells exactly the capacity when holds, uploads, staff, cancellations and moves meet', async () => {
    const { context, enrol } = await start({ town: smallTown({ seats: 3 }), settings: { openBookingsPerEmail: 100 } })
    const [lobby, desk] = [await enrol(), await enrol({ profile: 'desk' })]
    const ops = await Promise.all(
      Array.from({ length: 80 }, async (_, index) => {
        const [kiosk, channel] = index % 2 === 0 ? ([lobby, 'kiosk'] as const) : ([desk, 'desk'] as const)
        const op = await kiosk.bookingOp({ startsAt: at(index % 10), serviceId: SERVICES[index % 3] ?? 'pass', channel })
        return { kiosk, op, sequence: index + 1 }
      }),
    )
    const uploads = ops.map(async ({ kiosk, op, sequence }) => {
      const { verdicts } = await kiosk.sync({ ops: [kiosk.signedOp(sequence, op)] })
      if (verdicts[0]?.verdict.outcome !== 'taken') return
      if (sequence % 5 === 0) await cancel(context, op.bookingId, { actor: VISITOR })
      if (sequence % 5 === 1)
        await moveBooking(context, op.bookingId, { startsAtMs: EIGHT + 3_600_000, audience: 'visitor', actor: VISITOR })
      if (sequence % 5 === 2) await confirmByLink(context, op.bookingId, VISITOR)
      if (sequence % 5 === 2) await accept(context, op.bookingId, { actor: { kind: 'staff', id: 's' } })
    })
    const holds = Array.from({ length: 80 }, (_, index) => {
      const services = [{ serviceId: SERVICES[index % 3] ?? 'pass', count: 1 }]
      return lobby.hold({ bookingId: randomUUID(), officeId: 'rathaus', services, startsAt: at(index % 10) })
    })
    await Promise.all([...uploads, ...holds])
    // Whoever asks now, one tick at a time, gets what is left; then every tick is full.
    for (let tick = 0; tick < 10; tick += 1) {
      for (let seat = 0; seat < 4; seat += 1) {
        const services = [{ serviceId: 'melden', count: 1 }]
        await lobby.hold({ bookingId: randomUUID(), officeId: 'rathaus', services, startsAt: at(tick) })
      }
    }
    const rows = await context.store.read((tx) =>
      tx.all<{ starts_at: number; n: number }>(
        'select starts_at, count(*) as n from seat where starts_at >= $1 and starts_at < $2 group by starts_at',
        [EIGHT, EIGHT + 10 * 300_000],
      ),
    )
    assert.deepEqual(
      rows.map((row) => row.n),
      Array.from({ length: 10 }, () => 3),
    )
  })

  it('moves two bookings into each other’s place without losing either', async () => {
    const { context, enrol } = await start()
    const kiosk = await enrol()
    const first = await kiosk.bookingOp({ startsAt: at(0) })
    const second = await kiosk.bookingOp({ startsAt: at(2) })
    await kiosk.sync({ ops: [kiosk.signedOp(1, first), kiosk.signedOp(2, second)] })
    const to = (bookingId: string, ticks: number) =>
      moveBooking(context, bookingId, { startsAtMs: EIGHT + ticks * 300_000, audience: 'visitor', actor: VISITOR })
    const outcomes = await Promise.all([to(first.bookingId, 2), to(second.bookingId, 0)])
    assert.deepEqual(
      outcomes.map((one) => one.outcome),
      ['slotTaken', 'slotTaken'],
    )
    assert.equal((await to(first.bookingId, 1)).outcome, 'slotTaken', 'its end would lie on the other')
    assert.equal((await to(second.bookingId, 3)).outcome, 'moved')
    assert.equal((await to(first.bookingId, 1)).outcome, 'moved', 'its own old seats do not stand in its way')
  })

  it('cancels a booking that is being moved to another office just now', async () => {
    const { context, enrol } = await start()
    const { store, clock, random } = context
    const kiosk = await enrol()
    const op = await kiosk.bookingOp({ startsAt: at(0) })
    await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })
    // On SQLite works take turns; on PostgreSQL the cancellation has looked for the booking's office and waits for its lock.
    const waits = () => store.read((tx) => tx.one<{ n: number }>('select count(*) as n from pg_locks where not granted'))
    const locked = Promise.withResolvers<void>()
    const moving = store.transact(async (tx) => {
      await lockOffices(tx, ['amt', 'rathaus'], { nowMs: clock.nowMs(), random })
      locked.resolve()
      while (store.engine === 'postgres' && (await waits())?.n === 0);
      for (const [table, id] of [
        ['booking', 'booking_id'],
        ['seat', 'holder_id'],
      ] as const)
        await tx.run(`update ${table} set office_id = 'amt' where ${id} = $1`, [op.bookingId])
    })
    await locked.promise
    const cancelOp = { kind: 'cancel', opId: randomUUID(), bookingId: op.bookingId, cancelledAt: at(-1) } as const
    const [{ verdicts }] = await Promise.all([kiosk.sync({ ops: [kiosk.signedOp(2, cancelOp)] }), moving])
    assert.deepEqual(verdicts[0]?.verdict, { outcome: 'cancelled' })
    assert.equal((await store.read((tx) => loadBooking(tx, op.bookingId)))?.standing, 'cancelled')
  })

  it('moves a booking to another office for two members of staff at once, and it keeps its seats', async () => {
    const { context, enrol } = await start({ town: withBothOffices(smallTown()) })
    const kiosk = await enrol()
    const op = await kiosk.bookingOp({ startsAt: at(0) })
    await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })
    const to = (ticks: number) =>
      moveToOffice(context, op.bookingId, {
        officeId: 'amt',
        startsAtMs: EIGHT + ticks * 300_000,
        audience: 'staff',
        actor: { kind: 'staff', id: 's' },
      })
    const outcomes = await Promise.all([to(4), to(8)])
    assert.deepEqual(
      outcomes.map((one) => one.outcome),
      ['moved', 'moved'],
    )
    const row = await context.store.read((tx) => loadBooking(tx, op.bookingId))
    const services = [{ serviceId: 'ausweis', count: 1 }]
    const answer = await kiosk.hold({
      bookingId: randomUUID(),
      officeId: 'amt',
      services,
      startsAt: new Date(row?.starts_at ?? 0).toISOString(),
    })
    assert.equal(HoldAnswer.parse(answer.body).outcome, 'slotTaken', 'its place is sold to nobody else')
  })

  it('holds seats for one booking at one office, however many are asked at once', async () => {
    const { context, enrol } = await start({ town: withBothOffices(smallTown({ seats: 5 })) })
    const kiosk = await enrol()
    for (let visitor = 1; visitor <= 5; visitor += 1) {
      const bookingId = randomUUID()
      const wish = { bookingId, services: [{ serviceId: 'ausweis', count: 1 }], startsAt: at(0) }
      const answers = await Promise.all([kiosk.hold({ ...wish, officeId: 'rathaus' }), kiosk.hold({ ...wish, officeId: 'amt' })])
      assert.deepEqual(
        answers.map(({ body }) => HoldAnswer.parse(body).outcome),
        ['held', 'held'],
      )
      const held = await context.store.read((tx) =>
        tx.all<{ office_id: string }>('select distinct office_id from seat where holder_id = $1', [bookingId]),
      )
      assert.equal(held.length, 1, 'the later wish replaces the earlier one')
    }
  })
})
