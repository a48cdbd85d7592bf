import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import type { Desk } from '../../../sync/contract/desk-api.ts'
import { callOf, clientOf, DAY, type DeskClient, startDeskKit, tick } from '../../support/desk-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { PASSWORD } from '../../support/people-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

type Place = { bookingId: string; other: string; kioskId: string; email: string }
type Row = { audit_id: string; actor: string | null; action: string; booking_id: string | null; detail: string | null }
type Cell = {
  readonly action: string
  /** What the work that it orders writes by itself. */
  readonly also?: string
  readonly by?: 'it'
  readonly ask: (desk: DeskClient, place: Place) => Promise<unknown>
}
/** Its code comes from a page of central's: `test/sync/central/staff-oidc.test.ts` follows it. */
type AtTheDesk = Exclude<keyof Desk, 'signInByCode'>

const officeId = 'rathaus'
const services = [{ serviceId: 'ausweis', count: 1 }]

/** What each of the desk's functions leaves in the audit log. The type wants a line for a new one. */
const ACTIONS: Readonly<Record<AtTheDesk, Cell>> = {
  signIn: { action: 'signIn.done', ask: (desk, { email }) => desk.signIn({ email, password: PASSWORD }) },
  findSlots: { action: 'desk.findSlots', ask: (desk) => desk.findSlots({ services, officeIds: [officeId], count: 3 }) },
  hold: {
    action: 'desk.hold',
    ask: (desk, { bookingId }) => desk.hold({ officeId, services, startsAt: tick(24), bookingId }),
  },
  release: { action: 'desk.release', ask: (desk, { bookingId }) => desk.release({ bookingId }) },
  book: { action: 'booking.book', ask: (desk) => desk.book(callOf({ startsAt: tick(30) })) },
  findBookings: { action: 'desk.findBookings', ask: (desk) => desk.findBookings({ officeId, day: DAY }) },
  getBooking: { action: 'booking.read', ask: (desk, { bookingId }) => desk.getBooking({ bookingId }) },
  moveBooking: {
    action: 'booking.moveBooking',
    ask: (desk, { bookingId }) => desk.moveBooking({ bookingId, officeId, startsAt: tick(36) }),
  },
  correctPerson: {
    action: 'booking.correctPerson',
    also: 'person.rectified',
    ask: (desk, { bookingId }) => desk.correctPerson({ bookingId, person: ADA }),
  },
  resendMail: { action: 'booking.resendMail', ask: (desk, { bookingId }) => desk.resendMail({ bookingId }) },
  askBack: { action: 'booking.askBack', ask: (desk, { bookingId }) => desk.askBack({ bookingId, question: 'Mit Kind?' }) },
  confirmAtDesk: { action: 'booking.confirmAtDesk', ask: (desk, { bookingId }) => desk.confirmAtDesk({ bookingId }) },
  accept: { action: 'booking.accept', ask: (desk, { bookingId }) => desk.accept({ bookingId, documents: [] }) },
  decline: { action: 'booking.decline', ask: (desk, { bookingId }) => desk.decline({ bookingId, reason: 'Nein' }) },
  markArrived: { action: 'booking.markArrived', ask: (desk, { bookingId }) => desk.markArrived({ bookingId }) },
  markMissed: { action: 'booking.markMissed', ask: (desk, { bookingId }) => desk.markMissed({ bookingId }) },
  mergeBookings: {
    action: 'booking.mergeBookings',
    ask: (desk, { bookingId, other }) => desk.mergeBookings({ keep: other, drop: bookingId }),
  },
  cancelBooking: {
    action: 'booking.cancelBooking',
    ask: (desk, { bookingId }) => desk.cancelBooking({ bookingId, reason: 'Nein' }),
  },
  wishEarlier: { action: 'booking.wishEarlier', ask: (desk, { other }) => desk.wishEarlier({ bookingId: other, wanted: true }) },
  takeEarlier: { action: 'booking.takeEarlier', ask: (desk, { bookingId }) => desk.takeEarlier({ bookingId }) },
  earlierList: { action: 'desk.earlierList', ask: (desk) => desk.earlierList({}) },
  inbox: { action: 'desk.inbox', ask: (desk) => desk.inbox({ officeId }) },
  day: { action: 'desk.day', ask: (desk) => desk.day({ officeId, day: DAY }) },
  closeDay: { action: 'desk.closeDay', ask: (desk) => desk.closeDay({ officeId, day: '2026-12-01', reason: 'Fortbildung' }) },
  figures: { action: 'desk.figures', ask: (desk) => desk.figures({ officeId, firstDay: DAY, lastDay: DAY }) },
  tasks: { action: 'desk.tasks', ask: (desk) => desk.tasks({}) },
  fleet: { action: 'desk.fleet', by: 'it', ask: (desk) => desk.fleet({}) },
  enrolKiosk: {
    action: 'desk.enrolKiosk',
    by: 'it',
    ask: (desk) => desk.enrolKiosk({ name: 'Neu', officeId, profile: 'lobby' }),
  },
  setOutOfService: {
    action: 'desk.outOfService',
    by: 'it',
    ask: (desk, { kioskId }) => desk.setOutOfService({ kioskId, reason: 'Wartung' }),
  },
  setMessage: { action: 'desk.message', by: 'it', ask: (desk, { kioskId }) => desk.setMessage({ kioskId, text: 'Hallo' }) },
  orderTestPrint: { action: 'desk.testPrint', by: 'it', ask: (desk, { kioskId }) => desk.orderTestPrint({ kioskId }) },
  revokeKiosk: { action: 'desk.revokeKiosk', by: 'it', ask: (desk, { kioskId }) => desk.revokeKiosk({ kioskId }) },
  signOut: { action: 'signOut.done', ask: (desk) => desk.signOut({}) },
}

onBothStores('the audit log', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const settings = { openBookingsPerEmail: 100 }
    const town = smallTown({ seats: 40 })
    const central = stopLater(await startDeskKit({ databaseUrl: await makeDatabase(), town, settings }))
    const rows = () =>
      central.context.store.read((tx) =>
        tx.all<Row>(`select audit_id, actor, action, booking_id, detail from audit where actor_kind in ('staff', 'central')`),
      )
    /** What a work leaves in the log. */
    const left = async (work: () => Promise<unknown>) => {
      const before = new Set((await rows()).map(({ audit_id }) => audit_id))
      await work()
      return (await rows()).filter(({ audit_id }) => !before.has(audit_id))
    }
    const member = async (role: 'officeAdmin' | 'frontDesk' | 'it') => {
      const { email, staffId } = await central.account(role)
      return { email, staffId, desk: clientOf(central.device, await central.signIn(email)) }
    }
    const people = { office: await member('officeAdmin'), front: await member('frontDesk'), it: await member('it') }
    return { central, left, people }
  }

  it('has one line of everything that a person does at a desk, in their name', async () => {
    const { central, left, people } = await start()
    const place = { bookingId: await central.visit(), other: await central.visit(), kioskId: (await central.enrol()).kioskId }
    for (const [method, { action, also, by, ask }] of Object.entries(ACTIONS)) {
      const { email, staffId, desk } = people[by ?? 'office']
      const lines = await left(() => ask(desk, { ...place, email }))
      const mine = lines.filter((line) => line.action !== also)
      assert.deepEqual(
        mine.map((line) => [line.actor, line.action]),
        [[staffId, action]],
        method,
      )
    }
    assert.deepEqual(await left(() => people.office.desk.signOut({})), [], 'who has gone does not go again')
  })

  it('has one line of each function that a role does not have, with the booking that was asked for', async () => {
    const { central, left, people } = await start()
    const bookingId = await central.visit()
    const place = { bookingId, other: bookingId, kioskId: (await central.enrol()).kioskId, email: '' }
    for (const [method, { by, ask }] of Object.entries(ACTIONS)) {
      if (method.startsWith('sign')) continue
      const { desk, staffId } = people[by === 'it' ? 'office' : 'it']
      const lines = await left(() => ask(desk, place))
      assert.deepEqual(
        lines.map(({ actor, action, detail }) => [actor, action, detail]),
        [[staffId, `desk.${method}`, 'forbidden']],
        method,
      )
      if (method === 'cancelBooking') assert.equal(lines[0]?.booking_id, bookingId)
    }
    const { desk, staffId } = people.front
    const [line] = await left(() => desk.book(callOf({ startsAt: tick(30), overbook: 'Notfall' })))
    assert.deepEqual([line?.actor, line?.action, line?.detail], [staffId, 'desk.book', 'forbidden'])
  })

  it('has a line of what came to nothing: an own office, a foreign one, a device that is not there, nobody’s sign-in', async () => {
    const { central, left, people } = await start()
    const staff = { office: people.office.desk, it: people.it.desk }
    const bookings = {
      foreign: await central.visit({ officeId: 'amt', serviceId: 'bauen' }),
      own: callOf({ startsAt: tick(30) }),
    }
    await staff.office.book(bookings.own)
    const tried: [string, () => Promise<unknown>][] = [
      ['booking.book notOffered', () => staff.office.book(callOf({ services: [{ serviceId: 'bauen', count: 1 }] }))],
      ['booking.book invalidPerson', () => staff.office.book(callOf({ person: { familyName: 'Ada' }, confirmation: 'link' }))],
      ['booking.book slotTaken', () => staff.office.book(callOf({ startsAt: tick(-24) }))],
      ['booking.book again: booked', () => staff.office.book(bookings.own)],
      ['desk.book unknown', () => staff.office.book(callOf({ officeId: 'amt' }))],
      ['desk.hold unknown', () => staff.office.hold({ officeId: 'amt', services, startsAt: tick(30), bookingId: randomUUID() })],
      ['desk.day unknown', () => staff.office.day({ officeId: 'amt', day: DAY })],
      ['booking.read unknown', () => staff.office.getBooking({ bookingId: bookings.foreign })],
      ['booking.cancelBooking unknown', () => staff.office.cancelBooking({ bookingId: bookings.foreign, reason: 'Nein' })],
      ['desk.revokeKiosk unknown', () => staff.it.revokeKiosk({ kioskId: 'k-none' })],
      ['desk.outOfService unknown', () => staff.it.setOutOfService({ kioskId: 'k-none', reason: 'Wartung' })],
      ['desk.backInService unknown', () => staff.it.setOutOfService({ kioskId: 'k-none', reason: null })],
      ['desk.message unknown', () => staff.it.setMessage({ kioskId: 'k-none', text: 'Hallo' })],
      ['desk.testPrint unknown', () => staff.it.orderTestPrint({ kioskId: 'k-none' })],
      ['signIn.unknown', () => staff.it.signIn({ email: 'niemand@stadt.example', password: PASSWORD })],
      ['signIn.unknown deskCode', () => staff.it.signInByCode({ code: 'AAAA-AAAA' })],
    ]
    for (const [wanted, work] of tried)
      assert.deepEqual(
        (await left(work)).map(({ action, detail }) => `${action} ${detail ?? ''}`.trim()),
        [wanted],
      )
  })

  it('tells a printed receipt from a look, and a list that asks again by itself has a line in a quarter of an hour', async () => {
    const { central, left } = await start()
    const desk = await central.staff('frontDesk')
    const bookingId = await central.visit()
    const printed = await left(() => desk.getBooking({ bookingId, forReceipt: true }))
    assert.deepEqual(
      printed.map(({ action }) => action),
      ['booking.printReceipt'],
    )
    const lists = [
      () => desk.tasks({}),
      () => desk.day({ officeId, day: DAY }),
      () => desk.day({ officeId, day: '2026-12-01' }),
      () => desk.inbox({}),
      () => desk.inbox({ officeId }),
      () => desk.earlierList({}),
    ]
    for (const [index, count] of [1, 0, 0, 1].entries()) {
      for (const [at, ask] of lists.entries()) assert.equal((await left(ask)).length, count, `${index}: ${at}`)
      central.clock.pass(index === 2 ? 15 : 1)
    }
    const colleague = await central.staff('frontDesk')
    assert.equal((await left(() => colleague.tasks({}))).length, 1, 'somebody else’s look is their own')
  })
})
