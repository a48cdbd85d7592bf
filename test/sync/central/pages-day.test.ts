import assert from 'node:assert/strict'
import { it } from 'node:test'
import { confirmByLink } from '../../../sync/central/booking/booking-life.ts'
import { loadBooking } from '../../../sync/central/booking/booking-row.ts'
import { startPeople } from '../../support/people-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

onBothStores('the day’s list on central’s pages', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('notes who has arrived, and missed only once the time has come; a latecomer is arrived after all', async () => {
    const people = stopLater(await startPeople({ databaseUrl: await makeDatabase() }))
    const { bookingId, number } = await people.book()
    await confirmByLink(people.context, bookingId, { kind: 'visitor', id: 'mail' })
    const standing = async () => (await people.context.store.read((tx) => loadBooking(tx, bookingId)))?.standing
    const clerk = await people.staff({ role: 'frontDesk' })
    await clerk.post(`/staff/bookings/${bookingId}/accept`, {})
    const before = await clerk.get('/staff/day?office=rathaus&day=2026-11-24')
    assert.ok(before.text.includes(number))
    assert.doesNotMatch(before.text, /nicht gekommen|angekommen/)
    assert.doesNotMatch((await clerk.get(`/staff/bookings/${bookingId}`)).text, /Ist angekommen/)
    for (const early of ['arrived', 'missed']) {
      assert.match((await clerk.post(`/staff/bookings/${bookingId}/${early}`)).url, /was=impossible/)
      assert.equal(await standing(), 'accepted', 'the day of the visit has not come')
    }
    people.clock.set('2026-11-24T07:15:00.000Z')
    const later = await people.staff({ role: 'frontDesk' })
    assert.match((await later.get('/staff/day?office=rathaus')).text, /angekommen[^]*nicht gekommen/)
    assert.match((await later.get(`/staff/bookings/${bookingId}`)).text, /Ist angekommen[^]*Ist nicht gekommen/)
    await later.post(`/staff/bookings/${bookingId}/missed`, { back: 'day' })
    assert.equal(await standing(), 'missed')
    const shown = await later.post(`/staff/bookings/${bookingId}/arrived`, { back: 'day' })
    assert.match(shown.url, /\/staff\/day\?office=rathaus&day=2026-11-24/)
    assert.equal(await standing(), 'arrived')
  })
})
