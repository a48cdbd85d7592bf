import assert from 'node:assert/strict'
import { it } from 'node:test'
import { proposeEarlier } from '../../../sync/central/earlier/propose-earlier.ts'
import { callOf, type DeskClient, type DeskKit, startDeskKit } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const MONDAY_OPEN = '2026-11-23T07:05:00.000Z'
const [TUESDAY, WEDNESDAY, THURSDAY] = ['2026-11-24T07:00:00.000Z', '2026-11-25T07:00:00.000Z', '2026-11-26T07:00:00.000Z']
// One start a day, at eight.
const DAILY = { weekdays: [1, 2, 3, 4, 5], from: '08:00', until: '08:10', seats: 1 }
const PHONE_ONLY = { familyName: 'Großmann', phone: '026112345678' }

onBothStores('the list for earlier dates at the desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => {
    return stopLater(
      await startDeskKit({ databaseUrl: await makeDatabase(), town: smallTown({ horizonDays: 5, rules: [DAILY] }) }),
    )
  }
  const listOf = async (desk: DeskClient) => {
    const answer = await desk.earlierList({})
    assert.ok(answer.outcome === 'earlier')
    return answer.bookings.map(({ bookingId, earlier }) => ({ bookingId, offer: earlier.offer?.startsAt ?? null }))
  }
  const tasksOf = async (desk: DeskClient) => {
    const answer = await desk.tasks({})
    assert.ok(answer.outcome === 'tasks')
    return answer.tasks.map(({ kind, bookingId }) => ({ kind, bookingId }))
  }
  const mails = ({ context }: DeskKit, bookingId: string) =>
    context.store.read((tx) => tx.all(`select kind from mail where booking_id = $1 and kind = 'earlier'`, [bookingId]))

  it('holds what becomes free for a caller without an address as a task to phone, while the office is open', async () => {
    const central = await start()
    const desk = await central.staff('frontDesk')
    const call = callOf({ person: PHONE_ONLY, startsAt: THURSDAY })
    const { bookingId } = call
    await desk.book(call)
    assert.deepEqual(await desk.wishEarlier({ bookingId, wanted: true }), { outcome: 'done' })
    await proposeEarlier(central.context)
    assert.deepEqual(await listOf(desk), [{ bookingId, offer: null }], 'at seven nobody is there to phone')
    central.clock.set(MONDAY_OPEN)
    await proposeEarlier(central.context)
    const morning = await central.staff('frontDesk')
    assert.deepEqual(await listOf(morning), [{ bookingId, offer: TUESDAY }])
    assert.deepEqual(await tasksOf(morning), [{ kind: 'earlier', bookingId }])
    assert.deepEqual(await mails(central, bookingId), [])
    const other = callOf({ startsAt: TUESDAY })
    assert.equal((await morning.book(other)).outcome, 'slotTaken', 'it is held')

    central.clock.pass(240)
    await proposeEarlier(central.context)
    const noon = await central.staff('frontDesk')
    assert.deepEqual(await listOf(noon), [{ bookingId, offer: null }], 'nobody phoned: back in line')
    assert.deepEqual(await tasksOf(noon), [])
    assert.deepEqual(await noon.takeEarlier({ bookingId }), { outcome: 'gone' })

    central.clock.set('2026-11-24T07:05:00.000Z')
    await proposeEarlier(central.context)
    const tuesday = await central.staff('frontDesk')
    assert.deepEqual(await listOf(tuesday), [{ bookingId, offer: WEDNESDAY }])
    assert.deepEqual(await tuesday.takeEarlier({ bookingId }), { outcome: 'done' })
    const read = await tuesday.getBooking({ bookingId })
    assert.ok(read.outcome === 'booking')
    assert.deepEqual([read.booking.startsAt, read.booking.earlier], [WEDNESDAY, null])
    assert.deepEqual(read.booking.history.map(({ event }) => event).slice(-2), ['earlierWished', 'moved'])
    assert.deepEqual(await listOf(tuesday), [])
  })

  it('writes to who has an address, and lets go of what was held when they no longer want', async () => {
    const central = await start()
    const desk = await central.staff('frontDesk')
    const call = callOf({ startsAt: THURSDAY })
    const { bookingId } = call
    await desk.book(call)
    await desk.wishEarlier({ bookingId, wanted: true })
    await proposeEarlier(central.context)
    assert.equal((await mails(central, bookingId)).length, 1)
    assert.deepEqual(await tasksOf(desk), [], 'the mail tells them')
    assert.deepEqual(await listOf(desk), [{ bookingId, offer: TUESDAY }])
    assert.deepEqual(await desk.wishEarlier({ bookingId, wanted: false }), { outcome: 'done' })
    assert.deepEqual(await listOf(desk), [])
    assert.equal((await desk.book(callOf({ startsAt: TUESDAY }))).outcome, 'booked')
  })

  it('is not for who can neither be written to nor phoned', async () => {
    const central = await start()
    const desk = await central.staff('frontDesk')
    const call = callOf({ person: { familyName: 'Ohne' }, startsAt: THURSDAY })
    await desk.book(call)
    const answer = await desk.wishEarlier({ bookingId: call.bookingId, wanted: true })
    assert.equal(answer.outcome, 'notPossible')
  })
})
