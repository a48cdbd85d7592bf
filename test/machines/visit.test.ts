import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { JOURNEYS } from '../support/journeys.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { BOOKING_ID, FIRST_SLOT, SECOND_SLOT, receiptOf } from '../support/visit-fixture.ts'
import { eventsFor, send, settle, shownStep, startKiosk, visitOf, walk } from './visit-driver.ts'

failOnMachineWarnings()

const TO_SLOT = ['begin', 'chooseOffice', 'chooseService', 'goOn'] as const
const TO_OVERVIEW = [...TO_SLOT, 'takeFirstSlot', 'enterPerson', 'giveConsent', 'goOn'] as const

describe('journeys', () => {
  for (const journey of JOURNEYS) {
    test(journey.name, async () => {
      const driven = await startKiosk()
      for (const [doing, step] of journey.path) {
        await send(driven, ...eventsFor(doing))
        assert.equal(shownStep(driven), step, `after ${doing}`)
      }
      const { context } = visitOf(driven).getSnapshot()
      if (journey.ends === 'forgotten') assert.ok(driven.effects.includes('wiped'))
      if (journey.ends === 'booked') assert.equal(context.receipt?.bookingId, BOOKING_ID)
    })

    test(`${journey.name}, and back to the first step`, async () => {
      const driven = await startKiosk()
      await walk(driven, ...journey.path.map(([doing]) => doing))
      const { form } = visitOf(driven).getSnapshot().context
      for (let steps = 0; steps < 8 && !['start', 'office', 'done'].includes(shownStep(driven)); steps += 1) {
        await walk(driven, 'goBack')
        assert.deepEqual(visitOf(driven).getSnapshot().context.form, form, 'going back loses nothing that was entered')
      }
      assert.ok(['start', 'office', 'done'].includes(shownStep(driven)))
    })
  }
})

test('a slot taken meanwhile is told, with other times and everything else kept', async () => {
  let taken = true
  const driven = await startKiosk({
    holdSlot: async () =>
      taken
        ? { outcome: 'slotTaken', alternatives: [SECOND_SLOT] }
        : { outcome: 'held', expiresAt: '2026-11-23T10:10:00Z', secondsLeft: 600 },
  })
  await walk(driven, ...TO_SLOT, 'takeFirstSlot')
  const { context } = visitOf(driven).getSnapshot()
  assert.equal(shownStep(driven), 'slot')
  assert.equal(context.notice, 'slotTaken')
  assert.deepEqual(context.alternatives, [SECOND_SLOT])
  assert.equal(context.bookingId, null, 'the refused id is not used again')
  taken = false
  await walk(driven, 'takeSlotFromList')
  assert.equal(shownStep(driven), 'person')
})

test('a slot lost at the very end leads back to the times with person and consent kept', async () => {
  let answers = 0
  const driven = await startKiosk({
    confirmBooking: async (draft) => {
      answers += 1
      return answers === 1
        ? { outcome: 'slotTaken', alternatives: [SECOND_SLOT] }
        : { outcome: 'booked', receipt: receiptOf(draft.bookingId) }
    },
  })
  await walk(driven, ...TO_OVERVIEW, 'confirm')
  assert.equal(shownStep(driven), 'slot')
  assert.equal(visitOf(driven).getSnapshot().context.form.familyName, 'Musterfrau')
  await walk(driven, 'takeSlotFromList')
  assert.equal(shownStep(driven), 'overview', 'nothing is asked twice')
  await walk(driven, 'confirm')
  assert.equal(shownStep(driven), 'done')
})

test('a lapsed hold is renewed before the visitor loses anything', async () => {
  const holds: string[] = []
  const driven = await startKiosk({
    holdSlot: async (wish) => {
      holds.push(wish.bookingId)
      return { outcome: 'held', expiresAt: '2026-11-23T10:10:00Z', secondsLeft: 30 }
    },
  })
  await walk(driven, ...TO_OVERVIEW)
  driven.clock.increment(30_000)
  await settle()
  assert.equal(shownStep(driven), 'overview')
  assert.equal(visitOf(driven).getSnapshot().context.notice, 'holdRenewed')
  assert.deepEqual(holds, [BOOKING_ID, BOOKING_ID])
})

test('a lapsed hold whose slot is gone leads to other times', async () => {
  let first = true
  const driven = await startKiosk({
    holdSlot: async () => {
      if (!first) return { outcome: 'slotTaken', alternatives: [SECOND_SLOT] }
      first = false
      return { outcome: 'held', expiresAt: '2026-11-23T10:10:00Z', secondsLeft: 30 }
    },
  })
  await walk(driven, ...TO_SLOT, 'takeFirstSlot')
  driven.clock.increment(30_000)
  await settle()
  assert.equal(shownStep(driven), 'slot')
  assert.equal(visitOf(driven).getSnapshot().context.notice, 'slotTaken')
})

test('a booking that was not written down can be tried again, or anything changed', async () => {
  let full = true
  const driven = await startKiosk({
    confirmBooking: async (draft) =>
      full ? { outcome: 'notBooked', reason: 'diskFull' } : { outcome: 'booked', receipt: receiptOf(draft.bookingId) },
  })
  await walk(driven, ...TO_OVERVIEW, 'confirm')
  assert.equal(shownStep(driven), 'overview')
  assert.equal(visitOf(driven).getSnapshot().context.notice, 'notBookedDiskFull')
  full = false
  await walk(driven, 'confirm')
  assert.equal(shownStep(driven), 'done')
})

test('a confirmation whose answer is lost is asked for again with the same id', async () => {
  const asked: string[] = []
  const driven = await startKiosk({
    confirmBooking: async (draft) => {
      asked.push(draft.bookingId)
      if (asked.length < 3) throw new Error('no answer')
      return { outcome: 'booked', receipt: receiptOf(draft.bookingId) }
    },
  })
  await walk(driven, ...TO_OVERVIEW, 'confirm')
  assert.ok(visitOf(driven).getSnapshot().hasTag('silent'))
  driven.clock.increment(3_000)
  await settle()
  await send(driven, { type: 'retry' })
  assert.equal(shownStep(driven), 'done')
  assert.deepEqual(asked, [BOOKING_ID, BOOKING_ID, BOOKING_ID])
})

for (const [step, part, doings] of [
  ['office', 'listOffices', ['begin']],
  ['service', 'listServices', ['begin', 'chooseOffice']],
  ['slot', 'listSlots', TO_SLOT],
  ['slot', 'holdSlot', [...TO_SLOT, 'takeFirstSlot']],
] as const) {
  test(`a station that does not answer ${part} is asked again from the screen`, async () => {
    let silent = true
    const willing = { ...(await import('./visit-driver.ts')).WILLING }
    const answer = willing[part] as (input: unknown) => Promise<unknown>
    const driven = await startKiosk({
      [part]: async (input: unknown) => (silent ? Promise.reject(new Error('no answer')) : answer(input)),
    })
    await walk(driven, ...doings)
    assert.equal(shownStep(driven), step)
    assert.ok(visitOf(driven).getSnapshot().hasTag('silent'))
    silent = false
    await send(driven, { type: 'retry' })
    assert.ok(!visitOf(driven).getSnapshot().hasTag('silent'))
  })
}

test('a double tap on confirm is one confirmation', async () => {
  let asked = 0
  const driven = await startKiosk({
    confirmBooking: async (draft) => {
      asked += 1
      return { outcome: 'booked', receipt: receiptOf(draft.bookingId) }
    },
  })
  await walk(driven, ...TO_OVERVIEW)
  visitOf(driven).send({ type: 'confirm' })
  visitOf(driven).send({ type: 'confirm' })
  await settle()
  assert.equal(asked, 1)
})

test('the person is gone before the last screen is drawn, unless it was kept', async () => {
  const driven = await startKiosk()
  await walk(driven, ...TO_OVERVIEW, 'confirm')
  assert.equal(visitOf(driven).getSnapshot().context.form.familyName, '')
  const keeping = await startKiosk()
  await walk(keeping, ...TO_SLOT, 'takeFirstSlot', 'enterPerson', 'giveConsent', 'keepPerson', 'goOn', 'confirm')
  assert.equal(visitOf(keeping).getSnapshot().context.form.familyName, 'Musterfrau')
  await walk(keeping, 'finish')
  assert.doesNotMatch(JSON.stringify(keeping.kiosk.getPersistedSnapshot()), /Musterfrau/)
})

test('services that the office does not offer together do not share a basket', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin', 'chooseOffice', 'chooseService')
  await send(driven, { type: 'service.counted', service: { serviceId: 'anmeldung', count: 1 } })
  assert.deepEqual(visitOf(driven).getSnapshot().context.basket, [{ serviceId: 'ausweis', count: 1 }])
  await send(driven, { type: 'service.counted', service: { serviceId: 'pass', count: 9 } })
  assert.deepEqual(visitOf(driven).getSnapshot().context.basket.at(-1), { serviceId: 'pass', count: 4 })
})

test('leaving releases a hold, finishing a booking does not', async () => {
  const leaving = await startKiosk()
  await walk(leaving, ...TO_SLOT, 'takeFirstSlot', 'cancel')
  assert.ok(leaving.effects.includes(`released ${BOOKING_ID}`))
  const finishing = await startKiosk()
  await walk(finishing, ...TO_OVERVIEW, 'confirm', 'finish')
  assert.ok(!finishing.effects.some((effect) => effect.startsWith('released')))
})

test('switching the language in the middle loses nothing', async () => {
  const driven = await startKiosk()
  await walk(driven, ...TO_OVERVIEW)
  await send(driven, { type: 'language.chosen', language: 'tr' })
  const { context } = visitOf(driven).getSnapshot()
  assert.equal(shownStep(driven), 'overview')
  assert.equal(context.language, 'tr')
  assert.equal(context.form.familyName, 'Musterfrau')
  assert.deepEqual(context.slot, FIRST_SLOT)
})

test('who turns round at the door keeps language and type size; who has told something is forgotten', async () => {
  const driven = await startKiosk()
  await send(driven, { type: 'language.chosen', language: 'ar' }, { type: 'comfort.changed', comfort: { textScale: 2 } })
  await walk(driven, 'begin', 'chooseOffice', 'goBack', 'goBack')
  assert.ok(visitOf(driven).getSnapshot().matches({ start: 'touched' }))
  await send(driven, { type: 'existing.wanted' })
  await walk(driven, 'goBack')
  const { language, comfort, officeId } = visitOf(driven).getSnapshot().context
  assert.deepEqual([language, comfort.textScale, officeId], ['ar', 2, null])
  assert.ok(!driven.effects.includes('wiped'))
  await walk(driven, ...TO_SLOT, 'takeFirstSlot', 'enterPerson')
  for (let steps = 0; steps < 8 && shownStep(driven) !== 'start'; steps += 1) await walk(driven, 'goBack')
  assert.ok(driven.effects.includes('wiped'))
  assert.equal(visitOf(driven).getSnapshot().context.language, 'de')
})
