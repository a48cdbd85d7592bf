import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import type { DeskFunction } from '../../../sync/central/staff/roles.ts'
import { callOf, clientOf, DAY, type DeskClient, type DeskKit, EIGHT, startDeskKit, tick } from '../../support/desk-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const ROLES = ['clerk', 'frontDesk', 'officeAdmin', 'it'] as const
const OFFICE = ['clerk', 'frontDesk', 'officeAdmin']
const SERVICE: Readonly<Record<string, string>> = { rathaus: 'ausweis', amt: 'bauen' }

type Place = { officeId: string; bookingId: string; other: string; kioskId: string }
type Cell = { readonly allowed: readonly string[]; readonly ask: (desk: DeskClient, place: Place) => Promise<unknown> }

const servicesAt = (officeId: string) => [{ serviceId: SERVICE[officeId] ?? 'ausweis', count: 1 }]
const wishAt = ({ officeId }: Place, startsAt: string) => ({ officeId, services: servicesAt(officeId), startsAt })

/**
 * What everybody may, written down a second time: a change of the rights has to be made twice, and a new function stands here
 * or nothing compiles. `release` says the same to all; what it does has a test of its own.
 */
const TABLE: Readonly<Record<Exclude<DeskFunction, 'release'>, Cell>> = {
  findSlots: {
    allowed: OFFICE,
    ask: (desk, { officeId }) => desk.findSlots({ services: servicesAt(officeId), officeIds: [officeId], count: 3 }),
  },
  hold: { allowed: OFFICE, ask: (desk, place) => desk.hold({ ...wishAt(place, tick(24)), bookingId: randomUUID() }) },
  book: { allowed: OFFICE, ask: (desk, place) => desk.book(callOf(wishAt(place, tick(30)))) },
  overbook: {
    allowed: ['officeAdmin'],
    ask: (desk, place) => desk.book(callOf({ ...wishAt(place, tick(30)), overbook: 'Notfall' })),
  },
  findBookings: { allowed: OFFICE, ask: (desk, { officeId }) => desk.findBookings({ officeId, day: DAY }) },
  getBooking: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.getBooking({ bookingId }) },
  moveBooking: {
    allowed: OFFICE,
    ask: (desk, { bookingId, officeId }) => desk.moveBooking({ bookingId, officeId, startsAt: tick(36) }),
  },
  correctPerson: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.correctPerson({ bookingId, person: ADA }) },
  resendMail: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.resendMail({ bookingId }) },
  askBack: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.askBack({ bookingId, question: 'Mit Kind?' }) },
  confirmAtDesk: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.confirmAtDesk({ bookingId }) },
  accept: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.accept({ bookingId, documents: [] }) },
  decline: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.decline({ bookingId, reason: 'Nein' }) },
  markArrived: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.markArrived({ bookingId }) },
  markMissed: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.markMissed({ bookingId }) },
  mergeBookings: { allowed: OFFICE, ask: (desk, { bookingId, other }) => desk.mergeBookings({ keep: other, drop: bookingId }) },
  cancelBooking: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.cancelBooking({ bookingId, reason: 'Nein' }) },
  wishEarlier: { allowed: OFFICE, ask: (desk, { other }) => desk.wishEarlier({ bookingId: other, wanted: true }) },
  takeEarlier: { allowed: OFFICE, ask: (desk, { bookingId }) => desk.takeEarlier({ bookingId }) },
  earlierList: { allowed: OFFICE, ask: (desk) => desk.earlierList({}) },
  inbox: { allowed: OFFICE, ask: (desk, { officeId }) => desk.inbox({ officeId }) },
  day: { allowed: OFFICE, ask: (desk, { officeId }) => desk.day({ officeId, day: DAY }) },
  closeDay: {
    allowed: ['officeAdmin'],
    ask: (desk, { officeId }) => desk.closeDay({ officeId, day: '2026-12-01', reason: 'Fortbildung' }),
  },
  figures: {
    allowed: ['officeAdmin'],
    ask: (desk, { officeId }) => desk.figures({ officeId, firstDay: DAY, lastDay: DAY }),
  },
  tasks: { allowed: OFFICE, ask: (desk) => desk.tasks({}) },
  fleet: { allowed: ['it'], ask: (desk) => desk.fleet({}) },
  enrolKiosk: { allowed: ['it'], ask: (desk, { officeId }) => desk.enrolKiosk({ name: 'Neu', officeId, profile: 'lobby' }) },
  setOutOfService: { allowed: ['it'], ask: (desk, { kioskId }) => desk.setOutOfService({ kioskId, reason: 'Wartung' }) },
  setMessage: { allowed: ['it'], ask: (desk, { kioskId }) => desk.setMessage({ kioskId, text: 'Hallo' }) },
  orderTestPrint: { allowed: ['it'], ask: (desk, { kioskId }) => desk.orderTestPrint({ kioskId }) },
  revokeKiosk: { allowed: ['it'], ask: (desk, { kioskId }) => desk.revokeKiosk({ kioskId }) },
}
/** These ask for no office and no booking. */
const EVERYWHERE: ReadonlySet<string> = new Set<DeskFunction>([
  'tasks',
  'earlierList',
  'fleet',
  'enrolKiosk',
  'setOutOfService',
  'setMessage',
  'orderTestPrint',
  'revokeKiosk',
])
const outcomeOf = (answer: unknown) => (answer as { outcome: string }).outcome

onBothStores('the rights at a desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (openBookingsPerEmail = 100) => {
    return stopLater(
      await startDeskKit({
        databaseUrl: await makeDatabase(),
        town: smallTown({ seats: 40 }),
        settings: { openBookingsPerEmail },
      }),
    )
  }

  it('are those of the table, for each function, role and office', async () => {
    const central = await start()
    const place = async (officeId: string): Promise<Place> => ({
      officeId,
      bookingId: await central.visit({ officeId, serviceId: SERVICE[officeId] ?? '' }),
      other: await central.visit({ officeId, serviceId: SERVICE[officeId] ?? '' }),
      kioskId: (await central.enrol()).kioskId,
    })
    for (const role of ROLES) {
      const desk = await central.staff(role, ['rathaus'])
      const [own, foreign] = [await place('rathaus'), await place('amt')]
      for (const [name, { allowed, ask }] of Object.entries(TABLE)) {
        const may = allowed.includes(role)
        const there = outcomeOf(await ask(desk, own))
        assert.equal(['forbidden', 'unknown', 'signedOut'].includes(there), !may, `${role} ${name}: ${there}`)
        if (!may) assert.equal(there, 'forbidden', `${role} ${name}`)
        const elsewhere = EVERYWHERE.has(name) ? null : outcomeOf(await ask(desk, foreign))
        if (elsewhere !== null) assert.equal(elsewhere, may ? 'unknown' : 'forbidden', `${role} ${name} elsewhere`)
      }
      const untouched = await central.context.store.read((tx) =>
        tx.all<{ n: number }>('select count(*) as n from history where booking_id = $1', [foreign.bookingId]),
      )
      assert.deepEqual(untouched, [{ n: 1 }], `${role} left a foreign booking alone`)
    }
    const made = await central.context.store.read((tx) =>
      tx.all(`select booking_id from booking where office_id = 'amt' and channel = 'desk'
        union all select booking_id from hold where office_id = 'amt'
        union all select closure_id from closure where office_id = 'amt'`),
    )
    assert.deepEqual(made, [], 'nothing was made at a foreign office')
  })

  it('let no IT give back what a desk holds', async () => {
    const central = await start()
    const [clerk, fromIt] = [await central.staff('clerk'), await central.staff('it', [])]
    const bookingId = randomUUID()
    const held = () =>
      central.context.store.read((tx) => tx.all('select booking_id from hold where booking_id = $1', [bookingId]))
    const wish = { officeId: 'rathaus', services: servicesAt('rathaus'), startsAt: EIGHT }
    assert.equal((await clerk.hold({ ...wish, bookingId })).outcome, 'held')
    assert.deepEqual([await fromIt.release({ bookingId }), (await held()).length], [{}, 1])
    assert.deepEqual([await clerk.release({ bookingId }), (await held()).length], [{}, 0])
  })

  it('tell foreign, unknown and erased bookings apart for nobody', async () => {
    const central = await start()
    const foreign = await central.visit({ officeId: 'amt', serviceId: 'bauen' })
    const erased = await central.visit()
    await central.context.store.transact((tx) =>
      tx.run(`update booking set person = null, person_key_id = null, erased_at = 1 where booking_id = $1`, [erased]),
    )
    const desk = await central.staff('officeAdmin')
    const lines = () =>
      central.context.store.read((tx) => tx.all<{ audit_id: string }>('select audit_id, action, office_id, detail from audit'))
    /** The answer, and what was written down: that both cost the same write is what keeps the time the same. */
    const seen = async (work: () => Promise<unknown>) => {
      const before = new Set((await lines()).map(({ audit_id }) => audit_id))
      const answer = await work()
      const written = (await lines()).filter(({ audit_id }) => !before.has(audit_id))
      return { answer, written: written.map((line) => ({ ...line, audit_id: null })) }
    }
    for (const [name, { ask }] of Object.entries(TABLE).filter(([name]) => !EVERYWHERE.has(name))) {
      const at = (officeId: string, bookingId: string) =>
        ask(desk, { officeId, bookingId, other: bookingId, kioskId: 'k-unknown' })
      const first = await seen(() => at('amt', foreign))
      assert.deepEqual(await seen(() => at('nowhere', randomUUID())), first, `${name}: same answer, same writes`)
    }
    for (const name of ['getBooking', 'cancelBooking', 'moveBooking', 'accept', 'markArrived'] as const)
      assert.deepEqual(
        await TABLE[name].ask(desk, { officeId: 'rathaus', bookingId: erased, other: erased, kioskId: '' }),
        { outcome: 'unknown' },
        name,
      )
  })

  it('refuse a caller with too many open bookings by those at own offices alone, so that no refusal tells of others', async () => {
    const cap = 2
    const central = await start(cap)
    const [here, everywhere] = [await central.staff('frontDesk'), await central.staff('frontDesk', ['*'])]
    const booked = async (desk: DeskClient, ticks: number) => outcomeOf(await desk.book(callOf({ startsAt: tick(ticks) })))
    for (let made = 0; made < cap; made += 1) await central.visit({ officeId: 'amt', serviceId: 'bauen' })
    assert.equal(await booked(everywhere, 0), 'tooMany', 'who works at both offices may know')
    for (let made = 0; made < cap; made += 1)
      assert.equal(await booked(here, made), 'booked', `as if the address were new: ${made}`)
    assert.equal(await booked(here, cap), 'tooMany')
    const found = await here.findBookings({ email: ADA.email ?? '' })
    assert.equal(found.outcome === 'found' && found.bookings.length, cap, 'all that the refusal speaks of can be found')
    await assert.rejects(central.visit(), /tooMany/, 'visitors: everywhere')
  })

  it('reach over all offices for who works at all of them, and over none for IT', async () => {
    const central = await start()
    const bookingId = await central.visit({ officeId: 'amt', serviceId: 'bauen' })
    const everywhere = await central.staff('frontDesk', ['*'])
    assert.equal((await everywhere.getBooking({ bookingId })).outcome, 'booking')
    const it = await central.staff('it', ['*'])
    assert.deepEqual(await it.getBooking({ bookingId }), { outcome: 'forbidden' })
  })

  it('end at the door for devices of the lobby, unknown methods and inputs that do not fit', async () => {
    const central = await start()
    const session = await central.signIn((await central.account('clerk')).email)
    const header = { 'x-foyer-staff': session }
    const status = async (device: DeskKit['lobby'], method: string, body: unknown) =>
      (await device.call('POST', `/v1/desk/${method}`, body, header)).status
    assert.equal(await status(central.lobby, 'tasks', {}), 403)
    assert.equal(await status(central.device, 'tasks', {}), 200)
    assert.equal(await status(central.device, 'toString', {}), 404)
    assert.equal(await status(central.device, 'getBooking', { bookingId: 'x' }), 400)
    assert.equal(await status(central.device, 'cancelBooking', { bookingId: randomUUID(), reason: '' }), 400)
    assert.equal((await fetch(`${central.address}/v1/desk/tasks`, { method: 'POST', headers: header })).status, 401)
  })

  it('write down who asked for what, and never what it said', async () => {
    const central = await start()
    const { email, staffId } = await central.account('frontDesk')
    const desk = clientOf(central.device, await central.signIn(email))
    const bookingId = await central.visit()
    await desk.getBooking({ bookingId })
    await desk.findBookings({ name: 'Musterfrau', email: 'ada@example.org' })
    await desk.cancelBooking({ bookingId, reason: 'Frau Musterfrau ist krank' })
    await desk.book(callOf({ startsAt: EIGHT, note: 'spricht leise' }))
    await desk.getBooking({ bookingId: randomUUID() })
    const rows = await central.context.store.read((tx) =>
      tx.all<{ actor: string; action: string; detail: string | null }>(
        `select actor, action, detail from audit where actor_kind = 'staff' order by at, action`,
      ),
    )
    assert.ok(rows.every((row) => row.actor === staffId))
    assert.deepEqual(
      rows.map(({ action, detail }) => `${action} ${detail ?? ''}`.trim()).toSorted(),
      [
        'booking.book spoken',
        'booking.cancelBooking done',
        'booking.read',
        'booking.read unknown',
        'desk.findBookings name,email: 1',
        'signIn.done',
      ].toSorted(),
    )
    assert.doesNotMatch(JSON.stringify(rows), /Musterfrau|example\.org|krank|leise/)
  })
})
