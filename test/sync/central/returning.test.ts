import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { accept, confirmByLink } from '../../../sync/central/booking/booking-life.ts'
import { bookingNumber } from '../../../sync/contract/booking.ts'
import type { TownFile } from '../../../sync/contract/catalogue.ts'
import { CancelOutcome, CheckInOutcome, LookUpOutcome, MoveOutcome } from '../../../sync/contract/existing.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import type { KioskDevice } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const EIGHT = '2026-11-24T07:00:00.000Z'
const NINE = '2026-11-24T08:00:00.000Z'
const KEY = 'paper-secret-of-the-receipt'
const CLERK = { kind: 'staff', id: 'clerk' } as const

onBothStores('a visitor who comes back', (makeDatabase) => {
  const stopLater = stopAfterEach()

  async function book({ officeId, town }: { officeId?: string; town?: TownFile } = {}) {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), ...(town && { town }) }))
    const { context } = kit
    const kiosk = await kit.enrol(officeId === undefined ? {} : { officeId })
    const bookingId = randomUUID()
    const op = await kiosk.bookingOp({ startsAt: EIGHT, bookingId })
    const receiptKeyHash = createHash('sha256').update(KEY).digest('base64')
    const answer = await kiosk.sync({ ops: [kiosk.signedOp(1, { ...op, receiptKeyHash })] })
    assert.equal(answer.verdicts[0]?.verdict.outcome, 'taken')
    await confirmByLink(context, bookingId, { kind: 'visitor', id: 'mail' })
    await accept(context, bookingId, { actor: CLERK })
    const number = bookingNumber(bookingId)
    return { kit, kiosk, paper: { number, key: KEY }, typed: { number, key: null } }
  }

  const lookUp = async (kiosk: KioskDevice, code: object) =>
    LookUpOutcome.parse((await kiosk.call('POST', '/v1/bookings/look-up', code)).body)
  const checkIn = async (kiosk: KioskDevice, code: object) =>
    CheckInOutcome.parse((await kiosk.call('POST', '/v1/bookings/check-in', code)).body)
  const cancel = async (kiosk: KioskDevice, code: object) =>
    CancelOutcome.parse((await kiosk.call('POST', '/v1/bookings/cancel', code)).body)
  const move = async (kiosk: KioskDevice, code: object, startsAt: string) =>
    MoveOutcome.parse((await kiosk.call('POST', '/v1/bookings/move', { code, startsAt })).body)

  it('is shown the booking, without a word about the person', async () => {
    const { kiosk, paper } = await book()
    const found = await lookUp(kiosk, paper)
    assert.ok(found.outcome === 'found')
    assert.deepEqual(found.booking.may, { checkIn: true, cancel: true, move: true })
    assert.doesNotMatch(JSON.stringify(found), /Musterfrau|example\.org/)
  })

  it('is told that a request has expired, whether or not a job has noted it', async () => {
    const { context, clock, enrol } = stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))
    const kiosk = await enrol()
    const bookingId = randomUUID()
    await kiosk.sync({ ops: [kiosk.signedOp(1, await kiosk.bookingOp({ startsAt: EIGHT, bookingId }))] })
    const row = await context.store.one<{ confirm_by: number }>('select confirm_by from booking')
    clock.set(new Date(row?.confirm_by ?? 0).toISOString())
    const found = await lookUp(kiosk, { number: bookingNumber(bookingId), key: null })
    assert.ok(found.outcome === 'found')
    assert.equal(found.booking.standing, 'expired')
  })

  it('opens nothing but checking in with a bare number', async () => {
    const { kiosk, typed } = await book()
    const found = await lookUp(kiosk, typed)
    assert.ok(found.outcome === 'found')
    assert.deepEqual(found.booking.may, { checkIn: true, cancel: false, move: false })
    assert.deepEqual(await cancel(kiosk, typed), { outcome: 'unknown' })
    assert.deepEqual(await move(kiosk, typed, NINE), { outcome: 'unknown' })
  })

  it('opens nothing with the secret of another receipt', async () => {
    const { kiosk, paper } = await book()
    assert.deepEqual(await lookUp(kiosk, { ...paper, key: 'another-secret-of-paper' }), { outcome: 'unknown' })
    assert.deepEqual(await cancel(kiosk, { ...paper, key: 'another-secret-of-paper' }), { outcome: 'unknown' })
  })

  it('checks in from an hour before, and twice is harmless', async () => {
    const { kit: central, kiosk, typed } = await book()
    assert.deepEqual(await checkIn(kiosk, typed), { outcome: 'tooEarly', from: '2026-11-24T06:00:00.000Z' })
    central.clock.set('2026-11-24T06:00:00.000Z')
    assert.deepEqual(await checkIn(kiosk, typed), { outcome: 'arrived' })
    assert.deepEqual(await checkIn(kiosk, typed), { outcome: 'arrived' })
  })

  it('is sent to the right place by a terminal that stands elsewhere, and served by one in the same house', async () => {
    const town = smallTown()
    const [rathaus, amt] = town.offices
    assert.ok(rathaus && amt)
    const apart = { ...amt, id: 'aussenstelle', address: { ...amt.address, street: 'Bahnhofstraße 9' } }
    const {
      kit: central,
      kiosk,
      typed,
    } = await book({ town: { ...town, offices: [rathaus, amt, apart] }, officeId: 'aussenstelle' })
    central.clock.set('2026-11-24T06:30:00.000Z')
    assert.deepEqual(await checkIn(kiosk, typed), { outcome: 'otherOffice', officeId: 'rathaus' })
    const sameHouse = await central.enrol({ officeId: 'amt' })
    assert.deepEqual(await checkIn(sameHouse, typed), { outcome: 'arrived' })
  })

  it('cancels with the receipt, and the seat is free at once', async () => {
    const { kiosk, paper } = await book()
    assert.deepEqual(await cancel(kiosk, paper), { outcome: 'cancelled' })
    const held = await kiosk.hold({
      bookingId: randomUUID(),
      officeId: 'rathaus',
      services: [{ serviceId: 'ausweis', count: 1 }],
      startsAt: EIGHT,
    })
    assert.equal((held.body as { outcome: string }).outcome, 'held')
  })

  it('moves with the receipt to a free slot, and is told of others where it is taken', async () => {
    const { kiosk, paper } = await book()
    await kiosk.hold({
      bookingId: randomUUID(),
      officeId: 'rathaus',
      services: [{ serviceId: 'ausweis', count: 1 }],
      startsAt: NINE,
    })
    const taken = await move(kiosk, paper, NINE)
    assert.ok(taken.outcome === 'slotTaken' && taken.alternatives.length > 0)
    const [first] = taken.alternatives
    assert.ok(first)
    assert.deepEqual(await move(kiosk, paper, first.startsAt), { outcome: 'moved', slot: first })
  })

  it('finds nothing to do once the visit is over', async () => {
    const { kit: central, kiosk, paper } = await book()
    central.clock.set('2026-11-24T09:00:00.000Z')
    assert.equal((await cancel(kiosk, paper)).outcome, 'notPossible')
    assert.equal((await move(kiosk, paper, NINE)).outcome, 'notPossible')
    assert.equal((await checkIn(kiosk, paper)).outcome, 'notPossible')
  })

  it('is asked to wait after too many numbers', async () => {
    const { kiosk } = await book()
    const outcomes = new Set<string>()
    for (let attempt = 0; attempt < 25; attempt += 1)
      outcomes.add((await lookUp(kiosk, { number: 'AAAA-AAAA', key: null })).outcome)
    assert.deepEqual([...outcomes], ['unknown', 'slowDown'])
  })
})
