import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { Offer, Office, Service } from '../../../../sync/contract/catalogue.ts'
import type { Reference } from '../../../../sync/central/provider/provider.ts'
import { createZmsProvider } from '../../../../sync/central/provider/zms/zms-provider.ts'
import { createZmsWire } from '../../../../sync/central/provider/zms/zms-wire.ts'
import { startZms, withoutDate } from '../../../support/zms-stand-in.ts'

const MINUTE = 60_000
const STARTS_AT = Date.parse('2026-12-01T09:00:00Z')
const WISH = { officeId: '10', services: [{ serviceId: '1063453', count: 1 }], startsAt: STARTS_AT }
const ERIKA = { familyName: 'Musterfrau', firstName: 'Erika', email: 'erika@example.org' }

const clock = { now: Date.parse('2026-11-23T09:00:00Z') }
const zms = await startZms({ now: () => clock.now })
after(() => zms.stop())

const connect = (fetching: typeof fetch = withoutDate, baseUrl = zms.baseUrl) =>
  createZmsProvider(createZmsWire({ baseUrl, timeoutMs: 5_000 }, { fetch: fetching, timeout: (ms) => AbortSignal.timeout(ms) }), {
    now: () => clock.now,
  })
const provider = connect()

beforeEach(() => {
  clock.now = Date.parse('2026-11-23T09:00:00Z')
  zms.processes.clear()
  zms.asked.length = 0
  zms.offer(STARTS_AT, 1)
})

async function reserve(): Promise<Reference> {
  const reserved = await provider.reserve(WISH)
  assert.ok(reserved.outcome === 'reserved')
  return reserved.reference
}

describe('the catalogue', () => {
  test('is read in our words, and every part of it fits our schemas', async () => {
    const read = await provider.readCatalogue()
    assert.ok(read.outcome === 'read')
    const { offices, services, offers } = read.catalogue
    for (const office of offices) Office.parse(office)
    for (const service of services) Service.parse(service)
    for (const offer of offers) Offer.parse(offer)
    const passport = offers.find((offer) => offer.serviceId === '1063453')
    assert.equal(passport?.ticks, 3)
    assert.deepEqual(passport?.combinableWith?.toSorted(), ['1063441', '1063453'])
    assert.deepEqual(passport?.fields.phone, 'optional')
  })

  test('leaves out what a terminal cannot offer and names each with its reason', async () => {
    const read = await provider.readCatalogue()
    assert.ok(read.outcome === 'read')
    assert.deepEqual(
      read.omitted.map(({ record }) => record),
      ['office at position 4', 'service at position 2', 'office 11', 'office 12', 'offer 13/1063441'],
    )
    assert.ok(read.omitted.every(({ reason }) => reason.length > 10))
  })

  test('leaves out what no town can hold, and keeps the rest', async () => {
    const office = { name: 'Bürgerbüro', slotTimeInMinutes: 5 }
    const source = {
      offices: [
        { ...office, id: 10 },
        { ...office, id: 'Haus 7' },
        { ...office, id: 20, slotTimeInMinutes: 600 },
      ],
      services: [
        { id: 1, name: 'Reisepass' },
        { id: 'a/b', name: 'Ausweis' },
      ],
      relations: [
        { officeId: 10, serviceId: 1, slots: 3 },
        { officeId: 10, serviceId: 'a/b', slots: 1 },
        { officeId: 'Haus 7', serviceId: 1, slots: 1 },
        { officeId: 10, serviceId: 1, slots: '1.5' },
        { officeId: 10, serviceId: 1, slots: 1, maxQuantity: 2.5 },
        { officeId: 10, serviceId: 1, slots: 500 },
      ],
    }
    const read = await connect(async () => Response.json(source)).readCatalogue()
    assert.ok(read.outcome === 'read')
    const { offices, services, offers } = read.catalogue
    assert.deepEqual([offices.map(({ id }) => id), services.map(({ id }) => id)], [['10'], ['1']])
    assert.deepEqual(
      offers.map(({ ticks }) => ticks),
      [3],
    )
    assert.deepEqual(
      read.omitted.map(({ record, reason }) => `${record}: ${reason}`),
      [
        'office Haus 7: id does not fit',
        'office 20: counterGroups.0.gridTicks does not fit',
        'service a/b: id does not fit',
        'offer 10/1: ticks does not fit',
        'offer 10/1: maxCount does not fit',
        'offer 10/1: ticks does not fit',
      ],
    )
  })
})

test('the calendar is start times in milliseconds; an empty one is not a failure', async () => {
  const query = { officeIds: ['10'], services: WISH.services, firstDay: '2026-12-01', lastDay: '2026-12-31' }
  assert.deepEqual(await provider.readCalendar(query), { outcome: 'read', starts: [{ officeId: '10', startsAt: STARTS_AT }] })
  zms.offer(STARTS_AT, 0)
  assert.deepEqual(await provider.readCalendar(query), { outcome: 'read', starts: [] })
})

test('a start that is no instant costs only itself', async () => {
  const query = { officeIds: ['10'], services: WISH.services, firstDay: '2026-12-01', lastDay: '2026-12-31' }
  const appointments = ['', 'bald', STARTS_AT / 1_000]
  const calendar = { availableDays: [{ offices: [{ officeId: 10, appointments }] }] }
  const read = await connect(async () => Response.json(calendar)).readCalendar(query)
  assert.deepEqual(read, { outcome: 'read', starts: [{ officeId: '10', startsAt: STARTS_AT }] })
})

test('a reservation lasts as long as the location says, from the server’s own time', async () => {
  const reserved = await provider.reserve(WISH)
  assert.ok(reserved.outcome === 'reserved')
  assert.equal(reserved.expiresAt - clock.now, 15 * MINUTE)
  zms.offer(STARTS_AT, 1)
  const byHeader = await connect(fetch).reserve(WISH)
  assert.ok(byHeader.outcome === 'reserved')
  assert.ok(Math.abs(byHeader.reference.reservedAt - Date.now()) < 60_000)
})

test('a whole way: reserved, requested, confirmed by the link', async () => {
  const reference = await reserve()
  clock.now += 5 * MINUTE
  const requested = await provider.request(reference, ERIKA)
  // Its window runs from the reservation: five of thirty minutes went into the form.
  assert.deepEqual(requested, { outcome: 'requested', confirmBy: clock.now + 25 * MINUTE })
  assert.deepEqual(await provider.look(reference), { outcome: 'seen', standing: 'requested' })
  zms.confirmByLink(reference.id)
  assert.deepEqual(await provider.look(reference), { outcome: 'seen', standing: 'accepted' })
})

test('a slot that is gone is taken, also where the race is lost between search and lock', async () => {
  zms.offer(STARTS_AT, 0)
  assert.deepEqual(await provider.reserve(WISH), { outcome: 'slotTaken' })
  zms.offer(STARTS_AT, 1)
  zms.plan('reserve-appointment', 'lostRace')
  assert.deepEqual(await provider.reserve(WISH), { outcome: 'slotTaken' })
})

test('a reservation whose answer is lost is unknown and is not sent again', async () => {
  for (const fault of ['loseAnswer', 'garbage', 'internalError'] as const) {
    zms.asked.length = 0
    zms.plan('reserve-appointment', fault)
    assert.deepEqual(await provider.reserve(WISH), { outcome: 'unknown' }, fault)
    assert.equal(zms.asked.length, 1)
    zms.offer(STARTS_AT, 1)
  }
})

test('a request may be repeated after a lost answer', async () => {
  const reference = await reserve()
  zms.plan('preconfirm-appointment', 'loseAnswer')
  assert.equal((await provider.request(reference, ERIKA)).outcome, 'requested')
  // The second time the server says it is not reserved any more; the booking itself says that all is well.
  assert.equal((await provider.request(reference, ERIKA)).outcome, 'requested')
  zms.confirmByLink(reference.id)
  assert.equal((await provider.request(reference, ERIKA)).outcome, 'confirmed')
})

test('a reservation that ran out while the form was filled has lapsed', async () => {
  const reference = await reserve()
  clock.now += 16 * MINUTE
  assert.deepEqual(await provider.request(reference, ERIKA), { outcome: 'lapsed' })
  assert.deepEqual(await provider.look(reference), { outcome: 'gone' })
})

test('what the server refuses of a person is told field by field', async () => {
  const reference = await reserve()
  assert.deepEqual(await provider.request(reference, { ...ERIKA, email: 'erika+amt@example.org' }), {
    outcome: 'invalidPerson',
    issues: [{ field: 'email', problem: 'malformed' }],
  })
  assert.deepEqual(await provider.request(reference, { ...ERIKA, email: 'busy@example.org' }), { outcome: 'tooMany' })
})

test('cancelling twice, or after a lost answer, is cancelled', async () => {
  const reference = await reserve()
  await provider.request(reference, ERIKA)
  zms.plan('cancel-appointment', 'loseAnswer')
  assert.deepEqual(await provider.cancel(reference), { outcome: 'cancelled' })
  assert.deepEqual(await provider.cancel(reference), { outcome: 'cancelled' })
})

test('a booking of the past cannot be cancelled', async () => {
  const reference = await reserve()
  await provider.request(reference, ERIKA)
  zms.confirmByLink(reference.id)
  clock.now = STARTS_AT + MINUTE
  assert.deepEqual(await provider.cancel(reference), { outcome: 'notCancellable' })
})

test('what others answer in the place of the server says nothing about slots and bookings', async () => {
  const query = { officeIds: ['10'], services: WISH.services, firstDay: '2026-12-01', lastDay: '2026-12-31' }
  const reference = await reserve()
  await provider.request(reference, ERIKA)
  zms.offer(STARTS_AT, 1)
  const tried = async (path: string, fault: Parameters<typeof zms.plan>[1], ask: () => Promise<{ outcome: string }>) => {
    zms.plan(path, fault)
    return (await ask()).outcome
  }
  for (const fault of ['gateway404', 'gateway403', 'noSuchPath', 'blacklisted', 'blacklistedUnnamed'] as const) {
    assert.equal(await tried('appointment', fault, () => provider.look(reference)), 'unreachable', fault)
    assert.equal(await tried('available-calendar', fault, () => provider.readCalendar(query)), 'unreachable', fault)
    assert.equal(await tried('offices-and-services', fault, () => provider.readCatalogue()), 'unreachable', fault)
    assert.equal(await tried('update-appointment', fault, () => provider.request(reference, ERIKA)), 'unreachable', fault)
    assert.equal(await tried('reserve-appointment', fault, () => provider.reserve(WISH)), 'unreachable', fault)
    assert.equal(await tried('cancel-appointment', fault, () => provider.cancel(reference)), 'unreachable', fault)
  }
  assert.equal(
    await tried('reserve-appointment', 'gateway502', () => provider.reserve(WISH)),
    'unknown',
    'it may have passed it on',
  )
  assert.deepEqual(await provider.look(reference), { outcome: 'seen', standing: 'requested' })
})

test('too many requests and maintenance say when to come back, a closed port that nothing happened', async () => {
  zms.plan('reserve-appointment', 'rateLimited')
  assert.deepEqual(await provider.reserve(WISH), { outcome: 'unreachable', retryAfterMs: 60_000 })
  zms.plan('offices-and-services', 'maintenance')
  assert.deepEqual(await provider.readCatalogue(), { outcome: 'unreachable', retryAfterMs: 30_000 })
  const closed = await startZms({ now: () => clock.now })
  await closed.stop()
  const nowhere = connect(withoutDate, closed.baseUrl)
  assert.deepEqual(await nowhere.reserve(WISH), { outcome: 'unreachable', retryAfterMs: null })
})

test('ids and counts go out as the server wants them, the name as one', async () => {
  const reference = await reserve()
  await provider.request(reference, { familyName: 'x'.repeat(60), email: 'a@example.org' })
  assert.deepEqual(zms.asked[0]?.body, { officeId: 10, serviceId: [1063453], serviceCount: [1], timestamp: STARTS_AT / 1_000 })
  const update = zms.asked[1]?.body as { processId: unknown; familyName: string }
  assert.equal(typeof update.processId, 'number')
  assert.equal(update.familyName.length, 50)
})

test('a placeholder address of the server never becomes a person of ours', async () => {
  const reserved = await provider.reserve(WISH)
  assert.doesNotMatch(JSON.stringify(reserved), /test@muenchen\.de/)
})
