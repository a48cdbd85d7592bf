import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { answerBack } from '../../../sync/central/booking/ask-back.ts'
import { confirmByLink } from '../../../sync/central/booking/booking-life.ts'
import { addTemplate } from '../../../sync/central/booking/reply-templates.ts'
import { loadBooking } from '../../../sync/central/booking/booking-row.ts'
import { smallTown, type SmallTown } from '../../support/small-town.ts'
import { callOf, DAY, type DeskKit, EIGHT, startDeskKit, tick } from '../../support/desk-kit.ts'
import { ADA } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const VISITOR = { kind: 'visitor', id: null } as const
const DONE = { outcome: 'done' }
const WITHOUT_MAIL = { familyName: 'Großmann', phone: '026112345678' }

onBothStores('a change at the desk', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (town: SmallTown = {}) => {
    const kit = stopLater(
      await startDeskKit({
        databaseUrl: await makeDatabase(),
        town: smallTown(town),
        settings: { openBookingsPerEmail: 100 },
      }),
    )
    return { central: kit, desk: await kit.staff('frontDesk', ['*']) }
  }
  const told = ({ context }: DeskKit, bookingId: string) =>
    context.store.read(async (tx) => ({
      standing: (await loadBooking(tx, bookingId))?.standing,
      mails: (
        await tx.all<{ kind: string }>('select kind from mail where booking_id = $1 order by queued_at, kind', [bookingId])
      ).map(({ kind }) => kind),
      events: (
        await tx.all<{ event: string; reason: string | null }>(
          'select event, reason from history where booking_id = $1 order by position',
          [bookingId],
        )
      ).map(({ event, reason }) => (reason === null ? event : `${event}: ${reason}`)),
    }))

  it('moves a visitor’s booking, also to another office, and frees the old seats at once', async () => {
    const { central, desk } = await start()
    const bookingId = await central.visit()
    assert.deepEqual(await desk.moveBooking({ bookingId, officeId: 'rathaus', startsAt: tick(6) }), DONE)
    const second = await central.visit()
    const taken = await desk.moveBooking({ bookingId: second, officeId: 'rathaus', startsAt: tick(7) })
    assert.ok(taken.outcome === 'slotTaken' && taken.alternatives.length > 0)
    const elsewhere = await desk.moveBooking({ bookingId, officeId: 'amt', startsAt: EIGHT })
    assert.deepEqual(elsewhere, { outcome: 'slotTaken', alternatives: [] }, 'the other office does not offer it')
    const { mails, events } = await told(central, bookingId)
    assert.deepEqual(mails, ['link', 'moved'])
    assert.deepEqual(events, ['booked', `moved: ${EIGHT} -> ${tick(6)}`])
  })

  it('moves between offices that offer the same, with both days’ new versions', async () => {
    const town = smallTown()
    const [offer] = town.offers
    assert.ok(offer)
    const shared = { ...town, offers: [...town.offers, { ...offer, officeId: 'amt', ticks: 3 }] }
    const kit = stopLater(await startDeskKit({ databaseUrl: await makeDatabase(), town: shared }))
    const desk = await kit.staff('clerk', ['*'])
    const bookingId = await kit.visit()
    const version = async (officeId: string) => {
      const answer = await desk.day({ officeId, day: DAY })
      assert.ok(answer.outcome === 'day')
      return answer.version
    }
    const before = [await version('rathaus'), await version('amt')]
    assert.deepEqual(await desk.moveBooking({ bookingId, officeId: 'amt', startsAt: tick(3) }), DONE)
    const after = [await version('rathaus'), await version('amt')]
    assert.ok(after.every((one, index) => one > (before[index] ?? 0)))
    const row = await kit.context.store.read((tx) => loadBooking(tx, bookingId))
    assert.deepEqual([row?.office_id, row?.ticks, row?.starts_at], ['amt', 3, Date.parse(tick(3))])
    assert.equal((await desk.book(callOf())).outcome, 'booked', 'the old seat is free')
    const own = await kit.staff('clerk', ['rathaus'])
    assert.deepEqual(await own.moveBooking({ bookingId, officeId: 'rathaus', startsAt: tick(9) }), { outcome: 'unknown' })
    const back = await kit.visit({ startsAt: tick(12) })
    assert.deepEqual(await own.moveBooking({ bookingId: back, officeId: 'amt', startsAt: tick(12) }), { outcome: 'unknown' })
  })

  it('sets the person right without a word of it in the history, and a new address gets mail and links of its own', async () => {
    const { central, desk } = await start()
    const bookingId = await central.visit()
    await central.context.store.transact((tx) =>
      tx.run(
        `insert into link (token_hash, booking_id, purpose, created_at, expires_at) values ('old', $1, 'mail', 1, 9999999999999)`,
        [bookingId],
      ),
    )
    const person = { ...ADA, familyName: 'Mustermann', email: 'ada@example.net' }
    assert.deepEqual(await desk.correctPerson({ bookingId, person }), DONE)
    const { mails, events } = await told(central, bookingId)
    assert.deepEqual(mails, ['link', 'link'])
    assert.deepEqual(events, ['booked', 'person.rectified', 'mailResent'])
    assert.deepEqual(await central.context.store.read((tx) => tx.all('select * from link')), [])
    const found = await desk.findBookings({ name: 'Mustermann' })
    assert.ok(found.outcome === 'found' && found.bookings.length === 1)
    assert.deepEqual(await desk.findBookings({ name: 'Musterfrau' }), { outcome: 'found', bookings: [], more: false })
    const none = await desk.correctPerson({ bookingId, person: WITHOUT_MAIL })
    assert.equal(none.outcome, 'invalidPerson', 'a request waits for its link')
  })

  it('sends the mail of the present standing again, with what it said, five times an hour', async () => {
    const { central, desk } = await start()
    const bookingId = await central.visit()
    await confirmByLink(central.context, bookingId, VISITOR)
    assert.deepEqual(await desk.accept({ bookingId, documents: ['Ausweis', 'Geburtsurkunde\u202E'] }), DONE)
    central.clock.pass(1)
    for (let time = 0; time < 5; time += 1) assert.deepEqual(await desk.resendMail({ bookingId }), DONE)
    assert.deepEqual(await desk.resendMail({ bookingId }), { outcome: 'notPossible', standing: 'accepted' })
    const details = await central.context.store.read((tx) =>
      tx.all<{ details: string }>(`select details from mail where kind = 'accepted'`),
    )
    assert.equal(details.length, 6)
    for (const row of details) {
      const { documents } = JSON.parse(row.details) as { documents: { de: string }[] }
      assert.deepEqual(
        documents.map(({ de }) => de),
        ['Ausweis', 'Geburtsurkunde'],
      )
    }
    const call = callOf({ person: WITHOUT_MAIL, startsAt: tick(4) })
    await desk.book(call)
    assert.deepEqual(await desk.resendMail({ bookingId: call.bookingId }), { outcome: 'notPossible', standing: 'confirmed' })
  })

  it('merges two requests of one person, each history naming the other, and nobody else’s', async () => {
    const { central, desk } = await start()
    const keep = callOf()
    const kept = await desk.book(keep)
    const drop = await central.visit({ startsAt: tick(4) })
    const stranger = callOf({ person: WITHOUT_MAIL, startsAt: tick(8) })
    await desk.book(stranger)
    const pair = { keep: keep.bookingId, drop }
    assert.equal((await desk.mergeBookings({ keep: stranger.bookingId, drop })).outcome, 'notPossible')
    assert.equal((await desk.mergeBookings({ keep: drop, drop })).outcome, 'notPossible')
    assert.deepEqual(await desk.mergeBookings({ keep: randomUUID(), drop }), { outcome: 'unknown' })
    assert.deepEqual(await desk.mergeBookings(pair), DONE)
    assert.ok(kept.outcome === 'booked')
    const dropped = await told(central, drop)
    assert.deepEqual([dropped.standing, dropped.events.at(-1)], ['cancelled', `mergedInto: ${kept.number}`])
    assert.deepEqual(dropped.mails, ['cancelled', 'link'])
    const row = await central.context.store.read((tx) => loadBooking(tx, drop))
    assert.equal((await told(central, keep.bookingId)).events.at(-1), `merged: ${row?.number ?? ''}`)
    assert.equal((await desk.book(callOf({ startsAt: tick(4) }))).outcome, 'booked', 'its seat is free')
    assert.equal((await desk.mergeBookings(pair)).outcome, 'notPossible', 'once is enough')
  })

  it('answers requests: accepts, declines with a reason, asks back', async () => {
    const { central, desk } = await start()
    const [first, second] = [await central.visit(), await central.visit({ startsAt: tick(4) })]
    for (const bookingId of [first, second]) await confirmByLink(central.context, bookingId, VISITOR)
    const list = await desk.inbox({})
    assert.ok(list.outcome === 'inbox')
    assert.deepEqual(
      list.bookings.map(({ bookingId }) => bookingId),
      [first, second],
    )
    assert.deepEqual(await desk.inbox({ day: '2026-11-25' }), { outcome: 'inbox', bookings: [] })
    assert.deepEqual(await desk.inbox({ serviceId: 'ausweis', officeId: 'rathaus', day: DAY }), list)
    assert.deepEqual(await desk.inbox({ serviceId: 'pass' }), { outcome: 'inbox', bookings: [] })
    assert.deepEqual(await desk.askBack({ bookingId: first, question: 'Mit Kind?' }), DONE)
    const read = await desk.getBooking({ bookingId: first })
    const askedAt = new Date(central.clock.nowMs()).toISOString()
    const unanswered = { askedAt, question: 'Mit Kind?', answer: null, answeredAt: null }
    assert.ok(read.outcome === 'booking')
    assert.deepEqual(read.booking.questions, [unanswered])
    central.clock.pass(7)
    await answerBack(central.context, first, 'Ja, mit einem')
    const answered = await desk.getBooking({ bookingId: first })
    assert.ok(answered.outcome === 'booking')
    const answeredAt = new Date(central.clock.nowMs()).toISOString()
    assert.deepEqual(answered.booking.questions, [{ ...unanswered, answer: 'Ja, mit einem', answeredAt }])
    assert.deepEqual(await desk.accept({ bookingId: first, documents: ['Ausweis'] }), DONE)
    assert.deepEqual(await desk.accept({ bookingId: first, documents: ['Ausweis'] }), DONE, 'twice is harmless')
    assert.deepEqual(await desk.askBack({ bookingId: first, question: 'Noch etwas?' }), {
      outcome: 'notPossible',
      standing: 'accepted',
    })
    await assert.rejects(desk.decline({ bookingId: second, reason: '  ' }), /answered 400/)
    assert.deepEqual(await desk.decline({ bookingId: second, reason: 'Nicht\u200B zuständig' }), DONE)
    assert.equal((await told(central, second)).events.at(-1), 'declined: Nicht zuständig')
    assert.deepEqual(await desk.inbox({}), { outcome: 'inbox', bookings: [] })
    assert.deepEqual((await told(central, first)).mails, ['link', 'question', 'received', 'accepted'])
  })

  it('offers the ready-made reasons of a request’s office for a no, its own first, and sends the chosen one whole', async () => {
    const { central, desk } = await start()
    const bookingId = await central.visit()
    const readyOf = async () => {
      const read = await desk.getBooking({ bookingId })
      return read.outcome === 'booking' ? read.booking.readyReasons : read.outcome
    }
    assert.deepEqual(await readyOf(), [], 'nobody says no before it is confirmed')
    await confirmByLink(central.context, bookingId, VISITOR)
    const body = 'Dafür ist die Kfz-Stelle zuständig. '.repeat(27).trim()
    await central.context.store.transact(async (tx) => {
      await addTemplate(tx, { templateId: 'own', officeId: 'rathaus', title: 'Kfz', body })
      await addTemplate(tx, { templateId: 'foreign', officeId: 'amt', title: 'Bauen', body: 'Nur schriftlich.' })
    })
    const ready = await readyOf()
    assert.ok(Array.isArray(ready))
    assert.deepEqual(ready[0], { title: 'Kfz', body })
    assert.ok(ready.some(({ title }) => title === 'Doppelt gebucht') && !ready.some(({ title }) => title === 'Bauen'))
    assert.deepEqual(await desk.decline({ bookingId, reason: `${body}\nBitte dort anrufen.` }), DONE)
    assert.equal((await told(central, bookingId)).events.at(-1), `declined: ${body}\nBitte dort anrufen.`)
    assert.deepEqual(await readyOf(), [], 'it is answered')
  })

  it('notes who has come and who has not, neither too early', async () => {
    const { central } = await start({ confirmation: 'none', review: 'automatic' })
    let desk = await central.staff('frontDesk')
    const [first, second] = [await central.visit(), await central.visit({ startsAt: tick(4) })]
    assert.deepEqual(await desk.markArrived({ bookingId: first }), { outcome: 'notPossible', standing: 'accepted' })
    central.clock.set('2026-11-24T06:50:00.000Z')
    desk = await central.staff('frontDesk')
    assert.deepEqual(await desk.markMissed({ bookingId: first }), { outcome: 'notPossible', standing: 'accepted' })
    assert.deepEqual(await desk.markArrived({ bookingId: first }), DONE)
    central.clock.set('2026-11-24T07:40:00.000Z')
    desk = await central.staff('frontDesk')
    assert.deepEqual(await desk.markMissed({ bookingId: second }), DONE)
    assert.deepEqual(await desk.markArrived({ bookingId: second }), DONE, 'late is better than never')
    assert.deepEqual(await desk.markMissed({ bookingId: first }), { outcome: 'notPossible', standing: 'arrived' })
    assert.equal((await desk.cancelBooking({ bookingId: first, reason: 'x' })).outcome, 'notPossible')
  })
})
