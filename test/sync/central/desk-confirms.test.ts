import assert from 'node:assert/strict'
import { it } from 'node:test'
import { loadBooking } from '../../../sync/central/booking/booking-row.ts'
import { expireEverywhere } from '../../../sync/central/booking/expire-job.ts'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import { staffRoom } from '../../../sync/central/pages/review/staff-room.ts'
import { type DeskKit, startDeskKit, tick } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { COST, openBrowser, PASSWORD } from '../../support/people-kit.ts'
import { type SmallTown, smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const NO_MAIL = { familyName: 'Ohnepost', phone: '0261123456' }

onBothStores('a request that is confirmed at the information desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}) =>
    stopLater(
      await startDeskKit({
        databaseUrl: await makeDatabase(),
        town: smallTown({ confirmation: 'desk', ...town }),
        rooms: [deskRoom({ cost: COST }), staffRoom({ cost: COST })],
      }),
    )
  const browserOf = async (central: DeskKit) => {
    const browser = openBrowser(central.address)
    await browser.post('/staff/sign-in', { email: (await central.account('frontDesk')).email, password: PASSWORD })
    return browser
  }
  const bookingOf = async ({ context }: DeskKit, bookingId: string) => {
    const booking = await context.store.read((tx) => loadBooking(tx, bookingId))
    assert.ok(booking)
    return booking
  }
  const lastEvent = async ({ context }: DeskKit, bookingId: string) =>
    (
      await context.store.read((tx) =>
        tx.one<{ event: string; actor_kind: string }>(
          'select event, actor_kind from history where booking_id = $1 order by position desc limit 1',
          [bookingId],
        ),
      )
    )?.event

  it('stands in the desk’s inbox, is confirmed there, and does not expire any more', async () => {
    const central = await start()
    const bookingId = await central.visit({ person: NO_MAIL })
    const desk = await central.staff('frontDesk')
    const listed = await desk.inbox({})
    assert.ok(listed.outcome === 'inbox')
    assert.deepEqual(
      listed.bookings.map((line) => [line.bookingId, line.standing]),
      [[bookingId, 'requested']],
    )
    const shown = await desk.getBooking({ bookingId })
    assert.deepEqual(shown.outcome === 'booking' && shown.booking.deskConfirms, true)
    assert.deepEqual(await desk.confirmAtDesk({ bookingId }), { outcome: 'done' })
    assert.deepEqual(await desk.confirmAtDesk({ bookingId }), { outcome: 'done' }, 'twice changes nothing')
    central.clock.set(tick(0))
    await expireEverywhere(central.context)
    assert.equal((await bookingOf(central, bookingId)).standing, 'confirmed')
    assert.equal(await lastEvent(central, bookingId), 'confirmedSpoken')
    const after = await desk.getBooking({ bookingId })
    assert.deepEqual(after.outcome === 'booking' && after.booking.deskConfirms, false)
  })

  it('stands on the page of staff too, and is confirmed there: accepted at once where no clerk has to answer', async () => {
    const central = await start({ review: 'automatic' })
    const bookingId = await central.visit({ person: NO_MAIL })
    const { number } = await bookingOf(central, bookingId)
    const browser = await browserOf(central)
    const inbox = await browser.get('/staff?day=2026-11-24&service=ausweis')
    assert.match(inbox.text, /An der Information zu bestätigen/)
    assert.ok(inbox.text.includes(number))
    for (const other of ['?day=2026-11-25', '?service=pass', '?office=amt'])
      assert.ok(!(await browser.get(`/staff${other}`)).text.includes(number), other)
    await browser.get(`/staff/bookings/${bookingId}`)
    assert.match((await browser.post(`/staff/bookings/${bookingId}/confirm`)).text, /Bestätigt\./)
    assert.equal((await bookingOf(central, bookingId)).standing, 'accepted')
    assert.ok(!(await browser.get('/staff')).text.includes(number))
  })

  it('is not one that waits for its link, and not one whose time is over', async () => {
    const central = await start({ confirmation: 'link' })
    const bookingId = await central.visit()
    const desk = await central.staff('frontDesk')
    const notPossible = { outcome: 'notPossible', standing: 'requested' }
    assert.deepEqual(await desk.confirmAtDesk({ bookingId }), notPossible)
    assert.deepEqual(await desk.inbox({}), { outcome: 'inbox', bookings: [] })
    const browser = await browserOf(central)
    assert.doesNotMatch((await browser.get(`/staff/bookings/${bookingId}`)).text, /Termin bestätigen/)
    const late = await start()
    const overdue = await late.visit({ person: NO_MAIL })
    late.clock.set(tick(0))
    const there = await late.staff('frontDesk')
    assert.deepEqual(await there.confirmAtDesk({ bookingId: overdue }), { outcome: 'notPossible', standing: 'expired' })
  })
})
