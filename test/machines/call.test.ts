import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeskBook } from '../../sync/contract/desk-api.ts'
import type { CallContext } from '../../machines/call.ts'
import { blockedDesk } from '../../machines/blocked-desk.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { BOOKING_ID, FORM } from '../support/visit-fixture.ts'
import { OTHER_CALL, SLOT, BOOKED, start, tell } from './desk-driver.ts'
import { settle } from './visit-driver.ts'

failOnMachineWarnings()

test('free slots follow the services by themselves, and a caller is booked', async () => {
  const driven = await start()
  await driven.enter('anna')
  driven.begin()
  const call = driven.active()
  call.send({ type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } })
  await settle()
  assert.deepEqual(call.getSnapshot().context.slots, [SLOT])
  await tell(driven)
  call.send({ type: 'confirm' })
  await settle()
  assert.equal(call.getSnapshot().context.booked?.number, '9C2F-4D1B')
  assert.equal(call.getSnapshot().context.form.familyName, '', 'nothing of the caller stays but what is read out')
})

test('without slot or spoken consent nothing is sent, and the desk says what is missing', async () => {
  const driven = await start({ book: () => assert.fail('sent') })
  await driven.enter('anna')
  driven.begin()
  driven.active().send({ type: 'confirm' })
  assert.equal(driven.active().getSnapshot().context.trouble, 'nothingChosen')
  driven.active().send({ type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } })
  driven.active().send({ type: 'confirm' })
  await settle()
  driven.active().send({ type: 'confirm' })
  assert.equal(driven.active().getSnapshot().context.trouble, 'slotMissing')
  await tell(driven)
  driven.active().send({ type: 'consent.spoken', version: null })
  driven.active().send({ type: 'confirm' })
  assert.equal(driven.active().getSnapshot().context.trouble, 'consentMissing')
})

test('the consent that is written down is the one that was read out, however long the desk has been running', async () => {
  const sent: (string | null)[] = []
  const book = async ({ consentVersion }: CallContext): Promise<DeskBook> => {
    sent.push(consentVersion)
    return BOOKED
  }
  const driven = await start({ book })
  await driven.enter('anna')
  driven.begin()
  await tell(driven)
  driven.active().send({ type: 'consent.spoken', version: '2' })
  driven.active().send({ type: 'confirm' })
  await settle()
  assert.deepEqual(sent, ['2'])
})

for (const [answer, trouble] of [
  [{ outcome: 'slotTaken', alternatives: [] }, 'slotTaken'],
  [{ outcome: 'tooMany' }, 'tooMany'],
  [{ outcome: 'forbidden' }, 'forbidden'],
] as const) {
  test(`a booking answered ${answer.outcome} keeps the caller's data`, async () => {
    const driven = await start({ book: async () => answer as DeskBook })
    await driven.enter('anna')
    driven.begin()
    await tell(driven)
    driven.active().send({ type: 'confirm' })
    await settle()
    const { context } = driven.active().getSnapshot()
    assert.equal(context.trouble, trouble)
    assert.equal(context.form.familyName, FORM.familyName)
  })
}

test('a lost answer is asked for again with the same id', async () => {
  const ids: string[] = []
  const driven = await start({
    book: async ({ bookingId }) => {
      ids.push(bookingId)
      if (ids.length === 1) throw new Error('no answer')
      return BOOKED
    },
  })
  await driven.enter('anna')
  driven.begin()
  await tell(driven)
  const call = driven.active()
  call.send({ type: 'confirm' })
  await settle()
  assert.equal(call.getSnapshot().context.trouble, 'unreachable')
  call.send({ type: 'confirm' })
  await settle()
  assert.deepEqual(ids, [BOOKING_ID, BOOKING_ID])
  assert.ok(call.getSnapshot().matches('booked'))
})

test('the next booking of the same caller begins with data, services and day, and without consent', async () => {
  const driven = await start()
  await driven.enter('anna')
  driven.begin()
  await tell(driven)
  driven.active().send({ type: 'confirm' })
  await settle()
  const { again } = driven.active().getSnapshot().context
  assert.ok(again)
  driven.desk.send({ type: 'call.begun', bookingId: OTHER_CALL, again })
  await settle()
  const { context } = driven.active().getSnapshot()
  assert.equal(context.form.familyName, FORM.familyName)
  assert.equal(context.from, SLOT.day)
  assert.deepEqual(context.slots, [SLOT], 'free slots are looked for at once')
  assert.equal(context.consentVersion, null)
})

test('a slot beyond the capacity is not held before it is booked', async () => {
  const driven = await start({ hold: () => assert.fail('held') })
  await driven.enter('ben')
  driven.begin()
  const call = driven.active()
  call.send({ type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } })
  await settle()
  call.send({ type: 'overbooking.wanted', reason: 'Notfall' })
  call.send({ type: 'slot.chosen', slot: SLOT })
  await settle()
  assert.deepEqual(call.getSnapshot().context.slot, SLOT)
  assert.equal(call.getSnapshot().context.trouble, null)
})

test('a desk from which central takes nothing any more says so, and keeps what was typed and chosen', async () => {
  const driven = await start({ book: () => Promise.reject(blockedDesk()) })
  await driven.enter('anna')
  driven.begin()
  await tell(driven)
  const call = driven.active()
  call.send({ type: 'confirm' })
  await settle()
  const { trouble, form, consentVersion, services } = call.getSnapshot().context
  assert.equal(trouble, 'blocked')
  assert.deepEqual([form.familyName, consentVersion, services.length], [FORM.familyName, '1', 1])
})

test('only an answer says that nothing is free: without one the list before is not shown for another day either', async () => {
  const answers = [{ outcome: 'slots', slots: [SLOT] }, blockedDesk(), { outcome: 'slots', slots: [] }] as const
  let asked = 0
  const driven = await start({
    findSlots: () => {
      const answer = answers[asked++] ?? blockedDesk()
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ outcome: 'slots', slots: [...answer.slots] })
    },
  })
  await driven.enter('anna')
  driven.begin()
  const call = driven.active()
  call.send({ type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } })
  const seen: [number, boolean][] = []
  for (const from of ['2026-11-25', '2026-11-26', null]) {
    await settle()
    const { slots, slotsKnown } = call.getSnapshot().context
    seen.push([slots.length, slotsKnown])
    call.send({ type: 'date.chosen', from })
  }
  assert.deepEqual(seen, [
    [1, true],
    [0, false],
    [0, true],
  ])
})
