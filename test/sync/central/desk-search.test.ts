import assert from 'node:assert/strict'
import { it } from 'node:test'
import { erase, restrict } from '../../../sync/central/privacy/person-rights.ts'
import { callOf, DAY, type DeskClient, EIGHT, startDeskKit, tick } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'
import { indexMissingNames } from '../../../sync/central/booking/name-words.ts'

type Search = Parameters<DeskClient['findBookings']>[0]
const STAFF = { kind: 'staff', id: 'somebody' } as const

onBothStores('finding a booking at the desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const kit = stopLater(
      await startDeskKit({
        databaseUrl: await makeDatabase(),
        town: smallTown({ seats: 90 }),
        settings: { openBookingsPerEmail: 100 },
      }),
    )
    const desk = await kit.staff('frontDesk')
    const find = async (asked: Search, by = desk) => {
      const found = await by.findBookings(asked)
      assert.ok(found.outcome === 'found')
      return { ids: found.bookings.map(({ bookingId }) => bookingId), more: found.more, bookings: found.bookings }
    }
    return { central: kit, desk, find }
  }

  it('goes by number, any words of the name, phone, e-mail and day, and each further field narrows it', async () => {
    const { desk, find } = await start()
    const heide = callOf({
      person: { familyName: 'von der Heide-Großmann', firstName: 'Zoë', phone: '+49 261 129-0', email: 'Zoe@Example.org' },
    })
    const other = callOf({ person: { familyName: 'Großmann', phone: '0261 999888' }, startsAt: tick(4) })
    const booked = await desk.book(heide)
    assert.equal((await desk.book(other)).outcome, 'booked')
    assert.ok(booked.outcome === 'booked')
    assert.deepEqual((await find({ number: booked.number.toLowerCase() })).ids, [heide.bookingId])
    assert.deepEqual((await find({ name: 'GROSSMANN' })).ids, [heide.bookingId, other.bookingId])
    assert.deepEqual((await find({ name: 'großmann zoe' })).ids, [heide.bookingId])
    assert.deepEqual((await find({ name: 'Heide, Zoë' })).ids, [heide.bookingId])
    assert.deepEqual((await find({ name: 'Heid' })).ids, [], 'whole words only: less is in no index')
    assert.deepEqual((await find({ phone: '0261/1290' })).ids, [heide.bookingId])
    assert.deepEqual((await find({ email: 'zoe@example.ORG' })).ids, [heide.bookingId])
    assert.deepEqual((await find({ day: DAY })).ids, [heide.bookingId, other.bookingId])
    assert.deepEqual((await find({ day: '2026-11-25', name: 'Großmann' })).ids, [])
    assert.deepEqual((await find({ name: 'Großmann', phone: '0261 999888' })).ids, [other.bookingId])
    for (const nothing of [{}, { number: 'x' }, { name: '' }, { name: ' - ' }, { officeId: 'rathaus' }])
      assert.deepEqual((await find(nothing)).ids, [])
    const [line] = (await find({ number: booked.number })).bookings
    assert.deepEqual(
      [line?.name, line?.phone, line?.hasEmail, line?.standing],
      ['von der Heide-Großmann, Zoë', '+492611290', true, 'confirmed'],
    )
  })

  it('shows fifty lines, those ahead first, and says that there are more', async () => {
    const { central, desk, find } = await start()
    const past = callOf({ startsAt: '2026-11-23T07:00:00.000Z' })
    await desk.book(past)
    central.clock.set('2026-11-24T06:30:00.000Z')
    const tomorrow = await central.staff('frontDesk')
    const ahead = Array.from({ length: 49 }, (_, index) => callOf({ startsAt: tick(index % 40) }))
    for (const call of ahead) await tomorrow.book(call)
    const fifty = await find({ name: 'Musterfrau' }, tomorrow)
    assert.deepEqual([fifty.ids.length, fifty.more, fifty.ids.at(-1)], [50, false, past.bookingId])
    assert.equal(fifty.bookings[0]?.startsAt, EIGHT)
    await tomorrow.book(callOf({ startsAt: tick(2) }))
    const full = await find({ name: 'Musterfrau' }, tomorrow)
    assert.deepEqual([full.ids.length, full.more, full.ids.includes(past.bookingId)], [50, true, false])
  })

  it('is not changed by what belongs to other offices, in lines, in count, or in “more”', async () => {
    const { central, find } = await start()
    const everywhere = await central.staff('frontDesk', ['*'])
    const mine = callOf({ startsAt: tick(40) })
    await everywhere.book(mine)
    for (let index = 0; index < 55; index += 1)
      await everywhere.book(callOf({ officeId: 'amt', services: [{ serviceId: 'bauen', count: 1 }], startsAt: tick(index % 6) }))
    for (const asked of [{ name: 'Ada Musterfrau' }, { email: 'ada@example.org' }, { day: DAY }]) {
      const found = await find(asked)
      assert.deepEqual([found.ids, found.more], [[mine.bookingId], false])
    }
  })

  it('finds nobody who was erased, and shows nothing of who is under restriction', async () => {
    const { central, desk, find } = await start()
    const [gone, shut] = [callOf({ note: 'spricht leise' }), callOf({ startsAt: tick(4), note: 'spricht leise' })]
    const numbers = []
    for (const call of [gone, shut]) {
      const booked = await desk.book(call)
      assert.ok(booked.outcome === 'booked')
      numbers.push(booked.number)
    }
    await erase(central.context, gone.bookingId, STAFF)
    await restrict(central.context, shut.bookingId, { restricted: true, actor: STAFF })
    assert.deepEqual((await find({ number: numbers[0] ?? '' })).ids, [])
    assert.deepEqual((await find({ name: 'Musterfrau' })).ids, [shut.bookingId])
    const words = await central.context.store.read((tx) =>
      tx.all('select * from name_word where booking_id = $1', [gone.bookingId]),
    )
    assert.deepEqual(words, [])
    const [line] = (await find({ number: numbers[1] ?? '' })).bookings
    assert.deepEqual([line?.name, line?.phone], ['', null])
    const read = await desk.getBooking({ bookingId: shut.bookingId })
    assert.ok(read.outcome === 'booking' && read.booking.restricted)
    assert.deepEqual([read.booking.person, read.booking.note], [null, null])
    assert.equal((await desk.cancelBooking({ bookingId: shut.bookingId, reason: 'x' })).outcome, 'notPossible')
  })

  it('leaves no word of a name readable in the store', async () => {
    const { central, desk } = await start()
    await desk.book(callOf())
    const rows = await central.context.store.read((tx) => tx.all('select * from name_word'))
    assert.equal(rows.length, 2)
    assert.doesNotMatch(JSON.stringify(rows), /muster|ada"/i)
  })

  it('also finds by words who had booked before there were any', async () => {
    const { central, find } = await start()
    const bookingId = await central.visit()
    await central.context.store.transact(async (tx) => {
      await tx.run('delete from name_word')
      await tx.run(`delete from setting where name = 'nameWords'`)
    })
    assert.deepEqual((await find({ name: 'Ada' })).ids, [])
    await indexMissingNames(central.context)
    assert.deepEqual((await find({ name: 'Ada' })).ids, [bookingId])
  })
})
