import assert from 'node:assert/strict'
import { it } from 'node:test'
import { cancel } from '../../../../sync/central/booking/booking-life.ts'
import { closeDay } from '../../../../sync/central/booking/close-day.ts'
import { moveToOffice } from '../../../../sync/central/booking/move-to-office.ts'
import { proposeEarlier } from '../../../../sync/central/earlier/propose-earlier.ts'
import { erase, restrict } from '../../../../sync/central/privacy/person-rights.ts'
import { HoldAnswer } from '../../../../sync/contract/kiosk-api.ts'
import type { KitOptions } from '../../../support/central-kit.ts'
import { linkIn, openBrowser, type PeopleKit, startPeople } from '../../../support/people-kit.ts'
import { onBothStores } from '../../../support/on-both-stores.ts'
import { smallTown, withBothOffices } from '../../../support/small-town.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const TUESDAY = '2026-11-24T07:00:00.000Z'
const THURSDAY = '2026-11-26T07:00:00.000Z'
const FRIDAY = '2026-11-27T07:00:00.000Z'
const VISITOR = { kind: 'visitor', id: null } as const
// One start a day, so that a day is full with one booking.
const DAILY = { weekdays: [2, 4, 5], from: '08:00', until: '08:10', seats: 1 }

onBothStores('the list for earlier dates', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (options: KitOptions = {}) => {
    const town = smallTown({ confirmation: 'none', horizonDays: 5, rules: [DAILY] })
    return stopLater(await startPeople({ databaseUrl: await makeDatabase(), town, ...options }))
  }
  const book = async (people: PeopleKit, startsAt: string, name: string) => {
    const booking = await people.book({ startsAt, person: { familyName: name, email: `${name.toLowerCase()}@example.org` } })
    return { ...booking, page: `/b/${booking.number}/earlier?k=${booking.secret}`, email: `${name.toLowerCase()}@example.org` }
  }
  const wish = async (people: PeopleKit, page: string) => {
    people.clock.pass(1)
    return openBrowser(people.address).post(page, { answer: 'ask' })
  }
  const offerTo = async (people: PeopleKit, email: string) => {
    await proposeEarlier(people.context)
    await people.mails()
    const letters = people.mailbox.received().filter(({ mail }) => mail.subject?.startsWith('Ein früherer Termin') === true)
    const own = letters.filter(({ mail }) => [mail.to].flat().some((to) => to?.text.includes(email)))
    // Lines are broken at 78 columns; addresses never are.
    return own.at(-1)?.mail.text?.replaceAll('\n', ' ') ?? null
  }
  const startOf = async (people: PeopleKit, bookingId: string) => {
    const row = await people.context.store.read((tx) =>
      tx.one<{ starts_at: number }>('select starts_at from booking where booking_id = $1', [bookingId]),
    )
    return new Date(row?.starts_at ?? 0).toISOString()
  }

  it('holds a freed seat for the first in line, and moves the booking by POST alone', async () => {
    const people = await start()
    const [first, second, third] = [
      await book(people, TUESDAY, 'Erste'),
      await book(people, THURSDAY, 'Zweite'),
      await book(people, FRIDAY, 'Dritte'),
    ]
    const shown = await openBrowser(people.address).get(second.page)
    assert.match(shown.text, /Möchten Sie einen früheren Termin/)
    assert.match((await wish(people, second.page)).text, /Sie stehen auf der Liste/)
    await wish(people, third.page)
    assert.equal(await offerTo(people, second.email), null, 'nothing is free')
    await cancel(people.context, first.bookingId, { actor: VISITOR })
    const letter = await offerTo(people, second.email)
    assert.match(letter ?? '', /Dienstag, 24\. November 2026, 8:00 Uhr/)
    assert.equal(await offerTo(people, third.email), null, 'it is held for the first in line')
    const hold = { bookingId: crypto.randomUUID(), officeId: 'rathaus', services: [{ serviceId: 'ausweis', count: 1 }] }
    const answer = HoldAnswer.parse((await people.kiosk.hold({ ...hold, startsAt: TUESDAY })).body)
    assert.equal(answer.outcome, 'slotTaken', 'and nobody takes it at a terminal')
    const link = linkIn(letter ?? '', '/earlier')
    const visitor = openBrowser(people.address)
    assert.match((await visitor.get(link)).text, /Diese frühere Zeit ist für Sie vorgemerkt/)
    assert.equal(await startOf(people, second.bookingId), THURSDAY, 'looking takes nothing')
    assert.match((await visitor.post(link, { answer: 'take' })).text, /Der Termin ist verschoben/)
    assert.equal(await startOf(people, second.bookingId), TUESDAY)
    assert.equal((await visitor.post(link, { answer: 'take' })).status, 409, 'once')
    assert.match((await offerTo(people, third.email)) ?? '', /Donnerstag, 26\. November/, 'the seat given up goes to the next')
  })

  it('writes nothing to whose data are restricted, and frees what it holds for one whose data are erased', async () => {
    const people = await start()
    const [first, second] = [await book(people, THURSDAY, 'Erste'), await book(people, FRIDAY, 'Zweite')]
    await wish(people, first.page)
    await restrict(people.context, first.bookingId, { restricted: true, actor: VISITOR })
    assert.equal(await offerTo(people, first.email), null)
    await restrict(people.context, first.bookingId, { restricted: false, actor: VISITOR })
    assert.match((await offerTo(people, first.email)) ?? '', /24\. November/)
    await erase(people.context, first.bookingId, VISITOR)
    await wish(people, second.page)
    assert.match((await offerTo(people, second.email)) ?? '', /24\. November/, 'the seats are the next one’s at once')
  })

  it('passes the seat on when it is declined, and when nobody answers in time', async () => {
    const people = await start({ settings: { earlierOfferMinutes: 60 } })
    const [first, second, third] = [
      await book(people, TUESDAY, 'Erste'),
      await book(people, THURSDAY, 'Zweite'),
      await book(people, FRIDAY, 'Dritte'),
    ]
    await wish(people, second.page)
    await wish(people, third.page)
    await cancel(people.context, first.bookingId, { actor: VISITOR })
    const declined = linkIn((await offerTo(people, second.email)) ?? '', '/earlier')
    assert.match((await openBrowser(people.address).post(declined, { answer: 'decline' })).text, /Ihr bisheriger Termin bleibt/)
    await people.mails()
    const letter = await offerTo(people, third.email)
    assert.match(letter ?? '', /Dienstag, 24\. November/)
    people.clock.pass(60)
    const late = await openBrowser(people.address).post(linkIn(letter ?? '', '/earlier'), { answer: 'take' })
    assert.equal(late.status, 409, 'the deadline is exact, whenever the job runs')
    assert.equal(await startOf(people, third.bookingId), FRIDAY)
    await wish(people, second.page)
    assert.match((await offerTo(people, second.email)) ?? '', /Dienstag/, 'who asks again is in line again')
    await cancel(people.context, second.bookingId, { actor: VISITOR })
    await proposeEarlier(people.context)
    const holds = await people.context.store.read((tx) => tx.all('select * from hold'))
    assert.deepEqual(holds, [], 'an offer to a booking that is gone holds nothing')
  })

  it('frees the earlier seats of a booking that staff move to another office, and proposes them to the next', async () => {
    const town = withBothOffices(smallTown({ confirmation: 'none', horizonDays: 5, rules: [DAILY] }))
    const people = await start({ town })
    const [first, second] = [await book(people, THURSDAY, 'Erste'), await book(people, FRIDAY, 'Zweite')]
    await wish(people, first.page)
    const letter = await offerTo(people, first.email)
    await wish(people, second.page)
    assert.equal(await offerTo(people, second.email), null, 'it is held for the first in line')
    const move = { officeId: 'amt', startsAtMs: Date.parse(THURSDAY) + 3_600_000, audience: 'staff', actor: VISITOR } as const
    assert.equal((await moveToOffice(people.context, first.bookingId, move)).outcome, 'moved')
    const answer = await openBrowser(people.address).post(linkIn(letter ?? '', '/earlier'), { answer: 'decline' })
    assert.equal(answer.status, 200)
    assert.match((await offerTo(people, second.email)) ?? '', /Dienstag, 24\. November/)
  })

  it('proposes another time where the day of the first one closes: nobody is moved to a closed day', async () => {
    const people = await start()
    const later = await book(people, FRIDAY, 'Letzte')
    await wish(people, later.page)
    const letter = await offerTo(people, later.email)
    assert.match(letter ?? '', /Dienstag, 24\. November/)
    const closing = { officeId: 'rathaus', day: '2026-11-24', reason: 'Streik', actor: { kind: 'staff', id: 's' } } as const
    await closeDay(people.context, closing)
    const answer = await openBrowser(people.address).post(linkIn(letter ?? '', '/earlier'), { answer: 'take' })
    assert.equal(answer.status, 409)
    assert.equal(await startOf(people, later.bookingId), FRIDAY)
    assert.match((await offerTo(people, later.email)) ?? '', /Donnerstag, 26\. November/, 'its place in the line is kept')
  })

  it('does not end at those whom nothing suits: who comes after them is offered what they cannot use', async () => {
    const rules = [{ ...DAILY, weekdays: [2], seats: 60 }, DAILY]
    const people = await start({ town: smallTown({ confirmation: 'none', horizonDays: 5, rules }) })
    const kiosk = await people.enrol()
    const ops = await Promise.all(
      Array.from({ length: 55 }, (_, number) =>
        kiosk.bookingOp({ startsAt: TUESDAY, person: { familyName: 'Früh', email: `${String(number)}@example.org` } }),
      ),
    )
    await kiosk.sync({ ops: ops.map((op, index) => kiosk.signedOp(index + 1, op)) })
    const nowMs = people.clock.nowMs()
    await people.context.store.transact((tx) =>
      tx.run(`insert into earlier_wish (booking_id, wished_at, state) select booking_id, $1, 'waiting' from booking`, [nowMs]),
    )
    const last = await book(people, FRIDAY, 'Letzte')
    await wish(people, last.page)
    await proposeEarlier(people.context)
    const { store } = people.context
    const held = await store.read((tx) => tx.all(`select * from hold where purpose = 'earlier'`))
    assert.equal(held.length, 1)
    assert.match((await openBrowser(people.address).get(last.page)).text, /Dienstag, 24\. November 2026, 8:00 Uhr/)
  })

  it('is for bookings that lie ahead and have an address', async () => {
    const people = await start()
    const silent = await people.book({ startsAt: THURSDAY, person: { familyName: 'Ohne' } })
    const page = `/b/${silent.number}/earlier?k=${silent.secret}`
    assert.equal((await wish(people, page)).status, 409)
    assert.doesNotMatch((await openBrowser(people.address).get(page.replace('/earlier', ''))).text, /\/earlier/)
    const booked = await book(people, FRIDAY, 'Dritte')
    people.clock.set(FRIDAY)
    assert.equal((await wish(people, booked.page)).status, 409)
  })
})
