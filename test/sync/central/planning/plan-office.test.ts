import assert from 'node:assert/strict'
import { it } from 'node:test'
import { loadBooking } from '../../../../sync/central/booking/booking-row.ts'
import { closeDay } from '../../../../sync/central/booking/close-day.ts'
import { capacityAt, planOf } from '../../../../sync/central/capacity/seats.ts'
import { findSlotTimes } from '../../../../sync/central/capacity/find-slots.ts'
import { planOffices } from '../../../../sync/central/planning/plan-office.ts'
import { HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { loadCatalogue, replaceTown } from '../../../../sync/central/town/load-catalogue.ts'
import { townOf } from '../../../../sync/central/town/town-source.ts'
import { type CentralKit, startCentralKit } from '../../../support/central-kit.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { type SmallTown, smallTown } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const EIGHT = '2026-11-24T07:00:00.000Z'
const STAFF = { kind: 'staff', id: 's1' } as const
const daily = (from: string, until: string, seats: number) => ({ weekdays: [1, 2, 3, 4, 5, 6, 7], from, until, seats })

onBothStores('planning of offices', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}) => {
    return stopLater(
      await startCentralKit({
        databaseUrl: await makeDatabase(),
        town: smallTown(town),
        settings: { openBookingsPerEmail: 50 },
      }),
    )
  }
  const freeTimes = ({ context, clock }: CentralKit, audience: 'visitor' | 'staff', day: string) =>
    context.store.read(async (tx) => {
      const town = await townOf(context.town, tx)
      const need = { counterGroupId: 'schalter', ticks: 1 }
      const times = await findSlotTimes(tx, town, {
        officeId: 'rathaus',
        need,
        audience,
        nowMs: clock.nowMs(),
        firstDay: day,
        lastDay: day,
      })
      return times.length
    })

  it('moves the horizon by itself, days that pass are no longer sent', async () => {
    const { enrol, clock } = await start({ horizonDays: 10 })
    const kiosk = await enrol()
    const first = await kiosk.sync({ cursors: { rathaus: 0 } })
    assert.deepEqual([first.days[0]?.day, first.days.at(-1)?.day], ['2026-11-23', '2026-12-03'])
    clock.set('2026-11-24T23:30:00.000Z')
    const second = await kiosk.sync({ cursors: first.cursors })
    assert.deepEqual(
      second.days.map((day) => day.day),
      ['2026-12-04', '2026-12-05'],
      'it is the 25th in Berlin already',
    )
  })

  it('keeps bookings when opening rules change and tells which no longer fit', async () => {
    const { enrol, context, clock } = await start({ rules: [daily('08:00', '12:00', 2)] })
    const kiosk = await enrol()
    const ops = await Promise.all([EIGHT, EIGHT, '2026-11-24T10:00:00.000Z'].map((startsAt) => kiosk.bookingOp({ startsAt })))
    for (const [index, op] of ops.entries()) {
      await kiosk.sync({ ops: [kiosk.signedOp(index + 1, op)] })
      clock.pass(1)
    }
    const { misfits } = await loadCatalogue(context, smallTown({ rules: [daily('08:00', '10:00', 1)] }))
    assert.deepEqual(
      Object.fromEntries(misfits.map((misfit) => [misfit.bookingId, misfit.reason])),
      Object.fromEntries([
        [ops[1]?.bookingId, 'fewerSeats'],
        [ops[2]?.bookingId, 'closed'],
      ]),
    )
    const standings = await context.store.read((tx) => tx.all<{ standing: string }>('select standing from booking'))
    assert.deepEqual(new Set(standings.map((row) => row.standing)), new Set(['requested']))
    const back = await loadCatalogue(context, smallTown({ rules: [daily('08:00', '12:00', 2)] }))
    assert.deepEqual(back.misfits, [])
    const open = await context.store.read((tx) => tx.all('select booking_id from misfit where resolved_at is null'))
    assert.deepEqual(open, [], 'they fit again')
  })

  it('takes no more bookings beyond a horizon that has become shorter, though the days are still planned', async () => {
    const { enrol, context } = await start({ horizonDays: 30 })
    const kiosk = await enrol()
    await loadCatalogue(context, smallTown({ horizonDays: 7 }))
    const wish = { officeId: 'rathaus', services: [{ serviceId: 'melden', count: 1 }] }
    const hold = async (day: string) =>
      HoldAnswer.parse((await kiosk.hold({ ...wish, bookingId: crypto.randomUUID(), startsAt: `${day}T07:00:00.000Z` })).body)
        .outcome
    assert.deepEqual([await hold('2026-11-30'), await hold('2026-12-01')], ['held', 'slotTaken'])
  })

  it('changes nothing when the same town is loaded again', async () => {
    const { enrol, context } = await start()
    const kiosk = await enrol()
    const { cursors } = await kiosk.sync({ cursors: { rathaus: 0 } })
    assert.equal((await loadCatalogue(context, smallTown())).outcome, 'unchanged')
    assert.deepEqual((await kiosk.sync({ cursors })).days, [])
    assert.equal((await loadCatalogue(context, smallTown({ staffSeats: 1 }))).outcome, 'loaded')
    assert.equal((await kiosk.sync({ cursors })).days.length, 31, 'seats kept for staff change what visitors see')
  })

  it('loses neither of two changes to the town that are made at once', async () => {
    const { context } = await start()
    let reading = 0
    const renamed = (id: string) =>
      replaceTown(context, async (tx) => {
        const { file } = await townOf(context.town, tx)
        reading += 1
        // Time for the other one to read the same town, were it let in.
        for (let turn = 0; turn < 300 && reading < 2; turn += 1) await tx.one('select 1 as one')
        const offices = file.offices.map((office) => (office.id === id ? { ...office, name: { de: `${id} neu` } } : office))
        return { file: { ...file, offices } }
      })
    await Promise.all(['rathaus', 'amt'].map(renamed))
    const { offices } = (await context.store.read((tx) => townOf(context.town, tx))).file
    assert.deepEqual(
      offices.map(({ name }) => name.de),
      ['rathaus neu', 'amt neu'],
    )
  })

  it('keeps seats for staff and for the day itself', async () => {
    const kit = await start({ seats: 3, staffSeats: 1, sameDaySeats: 2 })
    assert.equal(await freeTimes(kit, 'visitor', '2026-11-24'), 0)
    assert.equal(await freeTimes(kit, 'staff', '2026-11-24'), 48)
    const [lobby, desk] = [await kit.enrol(), await kit.enrol({ profile: 'desk' })]
    const wish = {
      bookingId: crypto.randomUUID(),
      officeId: 'rathaus',
      services: [{ serviceId: 'melden', count: 1 }],
      startsAt: EIGHT,
    }
    assert.equal(
      (await lobby.hold(wish)).body instanceof Object && JSON.stringify((await lobby.hold(wish)).body).includes('slotTaken'),
      true,
    )
    assert.match(JSON.stringify((await desk.hold(wish)).body), /held/)
    const before = await lobby.sync({ cursors: { rathaus: 0 } })
    kit.clock.set('2026-11-24T05:00:00.000Z')
    await planOffices(kit.context)
    const after = await lobby.sync({ cursors: before.cursors })
    const today = after.days.find((day) => day.day === '2026-11-24')
    assert.deepEqual([...Buffer.from(today?.groups[0]?.free ?? '', 'base64').subarray(0, 3)], [2, 2, 2])
  })

  it('cancels a part of a day with notice to all and lets nobody book into it', async () => {
    const { enrol, context } = await start({ seats: 2 })
    const kiosk = await enrol()
    const times = [EIGHT, '2026-11-24T08:00:00.000Z', '2026-11-24T08:55:00.000Z', '2026-11-24T10:00:00.000Z']
    const ops = await Promise.all(times.map((startsAt) => kiosk.bookingOp({ startsAt })))
    await kiosk.sync({ ops: ops.map((op, index) => kiosk.signedOp(index + 1, op)) })
    const cancelled = await closeDay(context, {
      officeId: 'rathaus',
      day: '2026-11-24',
      from: '10:00',
      until: '11:00',
      reason: 'Personalversammlung',
      actor: STAFF,
    })
    assert.equal(cancelled.length, 1, 'only the one from 09:55 to 10:05 touches that hour')
    const mails = await context.store.read((tx) => tx.all<{ kind: string }>(`select kind from mail where kind = 'cancelled'`))
    assert.equal(mails.length, 1)
    const hold = { bookingId: crypto.randomUUID(), officeId: 'rathaus', services: [{ serviceId: 'melden', count: 1 }] }
    assert.match(JSON.stringify((await kiosk.hold({ ...hold, startsAt: '2026-11-24T09:30:00.000Z' })).body), /slotTaken/)
    assert.match(JSON.stringify((await kiosk.hold({ ...hold, startsAt: '2026-11-24T10:00:00.000Z' })).body), /held/)
  })

  it('takes back what is held on a day that closes: its visitor is told, and nothing can be booked from it', async () => {
    const { enrol, context } = await start({ seats: 2 })
    const kiosk = await enrol()
    const bookingId = crypto.randomUUID()
    const services = [{ serviceId: 'ausweis', count: 1 }]
    await kiosk.hold({ bookingId, officeId: 'rathaus', services, startsAt: EIGHT })
    await closeDay(context, { officeId: 'rathaus', day: '2026-11-24', reason: 'Streik', actor: STAFF })
    const op = await kiosk.bookingOp({ bookingId, startsAt: EIGHT })
    const { verdicts } = await kiosk.sync({ ops: [kiosk.signedOp(1, op)] })
    const verdict = verdicts[0]?.verdict
    assert.ok(verdict?.outcome === 'refused' && verdict.reason === 'slotTaken')
    assert.ok(verdict.alternatives.every(({ day }) => day !== '2026-11-24') && verdict.alternatives.length > 0)
  })

  it('keeps of the holds on a day with fewer seats those that its bookings leave room for', async () => {
    const { enrol, context } = await start({ seats: 3 })
    const kiosk = await enrol()
    const booked = await kiosk.bookingOp({ startsAt: EIGHT })
    await kiosk.sync({ ops: [kiosk.signedOp(1, booked)] })
    const services = [{ serviceId: 'ausweis', count: 1 }]
    for (const bookingId of [crypto.randomUUID(), crypto.randomUUID()])
      await kiosk.hold({ bookingId, officeId: 'rathaus', services, startsAt: EIGHT })
    const { misfits } = await loadCatalogue(context, smallTown({ seats: 2 }))
    assert.deepEqual(misfits, [])
    const seats = await context.store.read((tx) =>
      tx.all<{ kind: string }>('select distinct holder_kind as kind, holder_id from seat'),
    )
    assert.deepEqual(seats.map(({ kind }) => kind).toSorted(), ['booking', 'hold'])
  })

  it('closes a day that has begun from now on: visits that are over stay what they are', async () => {
    const { enrol, context, clock } = await start({ confirmation: 'none' })
    const kiosk = await enrol()
    const times = [EIGHT, '2026-11-24T08:55:00.000Z', '2026-11-24T10:00:00.000Z', '2026-11-25T07:00:00.000Z']
    const ops = await Promise.all(times.map((startsAt) => kiosk.bookingOp({ startsAt })))
    await kiosk.sync({ ops: ops.map((op, index) => kiosk.signedOp(index + 1, op)) })
    const [over, underWay, later] = ops.map(({ bookingId }) => bookingId)
    clock.set('2026-11-24T09:02:00.000Z')
    const wish = { officeId: 'rathaus', day: '2026-11-24', reason: 'Wasserschaden', actor: STAFF }
    const cancelled = await closeDay(context, wish)
    assert.deepEqual(
      cancelled.map((booking) => booking.booking_id),
      [underWay, later],
    )
    const { standing, mails, misfits, plan } = await context.store.read(async (tx) => ({
      standing: (await loadBooking(tx, over ?? ''))?.standing,
      mails: await tx.all<{ booking_id: string }>(`select booking_id from mail where kind = 'cancelled'`),
      misfits: await tx.all('select booking_id from misfit'),
      plan: await planOf(tx, 'rathaus', '2026-11-24', 'schalter'),
    }))
    assert.deepEqual([standing, mails.length, misfits], ['confirmed', 2, []])
    const seatsAt = (time: string) => plan && capacityAt(plan, Date.parse(`2026-11-24T${time}:00.000Z`))
    assert.deepEqual(['07:00', '08:55', '09:00', '10:55'].map(seatsAt), [1, 1, 0, 0], 'the morning that was open counts as such')
    clock.set('2026-11-25T07:30:00.000Z')
    assert.deepEqual(await closeDay(context, { ...wish, day: '2026-11-24' }), [])
    assert.deepEqual(await closeDay(context, { ...wish, day: '2026-11-25', until: '08:30' }), [], 'nothing of it lies ahead')
  })
})
