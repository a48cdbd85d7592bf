import assert from 'node:assert/strict'
import { it } from 'node:test'
import { callOf, DAY, startDeskKit } from '../../support/desk-kit.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { smallTown } from '../../support/small-town.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

onBothStores('who comes without a booking', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('counts as here at once, for a time that is about to begin', async () => {
    const central = await startDeskKit({ databaseUrl: await makeDatabase(), town: smallTown({ seats: 3, confirmation: 'link' }) })
    stopLater(central)
    central.clock.set('2026-11-24T06:44:00.000Z')
    const early = await central.staff('frontDesk')
    const later = await early.book(callOf({ walkIn: true }))
    assert.ok(later.outcome === 'booked')
    assert.notEqual(later.standing, 'arrived', 'sixteen minutes are a booking like any other')
    central.clock.set('2026-11-24T06:50:00.000Z')
    const call = callOf({ walkIn: true, confirmation: 'spoken' })
    const booked = await early.book(call)
    assert.ok(booked.outcome === 'booked')
    assert.equal(booked.standing, 'arrived')
    const again = await early.book(call)
    assert.deepEqual(again, booked, 'the same call again has the same answer')
    const caller = await early.book(callOf({ confirmation: 'spoken' }))
    assert.ok(caller.outcome === 'booked', 'a caller is on the way, however late')
    const day = await early.day({ officeId: 'rathaus', day: DAY })
    assert.ok(day.outcome === 'day')
    assert.deepEqual(
      day.bookings.map(({ walkIn, standing }) => ({ walkIn, standing })).toSorted((one) => (one.walkIn ? -1 : 1)),
      [
        { walkIn: true, standing: 'arrived' },
        { walkIn: false, standing: 'confirmed' },
        { walkIn: false, standing: 'confirmed' },
      ],
    )
  })
})
