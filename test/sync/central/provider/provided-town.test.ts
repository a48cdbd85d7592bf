import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, it } from 'node:test'
import { cancel } from '../../../../sync/central/booking/booking-life.ts'
import { moveBooking } from '../../../../sync/central/booking/move-booking.ts'
import { loadCatalogue, loadUnlessBooked } from '../../../../sync/central/town/load-catalogue.ts'
import { CatalogueAnswer, HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import { findStarts } from '../../../../sync/contract/office-day.ts'
import type { CentralKit } from '../../../support/central-kit.ts'
import { ADA, type KioskDevice, type Wish } from '../../../support/kiosk-device.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { startZmsTown } from '../../../support/provided-kit.ts'
import { smallTown } from '../../../support/small-town.ts'

const OFFICE = '10'
const SERVICE = '1063441'
const DAY = '2026-12-01'
const STARTS_AT = '2026-12-01T09:00:00.000Z'
const LATER = '2026-12-01T10:00:00.000Z'
const MINUTE = 60_000
const VISITOR = { kind: 'visitor', id: null } as const

const { zms, start } = await startZmsTown()

onBothStores('a town whose slots are kept by ZMS', (makeDatabase) => {
  let kit: CentralKit
  let kiosk: KioskDevice
  let sequence = 0
  beforeEach(async () => {
    kit = await start({ databaseUrl: await makeDatabase(), offered: { [STARTS_AT]: 1, [LATER]: 3 } })
    kiosk = await kit.enrol()
    sequence = 0
    zms.asked.length = 0
  })
  afterEach(() => kit.stop())

  const wishAt = (startsAt: string, bookingId: string = randomUUID()) => ({
    bookingId,
    officeId: OFFICE,
    services: [{ serviceId: SERVICE, count: 1 }],
    startsAt,
  })
  const hold = async (bookingId: string, startsAt = STARTS_AT) => {
    const answer = await kiosk.hold(wishAt(startsAt, bookingId))
    return answer.status === 200 ? HoldAnswer.parse(answer.body) : answer
  }
  const book = async (wish: Partial<Wish> = {}) => {
    const op = await kiosk.bookingOp({ startsAt: STARTS_AT, officeId: OFFICE, serviceId: SERVICE, ...wish })
    const { verdicts } = await kiosk.sync({ ops: [kiosk.signedOp((sequence += 1), op)] })
    return { bookingId: op.bookingId, verdict: verdicts[0]?.verdict }
  }
  const standingOf = async (bookingId: string) =>
    (
      await kit.context.store.read((tx) =>
        tx.one<{ standing: string }>('select standing from booking where booking_id = $1', [bookingId]),
      )
    )?.standing
  const mails = () => kit.context.store.read((tx) => tx.all<{ kind: string }>('select kind from mail'))
  const there = () => [...zms.processes.values()].map(({ status }) => status)
  const freeStarts = async () => {
    const { days } = await kiosk.sync({ cursors: { [OFFICE]: 0 } })
    return (days.find(({ day }) => day === DAY)?.groups ?? []).flatMap(({ firstTickAt, free }) =>
      findStarts(
        { firstTickMs: Date.parse(firstTickAt), free: new Uint8Array(Buffer.from(free, 'base64')) },
        { ticks: 2, gridTicks: 1, notBeforeMs: 0 },
      ).map((startMs) => new Date(startMs).toISOString()),
    )
  }
  /** Time passes, and central's jobs are run. */
  const after = async (minutes: number) => {
    kit.clock.pass(minutes)
    await kit.work()
  }

  it('shows its offices and its free starts on the terminals, beside the town’s own', async () => {
    const catalogueNow = async () => CatalogueAnswer.parse((await kiosk.call('GET', '/v1/catalogue')).body).catalogue
    const catalogue = await catalogueNow()
    assert.deepEqual(
      catalogue.offices.map(({ id }) => id).filter((id) => /^\d+$/.test(id)),
      [OFFICE],
      'without those that a terminal cannot serve',
    )
    assert.ok(catalogue.offices.some(({ id }) => id === 'rathaus'))
    assert.deepEqual(await freeStarts(), [STARTS_AT, LATER])
    zms.offer(Date.parse(STARTS_AT), 0)
    await after(6)
    assert.deepEqual(await freeStarts(), [LATER], 'its calendar is read again')
    const renamed = smallTown()
    renamed.town.name = { de: 'Neustadt' }
    assert.equal((await loadUnlessBooked(kit.context, renamed)).outcome, 'loaded')
    assert.deepEqual(await freeStarts(), [LATER], 'a town file that is imported anew takes nothing of it away')
    assert.deepEqual(await catalogueNow(), { ...catalogue, town: renamed.town })
    assert.equal((await loadCatalogue(kit.context, renamed)).outcome, 'unchanged')
    zms.plan('offices-and-services', 'emptyCatalogue')
    await after(61)
    assert.deepEqual(await catalogueNow(), { ...catalogue, town: renamed.town }, 'nor does a reading that has nothing in it')
    assert.ok(kit.faults.some((fault) => fault.startsWith('provider.empty')))
  })

  it('promises nothing of theirs offline, only what the town itself keeps', async () => {
    const morning = Array.from({ length: 36 }, (_, index) => Date.parse('2026-11-26T08:00:00Z') + index * 5 * MINUTE)
    for (const start of morning) zms.offer(start, 1)
    await after(6)
    for (const start of morning) zms.offer(start, 0)
    const { granted, days } = await kiosk.sync({ cursors: { [OFFICE]: 0, rathaus: 0 } })
    assert.ok(days.some(({ officeId, day }) => officeId === OFFICE && day === '2026-11-26'))
    assert.deepEqual([...new Set(granted.map(({ officeId }) => officeId))], ['rathaus'])
  })

  it('reserves there while the form is filled, requests with the person, and learns of the click', async () => {
    const bookingId = randomUUID()
    const held = await hold(bookingId)
    assert.ok('outcome' in held && held.outcome === 'held')
    assert.deepEqual(there(), ['reserved'])
    assert.deepEqual(await hold(bookingId), held, 'a second tap is the same hold')
    assert.deepEqual(there(), ['reserved'])
    kit.clock.pass(4)
    const { verdict } = await book({ bookingId })
    const confirmBy = new Date(kit.clock.nowMs() + 26 * MINUTE).toISOString()
    assert.deepEqual(verdict, { outcome: 'taken', standing: 'requested', confirmBy }, 'its window runs from the reservation')
    assert.deepEqual(there(), ['preconfirmed'])
    assert.deepEqual(await mails(), [], 'the other server writes them')
    const [process] = zms.processes.values()
    assert.deepEqual([process?.familyName, process?.email], ['Ada Musterfrau', ADA.email])
    zms.confirmByLink(String(process?.id))
    await after(2)
    assert.equal(await standingOf(bookingId), 'accepted')
    const stored = await kit.context.store.read((tx) => tx.all('select * from provided_booking'))
    assert.ok(!JSON.stringify(stored).includes(process?.key ?? '?'), 'what opens the booking there is sealed here')
    const moved = await moveBooking(kit.context, bookingId, {
      startsAtMs: Date.parse(LATER),
      audience: 'visitor',
      actor: VISITOR,
    })
    assert.equal(moved.outcome, 'impossible', 'it knows no move')
  })

  it('says that a slot is taken where it is gone there, also in a race lost at the last moment', async () => {
    for (const fault of [null, 'lostRace'] as const) {
      if (fault) zms.plan('reserve-appointment', fault)
      else zms.offer(Date.parse(STARTS_AT), 0)
      const answer = await hold(randomUUID(), fault ? LATER : STARTS_AT)
      assert.ok('outcome' in answer && answer.outcome === 'slotTaken', String(fault))
      assert.deepEqual(there(), [])
      if (!fault)
        assert.deepEqual(
          answer.alternatives.map(({ startsAt }) => startsAt),
          [LATER],
        )
    }
    assert.deepEqual(await freeStarts(), [], 'and no terminal offers it until the calendar is read again')
  })

  it('takes an honest request where the server is away, and turns it into a booking there when it is back', async () => {
    zms.plan('reserve-appointment', 'maintenance')
    const bookingId = randomUUID()
    const away = await hold(bookingId)
    assert.ok('status' in away && away.status === 503)
    assert.match(away.headers.get('retry-after') ?? '', /^\d+$/)
    const { verdict } = await book({ bookingId })
    assert.deepEqual(verdict, { outcome: 'taken', standing: 'provisional', confirmBy: null })
    for (const fault of ['maintenance', 'rateLimited'] as const) {
      zms.plan('reserve-appointment', fault)
      await after(3)
      assert.equal(await standingOf(bookingId), 'provisional', fault)
    }
    const asked = zms.asked.length
    await kit.work()
    assert.equal(zms.asked.length, asked, 'a server that counts requests is left alone')
    await after(3)
    await kit.work()
    assert.deepEqual(there(), ['preconfirmed'])
    assert.equal(await standingOf(bookingId), 'requested')
  })

  it('refuses a request made offline whose slot is gone, with other slots by mail', async () => {
    const { bookingId, verdict } = await book()
    assert.equal(verdict?.outcome === 'taken' && verdict.standing, 'provisional')
    zms.offer(Date.parse(STARTS_AT), 0)
    await after(1)
    assert.equal(await standingOf(bookingId), 'refused')
    const [mail] = await kit.context.store.read((tx) =>
      tx.all<{ kind: string; details: string }>('select kind, details from mail'),
    )
    assert.equal(mail?.kind, 'refused')
    assert.match(mail?.details ?? '', /2026-12-01T10:00/)
  })

  it('does not reserve twice when an answer is lost: the first one runs out before it asks again', async () => {
    zms.plan('reserve-appointment', 'loseAnswer')
    zms.offer(Date.parse(STARTS_AT), 2)
    const { bookingId } = await book()
    await after(1)
    await after(5)
    assert.equal(zms.asked.filter(({ path }) => path === 'reserve-appointment').length, 1)
    await after(35)
    await kit.work()
    assert.deepEqual(there(), ['preconfirmed'], 'the orphan is gone, ours is there')
    assert.equal(await standingOf(bookingId), 'requested')
  })

  it('begins anew where the reservation ran out while the form was filled', async () => {
    const bookingId = randomUUID()
    await hold(bookingId)
    kit.clock.pass(16)
    zms.offer(Date.parse(STARTS_AT), 1)
    const { verdict } = await book({ bookingId })
    assert.equal(verdict?.outcome === 'taken' && verdict.standing, 'provisional')
    for (let turn = 0; turn < 3; turn += 1) await kit.work()
    assert.equal(await standingOf(bookingId), 'requested')
    assert.deepEqual(there(), ['preconfirmed'])
  })

  it('hears at once what it refuses of a person', async () => {
    for (const [email, reason] of [
      ['busy@example.org', 'tooMany'],
      ['ada+amt@example.org', 'invalid'],
    ] as const) {
      const bookingId = randomUUID()
      await hold(bookingId, LATER)
      const { verdict } = await book({ bookingId, startsAt: LATER, person: { ...ADA, email } })
      assert.equal(verdict?.outcome === 'refused' && verdict.reason, reason)
      await kit.work()
    }
    assert.deepEqual(there(), ['blocked', 'blocked'], 'and gives the reservations back')
  })

  it('gives up there what is given up here, and here what has ended there', async () => {
    const [mine, theirs, left] = [randomUUID(), randomUUID(), randomUUID()]
    for (const bookingId of [mine, theirs]) {
      await hold(bookingId, LATER)
      await book({ bookingId, startsAt: LATER })
      // Its calendar tells that there is another seat.
      await kit.work()
    }
    await hold(left)
    await kiosk.call('POST', '/v1/holds/release', { bookingId: left })
    await cancel(kit.context, mine, { actor: VISITOR })
    zms.plan('cancel-appointment', 'loseAnswer')
    await kit.work()
    const [first, second, third] = there()
    assert.deepEqual([first, second, third], ['deleted', 'preconfirmed', 'blocked'])
    // Not confirmed in time: deleted there without a word.
    await after(40)
    assert.equal(await standingOf(theirs), 'expired')
    assert.deepEqual((await mails()).map(({ kind }) => kind).toSorted(), ['cancelled', 'expired'])
  })
})
