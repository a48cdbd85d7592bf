import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { openNote } from '../../../sync/central/booking/booking-note.ts'
import { type BookingRow, loadBooking } from '../../../sync/central/booking/booking-row.ts'
import { bookingNumber } from '../../../sync/contract/booking.ts'
import { callOf, clientOf, DAY, type DeskKit, EIGHT, startDeskKit, tick } from '../../support/desk-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { type SmallTown, smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const WITHOUT_MAIL = { familyName: 'Großmann', firstName: 'Ida', phone: '0261 12345678' }

onBothStores('booking for a caller', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}, openBookingsPerEmail = 100) => {
    const kit = stopLater(
      await startDeskKit({ databaseUrl: await makeDatabase(), town: smallTown(town), settings: { openBookingsPerEmail } }),
    )
    return { kit, desk: await kit.staff('frontDesk') }
  }
  const row = async ({ context }: DeskKit, bookingId: string): Promise<BookingRow> => {
    const found = await context.store.read((tx) => loadBooking(tx, bookingId))
    assert.ok(found)
    return found
  }
  const mailsOf = ({ context }: DeskKit, bookingId: string) =>
    context.store.read(async (tx) =>
      (await tx.all<{ kind: string }>('select kind from mail where booking_id = $1 order by kind', [bookingId])).map(
        ({ kind }) => kind,
      ),
    )

  it('finds the first free slots over several offices, by time, seats kept for staff included', async () => {
    const { kit: central } = await start({ staffSeats: 1 })
    const desk = await central.staff('frontDesk', ['*'])
    const ask = { services: [{ serviceId: 'ausweis', count: 1 }], officeIds: ['rathaus', 'amt', 'nowhere'] }
    const found = await desk.findSlots({ ...ask, from: DAY, count: 3 })
    assert.ok(found.outcome === 'slots')
    assert.deepEqual(
      found.slots.map(({ officeId, startsAt }) => [officeId, startsAt]),
      [
        ['rathaus', tick(0)],
        ['rathaus', tick(1)],
        ['rathaus', tick(2)],
      ],
      'the other office does not offer it',
    )
    const held = await central.lobby.hold({ ...ask, officeId: 'rathaus', startsAt: EIGHT, bookingId: randomUUID() })
    assert.equal((held.body as { outcome: string }).outcome, 'slotTaken', 'visitors do not see the last seat')
  })

  it('merges the offices’ free slots by time, each office as long as it has seats and is open', async () => {
    const town = smallTown({ rules: [{ weekdays: [1, 2, 3, 4, 5], from: '08:10', until: '08:25', seats: 1 }] })
    // The other office takes longer for the same, and its day begins earlier.
    const offers = [...town.offers, ...town.offers.slice(0, 1).map((offer) => ({ ...offer, officeId: 'amt', ticks: 3 }))]
    const kit = stopLater(await startDeskKit({ databaseUrl: await makeDatabase(), town: { ...town, offers } }))
    const desk = await kit.staff('frontDesk', ['*'])
    const firstOf = async (count: number, officeIds = ['rathaus', 'amt']) => {
      const found = await desk.findSlots({ services: [{ serviceId: 'ausweis', count: 1 }], officeIds, from: DAY, count })
      assert.ok(found.outcome === 'slots')
      return found.slots.map(({ officeId, time }) => `${time} ${officeId}`)
    }
    assert.deepEqual(await firstOf(6), ['08:00 amt', '08:05 amt', '08:10 amt', '08:10 rathaus', '08:15 amt', '08:15 rathaus'])
    await desk.book(callOf({ officeId: 'amt', startsAt: tick(1) }))
    assert.deepEqual(
      await firstOf(5),
      ['08:10 rathaus', '08:15 rathaus', '08:20 amt', '08:25 amt', '08:30 amt'],
      'its one counter is busy from 08:05 to 08:20, and who begins before would not be done',
    )
    assert.deepEqual(await firstOf(1, ['amt']), ['08:20 amt'])
  })

  it('holds what the caller thinks about, books it, and another wish of the same call replaces it', async () => {
    const { kit: central, desk } = await start()
    const call = callOf({ startsAt: tick(4) })
    const wish = { bookingId: call.bookingId, officeId: 'rathaus', services: call.services }
    const held = await desk.hold({ ...wish, startsAt: EIGHT })
    assert.ok(held.outcome === 'held' && held.secondsLeft === 600)
    const other = await central.staff('clerk')
    const taken = await other.hold({ ...wish, bookingId: randomUUID(), startsAt: tick(1) })
    assert.ok(taken.outcome === 'slotTaken' && taken.alternatives.length > 0)
    assert.equal((await desk.book(call)).outcome, 'booked')
    assert.equal((await other.book(callOf())).outcome, 'booked', 'the first slot is free again')
    await desk.hold({ ...wish, bookingId: randomUUID(), startsAt: tick(8) })
    const kept = randomUUID()
    await desk.hold({ ...wish, bookingId: kept, startsAt: tick(10) })
    await desk.release({ bookingId: kept })
    assert.equal((await desk.book(callOf({ startsAt: tick(10) }))).outcome, 'booked')
  })

  it('takes a yes on the phone: sealed person, spoken consent with who heard it, and the clerk still answers', async () => {
    const { kit: central } = await start()
    const { email, staffId } = await central.account('frontDesk')
    const desk = clientOf(central.device, await central.signIn(email))
    const call = callOf({ note: 'Kommt mit Rollstuhl' })
    const answer = await desk.book(call)
    assert.ok(answer.outcome === 'booked')
    assert.equal(answer.standing, 'confirmed')
    assert.equal(answer.number, bookingNumber(call.bookingId))
    assert.equal(answer.confirmBy, null)
    const stored = await row(central, call.bookingId)
    assert.doesNotMatch(JSON.stringify(stored), /Musterfrau|example\.org|Rollstuhl/)
    assert.equal(openNote(central.context.keys, stored), 'Kommt mit Rollstuhl')
    const consent = await central.context.store.read((tx) =>
      tx.one('select version, accepted_at, heard_by from consent_log where booking_id = $1', [call.bookingId]),
    )
    assert.deepEqual({ ...(consent as object) }, { version: '1', accepted_at: central.clock.nowMs(), heard_by: staffId })
    assert.deepEqual(await mailsOf(central, call.bookingId), ['received'])
    const read = await desk.getBooking({ bookingId: call.bookingId })
    assert.ok(read.outcome === 'booking')
    assert.deepEqual(
      read.booking.history.map(({ event, to, who }) => [event, to, who]),
      [
        ['booked', 'confirmed', 'Kim frontDesk'],
        ['confirmedSpoken', 'confirmed', 'Kim frontDesk'],
      ],
    )
  })

  it('is accepted at once where no clerk has to answer, and waits for the link where the caller wants it by mail', async () => {
    const { kit: central, desk } = await start({ review: 'automatic' })
    const spoken = await desk.book(callOf())
    assert.ok(spoken.outcome === 'booked' && spoken.standing === 'accepted')
    const linked = callOf({ startsAt: tick(4), confirmation: 'link' })
    const answer = await desk.book(linked)
    assert.ok(answer.outcome === 'booked')
    assert.deepEqual([answer.standing, answer.confirmBy], ['requested', '2026-11-24T06:00:00.000Z'])
    assert.deepEqual(await mailsOf(central, linked.bookingId), ['link'])
  })

  it('gives a caller without e-mail a number and a PIN, which alone opens the booking on the phone', async () => {
    const { kit: central, desk } = await start()
    const call = callOf({ person: WITHOUT_MAIL })
    const answer = await desk.book(call)
    assert.ok(answer.outcome === 'booked' && answer.pin !== null)
    assert.deepEqual(await mailsOf(central, call.bookingId), [])
    const stored = await row(central, call.bookingId)
    assert.ok(stored.pin_hash !== null && !stored.pin_hash.includes(answer.pin))
    const { number, pin } = answer
    const open = async (asked: { number?: string; pin: string }) => {
      const found = await desk.findBookings(asked)
      return found.outcome === 'found' ? found.bookings.map(({ bookingId }) => bookingId) : found.outcome
    }
    assert.deepEqual(await open({ number: number.toLowerCase().replace('-', ' '), pin }), [call.bookingId])
    assert.deepEqual(await open({ pin }), [], 'a PIN without a number opens nothing')
    const wrong = pin === '0000' ? '0001' : '0000'
    for (let attempt = 0; attempt < 4; attempt += 1) assert.deepEqual(await open({ number, pin: wrong }), [])
    assert.deepEqual(await open({ number, pin }), [], 'shut after five tries')
    central.clock.pass(15)
    assert.deepEqual(await open({ number, pin }), [call.bookingId])
    const shown = JSON.stringify([await desk.getBooking({ bookingId: call.bookingId }), await desk.findBookings({ number })])
    assert.doesNotMatch(shown, new RegExp(`"${pin}"|pin`))
  })

  it('is the same booking when it is sent again, by this desk alone', async () => {
    const { kit: central, desk } = await start()
    const call = callOf()
    const [first, second] = await Promise.all([desk.book(call), desk.book(call)])
    assert.equal(first.outcome, 'booked')
    assert.deepEqual(second, first)
    const elsewhere = await central.staff('frontDesk', ['rathaus'], await central.enrol({ profile: 'desk' }))
    assert.deepEqual(await elsewhere.book(call), { outcome: 'unknown' })
    const stranger = await central.visit({ startsAt: tick(6) })
    assert.deepEqual(await desk.book(callOf({ bookingId: stranger })), { outcome: 'unknown' })
  })

  it('says what is missing, and keeps nothing that nobody asked for', async () => {
    const { kit: central, desk } = await start()
    const linked = await desk.book(callOf({ person: WITHOUT_MAIL, confirmation: 'link' }))
    assert.deepEqual(linked, { outcome: 'invalidPerson', issues: [{ field: 'email', problem: 'missing' }] })
    const call = callOf({ person: { ...ADA, birthDate: '1980-02-03' } })
    assert.equal((await desk.book(call)).outcome, 'booked')
    const read = await desk.getBooking({ bookingId: call.bookingId })
    assert.ok(read.outcome === 'booking')
    assert.deepEqual(read.booking.person, ADA)
    assert.deepEqual(await desk.book(callOf({ services: [{ serviceId: 'bauen', count: 1 }] })), { outcome: 'notOffered' })
    const past = await desk.book(callOf({ startsAt: '2026-11-23T05:00:00.000Z' }))
    assert.equal(past.outcome, 'slotTaken')
    assert.deepEqual((await central.context.store.read((tx) => tx.all('select * from booking'))).length, 1)
  })

  it('books several people and services in one row of slots, as long as all of it fits', async () => {
    const { kit: central, desk } = await start()
    const services = [
      { serviceId: 'pass', count: 2 },
      { serviceId: 'ausweis', count: 1 },
    ]
    const call = callOf({ services })
    assert.equal((await desk.book(call)).outcome, 'booked')
    assert.equal((await row(central, call.bookingId)).ticks, 8)
    assert.equal((await desk.book(callOf({ startsAt: tick(7) }))).outcome, 'slotTaken')
    assert.equal((await desk.book(callOf({ startsAt: tick(8) }))).outcome, 'booked')
    const tooLong = callOf({ startsAt: tick(46), services })
    assert.equal((await desk.book(tooLong)).outcome, 'slotTaken')
  })

  it('counts a caller’s open bookings by address, over all channels', async () => {
    const { kit: central, desk } = await start({ seats: 5 }, 2)
    await central.visit()
    assert.equal((await desk.book(callOf())).outcome, 'booked')
    assert.deepEqual(await desk.book(callOf()), { outcome: 'tooMany' })
    assert.equal((await desk.book(callOf({ person: WITHOUT_MAIL }))).outcome, 'booked')
  })

  it('goes beyond the seats for an office’s administration alone, marked, with its reason, and only while it is open', async () => {
    const { kit: central, desk } = await start()
    assert.equal((await desk.book(callOf())).outcome, 'booked')
    assert.equal((await desk.book(callOf())).outcome, 'slotTaken')
    assert.deepEqual(await desk.book(callOf({ overbook: 'Reise morgen' })), { outcome: 'forbidden' })
    const admin = await central.staff('officeAdmin')
    const call = callOf({ overbook: 'Reise morgen' })
    assert.equal((await admin.book(call)).outcome, 'booked')
    const seats = await central.context.store.read((tx) =>
      tx.all<{ seat: number }>('select seat from seat where starts_at = $1 order by seat', [Date.parse(EIGHT)]),
    )
    assert.deepEqual(
      seats.map(({ seat }) => seat),
      [0, 1],
    )
    const read = await admin.getBooking({ bookingId: call.bookingId })
    assert.ok(read.outcome === 'booking' && read.booking.overbooked)
    assert.deepEqual(
      read.booking.history.map(({ event, reason }) => [event, reason]),
      [
        ['booked', null],
        ['confirmedSpoken', null],
        ['overbooked', 'Reise morgen'],
      ],
    )
    const night = callOf({ startsAt: '2026-11-24T20:00:00.000Z', overbook: 'Reise morgen' })
    assert.equal((await admin.book(night)).outcome, 'slotTaken', 'nobody is there')
    const free = callOf({ startsAt: tick(6), overbook: 'Sicher ist sicher' })
    assert.equal((await admin.book(free)).outcome, 'booked')
    assert.equal((await row(central, free.bookingId)).overbooked, 0, 'there was a seat')
    assert.equal((await desk.book(callOf())).outcome, 'slotTaken', 'an overbooked tick stays full for everybody else')
  })

  it('frees what the call held at another office', async () => {
    const { kit: central } = await start()
    const desk = await central.staff('frontDesk', ['*'])
    const call = callOf()
    const services = [{ serviceId: 'bauen', count: 1 }]
    await desk.hold({ bookingId: call.bookingId, officeId: 'amt', services, startsAt: EIGHT })
    assert.equal((await desk.book(call)).outcome, 'booked')
    assert.equal((await desk.book(callOf({ officeId: 'amt', services }))).outcome, 'booked')
  })
})
