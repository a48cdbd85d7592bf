import assert from 'node:assert/strict'
import { it } from 'node:test'
import { SpokenConfirmation } from '../../../sync/contract/spoken-confirmation.ts'
import { callOf, clientOf, EIGHT, startDeskKit } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { PASSWORD } from '../../support/people-kit.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const WITHOUT_MAIL = { familyName: 'Großmann', firstName: 'Ida', phone: '0261 12345678' }

onBothStores('a caller’s yes on the phone', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('counts as far as the town’s policy goes; else the desk is told that the link is needed', async () => {
    const expected = {
      allowed: ['booked', 'booked'],
      withoutEmail: ['linkNeeded', 'booked'],
      never: ['linkNeeded', 'linkNeeded'],
    } as const
    for (const spokenConfirmation of SpokenConfirmation.options) {
      const settings = { spokenConfirmation }
      const kit = stopLater(await startDeskKit({ databaseUrl: await makeDatabase(), town: smallTown({ seats: 5 }), settings }))
      const { email } = await kit.account('frontDesk')
      const signedIn = await clientOf(kit.device, null).signIn({ email, password: PASSWORD })
      assert.ok(signedIn.outcome === 'signedIn')
      assert.equal(signedIn.staff.spokenConfirmation, spokenConfirmation, 'so that the page offers no other')
      const desk = clientOf(kit.device, signedIn.session)
      const spoken = [callOf(), callOf({ person: WITHOUT_MAIL })]
      const answers = [await desk.book(spoken[0] ?? callOf()), await desk.book(spoken[1] ?? callOf())]
      assert.deepEqual(
        answers.map(({ outcome }) => outcome),
        expected[spokenConfirmation],
        spokenConfirmation,
      )
      const refused = spoken.filter((_, index) => answers[index]?.outcome === 'linkNeeded').map(({ bookingId }) => bookingId)
      const left = await kit.context.store.read(async (tx) => ({
        bookings: await tx.all<{ booking_id: string }>('select booking_id from booking'),
        audit: await tx.all<{ booking_id: string }>(`select booking_id from audit where detail = 'linkNeeded'`),
      }))
      assert.ok(left.bookings.every(({ booking_id }) => !refused.includes(booking_id)))
      assert.deepEqual(left.audit.map(({ booking_id }) => booking_id).toSorted(), refused.toSorted())
      assert.equal((await desk.book(callOf({ confirmation: 'link' }))).outcome, 'booked', 'the link is always good')
      kit.clock.set(new Date(Date.parse(EIGHT) - 600_000).toISOString())
      const again = clientOf(kit.device, await kit.signIn(email))
      assert.equal((await again.book(callOf({ walkIn: true }))).outcome, 'booked', 'who stands there confirms by being there')
    }
  })
})
