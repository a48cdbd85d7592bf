import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { CatalogueAnswer, HoldAnswer } from '../../../sync/contract/kiosk-api.ts'
import { findStarts } from '../../../sync/contract/office-day.ts'
import { type CentralKit, type KitOptions, startCentralKit } from '../../support/central-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const EIGHT = '2026-11-24T07:00:00.000Z'
const AUSWEIS = [{ serviceId: 'ausweis', count: 1 }]
const wish = (startsAt = EIGHT) => ({ bookingId: randomUUID(), officeId: 'rathaus', services: AUSWEIS, startsAt })

onBothStores("the kiosks' API", (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (options: KitOptions = {}) =>
    stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), ...options }))

  it('gives a kiosk the catalogue once, and 304 while it is the same', async () => {
    const { enrol } = await start()
    const kiosk = await enrol()
    const first = await kiosk.call('GET', '/v1/catalogue')
    const { version, catalogue } = CatalogueAnswer.parse(first.body)
    assert.equal(catalogue.offices.length, 2)
    assert.ok(!('openingRules' in catalogue))
    const etag = first.headers.get('etag')
    assert.equal(etag, `W/"${version}"`)
    for (const known of [etag, `"${version}"`, `"older", ${etag}`, '*']) {
      const again = await kiosk.call('GET', '/v1/catalogue', undefined, { 'if-none-match': known })
      assert.deepEqual([again.status, again.headers.get('vary')], [304, 'accept-encoding'], known)
    }
    for (const [accepted, encoding] of [
      ['gzip', 'gzip'],
      ['br, gzip;q=0.5', 'gzip'],
      ['*', 'gzip'],
      ['gzip;q=0', null],
      ['*;q=0, identity', null],
      ['gzip; q=0.000, *', null],
    ] as const) {
      const whole = await kiosk.call('GET', '/v1/catalogue', undefined, {
        'if-none-match': '"older"',
        'accept-encoding': accepted,
      })
      assert.deepEqual([whole.status, whole.headers.get('content-encoding')], [200, encoding], accepted)
    }
  })

  it('sends all days up to the horizon first, and then only those that change', async () => {
    const { enrol } = await start()
    const kiosk = await enrol()
    const first = await kiosk.sync({ cursors: { rathaus: 0, unknown: 0 } })
    assert.equal(first.days.length, 31)
    assert.deepEqual(Object.keys(first.cursors), ['rathaus'])
    const tomorrow = first.days.find((day) => day.day === '2026-11-24')
    const free = new Uint8Array(Buffer.from(tomorrow?.groups[0]?.free ?? '', 'base64'))
    assert.equal(tomorrow?.groups[0]?.firstTickAt, EIGHT)
    assert.deepEqual(
      [...free],
      Array.from({ length: 48 }, () => 1),
    )
    await kiosk.hold(wish())
    const second = await kiosk.sync({ cursors: first.cursors })
    assert.deepEqual(
      second.days.map((day) => day.day),
      ['2026-11-24'],
    )
    const left = new Uint8Array(Buffer.from(second.days[0]?.groups[0]?.free ?? '', 'base64'))
    assert.deepEqual([...left.subarray(0, 3)], [0, 0, 1])
    const third = await kiosk.sync({ cursors: second.cursors })
    assert.deepEqual(third.days, [])
  })

  it('keeps a slot for one, offers the other the nearest, and frees it exactly at its end', async () => {
    const { enrol, clock, context } = await start()
    const [ours, theirs] = [await enrol(), await enrol()]
    const first = wish()
    const held = HoldAnswer.parse((await ours.hold(first)).body)
    assert.deepEqual(held, { outcome: 'held', expiresAt: '2026-11-23T06:10:00.000Z' })
    clock.pass(5)
    assert.deepEqual(HoldAnswer.parse((await ours.hold(first)).body), held, 'the same wish again is the same hold')
    const taken = HoldAnswer.parse((await theirs.hold(wish())).body)
    assert.equal(taken.outcome, 'slotTaken')
    assert.equal(taken.outcome === 'slotTaken' && taken.alternatives[0]?.startsAt, '2026-11-24T07:10:00.000Z')
    clock.set('2026-11-23T06:09:59.999Z')
    assert.equal(HoldAnswer.parse((await theirs.hold(wish())).body).outcome, 'slotTaken')
    clock.set('2026-11-23T06:10:00.000Z')
    const cursors = (await theirs.sync({ cursors: { rathaus: 0 } })).days.find((day) => day.day === '2026-11-24')
    const free = new Uint8Array(Buffer.from(cursors?.groups[0]?.free ?? '', 'base64'))
    assert.equal(
      findStarts({ firstTickMs: Date.parse(EIGHT), free }, { ticks: 2, gridTicks: 1, notBeforeMs: 0 })[0],
      Date.parse(EIGHT),
    )
    assert.equal(
      HoldAnswer.parse((await theirs.hold(wish())).body).outcome,
      'held',
      'no job has run, the seat is free all the same',
    )
    assert.equal((await context.store.read((tx) => tx.all('select * from hold'))).length, 1)
  })

  it('replaces a hold by another wish only if the new seats can be taken', async () => {
    const { enrol, context } = await start()
    const [ours, theirs] = [await enrol(), await enrol()]
    const mine = wish()
    await ours.hold(mine)
    await theirs.hold(wish('2026-11-24T07:10:00.000Z'))
    assert.equal(HoldAnswer.parse((await ours.hold({ ...mine, startsAt: '2026-11-24T07:10:00.000Z' })).body).outcome, 'slotTaken')
    assert.equal(await seatsOf(context, mine.bookingId), 2, 'the first hold is still there')
    assert.equal(HoldAnswer.parse((await ours.hold({ ...mine, startsAt: '2026-11-24T08:00:00.000Z' })).body).outcome, 'held')
    const elsewhere = { ...mine, officeId: 'amt', services: [{ serviceId: 'bauen', count: 1 }] }
    assert.equal(HoldAnswer.parse((await ours.hold(elsewhere)).body).outcome, 'held')
    assert.equal(await seatsOf(context, mine.bookingId), 6)
    await theirs.call('POST', '/v1/holds/release', { bookingId: mine.bookingId })
    assert.equal(await seatsOf(context, mine.bookingId), 6, 'only its own kiosk gives a hold back')
    await ours.call('POST', '/v1/holds/release', { bookingId: mine.bookingId })
    assert.equal(await seatsOf(context, mine.bookingId), 0)
  })

  it('refuses what is not offered, off the grid, closed, or too soon', async () => {
    const { enrol } = await start({ town: smallTown({ gridTicks: 2, leadMinutes: 120 }) })
    const kiosk = await enrol()
    const outcome = async (change: object) => HoldAnswer.parse((await kiosk.hold({ ...wish(), ...change })).body).outcome
    assert.equal(await outcome({ services: [{ serviceId: 'bauen', count: 1 }] }), 'notOffered')
    assert.equal(await outcome({ services: [{ serviceId: 'ausweis', count: 4 }] }), 'notOffered')
    assert.equal(await outcome({ services: [...AUSWEIS, ...AUSWEIS] }), 'notOffered')
    assert.equal(await outcome({ startsAt: '2026-11-24T07:05:00.000Z' }), 'slotTaken')
    assert.equal(await outcome({ startsAt: '2026-11-24T10:55:00.000Z' }), 'slotTaken')
    assert.equal(await outcome({ startsAt: '2026-11-24T20:00:00.000Z' }), 'slotTaken')
    assert.equal(await outcome({ startsAt: '2026-11-23T07:50:00.000Z' }), 'slotTaken', 'less than two hours ahead')
    assert.equal(await outcome({ startsAt: '2026-11-23T08:00:00.000Z' }), 'held')
    assert.equal(await outcome({ services: [...AUSWEIS, { serviceId: 'pass', count: 2 }] }), 'held')
  })

  it('books from its hold, answers a repeated op with its first verdict and writes one mail', async () => {
    const { enrol, context } = await start()
    const kiosk = await enrol()
    const held = wish()
    await kiosk.hold(held)
    const op = kiosk.signedOp(1, await kiosk.bookingOp({ ...held, promised: true }))
    const answers = await Promise.all([kiosk.sync({ ops: [op] }), kiosk.sync({ ops: [op] }), kiosk.sync({ ops: [op] })])
    const expected = { outcome: 'taken', standing: 'requested', confirmBy: '2026-11-24T06:00:00.000Z' }
    for (const { verdicts } of answers) assert.deepEqual(verdicts, [{ sequence: 1, opId: op.op.opId, verdict: expected }])
    const stored = await context.store.read(async (tx) => ({
      bookings: await tx.all('select booking_id from booking'),
      mails: await tx.all<{ kind: string }>('select kind from mail'),
      history: await tx.all<{ event: string }>('select event from history'),
      holds: await tx.all('select booking_id from hold'),
    }))
    assert.deepEqual(stored.bookings, [{ booking_id: held.bookingId }])
    assert.deepEqual(stored.mails, [{ kind: 'link' }])
    assert.deepEqual(stored.history, [{ event: 'booked' }])
    assert.deepEqual(stored.holds, [])
  })

  it('refuses a taken slot with alternatives and tells a visitor who has gone by mail', async () => {
    const { enrol, context } = await start()
    const [ours, theirs] = [await enrol(), await enrol()]
    await theirs.sync({ ops: [theirs.signedOp(1, await theirs.bookingOp({ startsAt: EIGHT }))] })
    const late = await ours.bookingOp({ startsAt: EIGHT, bookedAt: '2026-11-23T02:00:00.000Z' })
    const { verdicts } = await ours.sync({ ops: [ours.signedOp(1, late)] })
    const verdict = verdicts[0]?.verdict
    assert.equal(verdict?.outcome === 'refused' && verdict.reason, 'slotTaken')
    assert.equal(verdict?.outcome === 'refused' && verdict.alternatives.length, 5)
    const mails = await context.store.read((tx) => tx.all<{ kind: string }>('select kind from mail order by kind'))
    assert.deepEqual(
      mails.map((mail) => mail.kind),
      ['link', 'refused'],
    )
  })

  it('takes no more open bookings per e-mail address than allowed, however it is written', async () => {
    const { enrol } = await start({ town: smallTown({ seats: 20 }), settings: { openBookingsPerEmail: 2 } })
    const kiosk = await enrol()
    const addresses = ['ada@example.org', 'ADA@example.org', 'Ada@Example.org ', 'other@example.org']
    const ops = await Promise.all(
      addresses.map((email) => kiosk.bookingOp({ startsAt: EIGHT, person: { familyName: 'Muster', email: email.trim() } })),
    )
    const { verdicts } = await kiosk.sync({ ops: ops.map((op, index) => kiosk.signedOp(index + 1, op)) })
    const outcomes = verdicts.map(({ verdict }) => (verdict.outcome === 'refused' ? verdict.reason : verdict.outcome))
    assert.deepEqual(outcomes, ['taken', 'taken', 'tooMany', 'taken'])
  })

  it('answers the same unusable op the same way, however often it arrives at once', async () => {
    const { enrol } = await start()
    const kiosk = await enrol()
    const cancel = { kind: 'cancel', opId: randomUUID(), bookingId: randomUUID(), cancelledAt: EIGHT } as const
    const answers = await Promise.all(Array.from({ length: 8 }, () => kiosk.sync({ ops: [kiosk.signedOp(1, cancel)] })))
    for (const { verdicts, frozen } of answers)
      assert.deepEqual([frozen, verdicts[0]?.verdict], [false, { outcome: 'unknownBooking' }])
  })

  it('cancels at the kiosk that booked, and nowhere else', async () => {
    const { enrol, context } = await start()
    const [ours, theirs] = [await enrol(), await enrol()]
    const op = await ours.bookingOp({ startsAt: EIGHT })
    await ours.sync({ ops: [ours.signedOp(1, op)] })
    const cancel = { kind: 'cancel', opId: randomUUID(), bookingId: op.bookingId, cancelledAt: EIGHT } as const
    const foreign = await theirs.sync({ ops: [theirs.signedOp(1, cancel)] })
    assert.deepEqual(foreign.verdicts[0]?.verdict, { outcome: 'unknownBooking' })
    const own = await ours.sync({ ops: [ours.signedOp(2, { ...cancel, opId: randomUUID() })] })
    assert.deepEqual(own.verdicts[0]?.verdict, { outcome: 'cancelled' })
    assert.equal(await seatsOf(context, op.bookingId), 0)
  })

  it('serves a snapshot of an office by version and points to the newer one', async () => {
    const { enrol } = await start()
    const kiosk = await enrol()
    const { cursors, days } = await kiosk.sync({ cursors: { rathaus: 0 } })
    const path = `/v1/snapshots/rathaus/${String(cursors['rathaus'])}`
    const snapshot = await kiosk.call('GET', path)
    assert.deepEqual(snapshot.body, days)
    assert.equal(snapshot.headers.get('content-encoding'), 'gzip')
    assert.match(snapshot.headers.get('cache-control') ?? '', /immutable/)
    await kiosk.hold(wish())
    const gone = await kiosk.call('GET', path)
    assert.equal(gone.status, 410)
    assert.equal((await kiosk.call('GET', '/v1/snapshots/nowhere/1')).status, 404)
  })
})

async function seatsOf(context: CentralKit['context'], holderId: string): Promise<number> {
  const row = await context.store.read((tx) =>
    tx.one<{ n: number }>('select count(*) as n from seat where holder_id = $1', [holderId]),
  )
  return row?.n ?? 0
}
