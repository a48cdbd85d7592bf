import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { loadBooking } from '../../../sync/central/booking/booking-row.ts'
import { callOf, DAY, type DeskClient, type DeskKit, EIGHT, startDeskKit, tick } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { type SmallTown, smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const WITHOUT_MAIL = { familyName: 'Großmann', phone: '026112345678' }
onBothStores('an office’s day at the desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}) => {
    const kit = stopLater(
      await startDeskKit({
        databaseUrl: await makeDatabase(),
        town: smallTown(town),
        settings: { openBookingsPerEmail: 100 },
      }),
    )
    return { central: kit, admin: await kit.staff('officeAdmin') }
  }
  const dayOf = async (desk: DeskClient) => {
    const answer = await desk.day({ officeId: 'rathaus', day: DAY })
    assert.ok(answer.outcome === 'day')
    return answer
  }
  const standingOf = async ({ context }: DeskKit, bookingId: string) =>
    (await context.store.read((tx) => loadBooking(tx, bookingId)))?.standing

  it('lists who is expected, and for each tick the seats there are and those taken, holds and overbooked ones too', async () => {
    const { central, admin } = await start()
    const visitor = await central.visit()
    const over = callOf({ overbook: 'Eilt' })
    await admin.book(over)
    const services = [{ serviceId: 'melden', count: 1 }]
    await central.lobby.hold({ bookingId: randomUUID(), officeId: 'rathaus', services, startsAt: tick(3) })
    const { bookings, groups, version } = await dayOf(admin)
    assert.deepEqual(bookings.map(({ bookingId }) => bookingId).toSorted(), [visitor, over.bookingId].toSorted())
    const [group] = groups
    assert.equal(group?.ticks.length, 48)
    assert.deepEqual(group?.ticks.slice(0, 5), [
      { time: '08:00', capacity: 1, taken: 2 },
      { time: '08:05', capacity: 1, taken: 2 },
      { time: '08:10', capacity: 1, taken: 0 },
      { time: '08:15', capacity: 1, taken: 1 },
      { time: '08:20', capacity: 1, taken: 0 },
    ])
    await admin.cancelBooking({ bookingId: visitor, reason: 'x' })
    const later = await dayOf(admin)
    assert.ok(later.version > version)
    assert.deepEqual([later.bookings.length, later.groups[0]?.ticks[0]?.taken], [1, 1])
  })

  it('is told again only once it has changed: by a seat, a name, the clock or somebody who comes', async () => {
    const { central, admin } = await start({ seats: 2 })
    let known = (await dayOf(admin)).mark
    const asked = async (desk = admin) => {
      const answer = await desk.day({ officeId: 'rathaus', day: DAY, ...(known !== undefined && { known }) })
      if (answer.outcome === 'day') known = answer.mark
      return answer.outcome
    }
    assert.deepEqual([await asked(), await asked()], ['unchanged', 'unchanged'])
    const call = callOf({})
    await admin.book(call)
    assert.deepEqual([await asked(), await asked()], ['day', 'unchanged'], 'a seat was taken')
    await admin.correctPerson({ bookingId: call.bookingId, person: WITHOUT_MAIL })
    assert.deepEqual([await asked(), await asked()], ['day', 'unchanged'], 'a name was corrected')
    await central.visit({ startsAt: tick(6) })
    assert.deepEqual([await asked(), await asked()], ['day', 'unchanged'], 'a visitor asked for a time')
    central.clock.set(EIGHT)
    const colleague = await central.staff('officeAdmin')
    assert.deepEqual(
      [await asked(colleague), await asked(colleague)],
      ['day', 'unchanged'],
      'the visitor has let the deadline pass',
    )
    assert.equal((await dayOf(colleague)).bookings.length, 1)
    await colleague.accept({ bookingId: call.bookingId, documents: [] })
    assert.deepEqual([await asked(colleague), await asked(colleague)], ['day', 'unchanged'], 'a request was accepted')
    assert.equal((await colleague.markArrived({ bookingId: call.bookingId })).outcome, 'done')
    assert.deepEqual(
      [await asked(colleague), await asked(colleague)],
      ['day', 'unchanged'],
      'somebody has come: that takes no seat',
    )
    assert.equal(
      (await colleague.day({ officeId: 'rathaus', day: '2001-01-01', known: known ?? '' })).outcome,
      'day',
      'another day',
    )
  })

  it('is closed in part: what lies in it is cancelled and told by mail, and who has none is to be phoned', async () => {
    const { central, admin } = await start({ seats: 2 })
    const early = await central.visit()
    const touching = await central.visit({ startsAt: tick(11) })
    const caller = callOf({ person: WITHOUT_MAIL, startsAt: tick(14) })
    await admin.book(caller)
    const late = await central.visit({ startsAt: tick(24) })
    const closed = await admin.closeDay({
      officeId: 'rathaus',
      day: DAY,
      from: '09:00',
      until: '10:00',
      reason: 'Brandschutzübung',
    })
    assert.ok(closed.outcome === 'closed')
    assert.equal(closed.cancelled, 2)
    assert.deepEqual(
      closed.toPhone.map(({ bookingId, name, phone, standing }) => [bookingId, name, phone, standing]),
      [[caller.bookingId, 'Großmann', '026112345678', 'cancelled']],
    )
    assert.deepEqual(await Promise.all([early, touching, late].map((id) => standingOf(central, id))), [
      'requested',
      'cancelled',
      'requested',
    ])
    const mails = await central.context.store.read((tx) =>
      tx.all<{ booking_id: string; details: string }>(`select booking_id, details from mail where kind = 'cancelled'`),
    )
    assert.deepEqual(
      mails.map(({ booking_id, details }) => [booking_id, (JSON.parse(details) as { reason: string }).reason]),
      [[touching, 'Brandschutzübung']],
    )
    assert.equal((await admin.book(callOf({ startsAt: tick(16) }))).outcome, 'slotTaken')
    const { groups } = await dayOf(admin)
    assert.equal(groups[0]?.ticks.length, 36, 'the closed hour has no ticks')
    const again = await admin.closeDay({ officeId: 'rathaus', day: DAY, reason: 'Geschlossen' })
    assert.ok(again.outcome === 'closed' && again.cancelled === 2)
    assert.deepEqual((await dayOf(admin)).groups, [])
    await assert.rejects(
      admin.closeDay({ officeId: 'rathaus', day: DAY, from: '10:00', until: '09:00', reason: 'x' }),
      /answered 400/,
    )
  })

  it('gives tasks: refused requests, bookings that no longer fit, mails that were given up', async () => {
    const { central, admin } = await start()
    assert.deepEqual(await admin.tasks({}), { outcome: 'tasks', tasks: [] })
    const first = await central.visit()
    const offline = await central.lobby.bookingOp({ startsAt: EIGHT, person: WITHOUT_MAIL })
    await central.lobby.sync({ ops: [central.lobby.signedOp(90, offline)] })
    await central.context.store.transact(async (tx) => {
      await tx.run('update mail set dead_at = $2, last_error = $3 where booking_id = $1', [
        first,
        central.clock.nowMs(),
        'EENVELOPE',
      ])
      await tx.run(`insert into misfit (booking_id, office_id, noticed_at, reason) values ($1, 'rathaus', $2, 'closed')`, [
        first,
        central.clock.nowMs(),
      ])
    })
    const listed = async () => {
      const answer = await admin.tasks({})
      assert.ok(answer.outcome === 'tasks')
      return answer.tasks.map(({ kind, bookingId, reason }) => [kind, bookingId, reason].join(' ')).toSorted()
    }
    assert.deepEqual(await listed(), [`deadMail ${first} link`, `misfit ${first} closed`, `refused ${offline.bookingId} toPhone`])
    const elsewhere = await central.staff('clerk', ['amt'])
    assert.deepEqual(await elsewhere.tasks({}), { outcome: 'tasks', tasks: [] })
    central.clock.pass(1)
    await admin.resendMail({ bookingId: first })
    assert.deepEqual(await admin.moveBooking({ bookingId: first, officeId: 'rathaus', startsAt: tick(6) }), { outcome: 'done' })
    assert.deepEqual(await listed(), [`refused ${offline.bookingId} toPhone`], 'what was done is no task any more')
  })

  it('counts seats and visits, day by day, without a person', async () => {
    const { central, admin } = await start({ confirmation: 'none', review: 'automatic' })
    const [came, missed, gone] = [
      await central.visit(),
      await central.visit({ startsAt: tick(2) }),
      await central.visit({ startsAt: tick(4) }),
    ]
    await admin.cancelBooking({ bookingId: gone, reason: 'x' })
    central.clock.set('2026-11-24T08:00:00.000Z')
    const later = await central.staff('officeAdmin')
    await later.markArrived({ bookingId: came })
    await later.markMissed({ bookingId: missed })
    const answer = await later.figures({ officeId: 'rathaus', firstDay: DAY, lastDay: '2026-11-25' })
    assert.deepEqual(answer, {
      outcome: 'figures',
      days: [
        { day: DAY, capacityTicks: 48, takenTicks: 4, booked: 2, arrived: 1, missed: 1, cancelled: 1 },
        { day: '2026-11-25', capacityTicks: 48, takenTicks: 0, booked: 0, arrived: 0, missed: 0, cancelled: 0 },
      ],
    })
    await assert.rejects(later.figures({ officeId: 'rathaus', firstDay: DAY, lastDay: '2030-01-01' }), /answered 400/)
  })
})
