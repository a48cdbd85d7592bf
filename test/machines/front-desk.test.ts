import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActor, fromPromise, SimulatedClock } from 'xstate'
import { type CallContext, callMachine, type OfficeSlot } from '../../machines/call.ts'
import { frontDeskMachine } from '../../machines/front-desk.ts'
import type { DeskBook, DeskHold, DeskSignIn, DeskSlots } from '../../sync/contract/desk-api.ts'
import type { StaffMember } from '../../sync/contract/desk-records.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { BOOKING_ID, FORM, slotAt } from '../support/visit-fixture.ts'
import { settle } from './visit-driver.ts'

failOnMachineWarnings()

const OTHER_CALL = '5c1e9b2f-8d30-4e2c-8b68-1f5f6a7c8d9e'
const ANNA: StaffMember = { staffId: 'anna', name: 'A. Beispiel', role: 'frontDesk', offices: ['buergeramt'] }
const BEN: StaffMember = { staffId: 'ben', name: 'B. Beispiel', role: 'officeAdmin', offices: ['*'] }
const SLOT: OfficeSlot = { ...slotAt('2026-11-24', '09:00'), officeId: 'buergeramt' }
const BOOKED: DeskBook = {
  outcome: 'booked',
  bookingId: BOOKING_ID,
  number: '9C2F-4D1B',
  pin: '4711',
  standing: 'confirmed',
  confirmBy: null,
}

type Central = {
  findSlots: () => Promise<DeskSlots>
  hold: () => Promise<DeskHold>
  book: (call: CallContext) => Promise<DeskBook>
  signIn: (email: string) => Promise<DeskSignIn>
}

const WILLING: Central = {
  findSlots: async () => ({ outcome: 'slots', slots: [SLOT] }),
  hold: async () => ({ outcome: 'held', expiresAt: '2026-11-23T10:10:00Z', secondsLeft: 600 }),
  book: async () => BOOKED,
  signIn: async (email) =>
    email === 'nobody'
      ? { outcome: 'refused' }
      : { outcome: 'signedIn', staff: email === 'ben' ? BEN : ANNA, session: 's', expiresAt: '2026-11-23T18:00:00Z' },
}

async function start(central: Partial<Central> = {}) {
  const { findSlots, hold, book, signIn } = { ...WILLING, ...central }
  const clock = new SimulatedClock()
  const call = callMachine.provide({
    actors: {
      findSlots: fromPromise<
        DeskSlots,
        { services: { serviceId: string; count: number }[]; officeIds: string[]; from: string | null }
      >(findSlots),
      hold: fromPromise<DeskHold, { bookingId: string; services: { serviceId: string; count: number }[]; slot: OfficeSlot }>(
        hold,
      ),
      book: fromPromise<DeskBook, CallContext>(({ input }) => book(input)),
    },
  })
  const desk = createActor(
    frontDeskMachine.provide({
      actors: {
        call,
        signIn: fromPromise<DeskSignIn, { email: string; password: string }>(({ input }) => signIn(input.email)),
        signOut: fromPromise<void>(async () => undefined),
      },
    }),
    { clock, input: { lockMinutes: 10, officeIds: ['buergeramt', 'standesamt'], consentVersion: '1' } },
  )
  desk.start()
  const enter = async (email: string) => {
    desk.send({ type: 'credentials.entered', email, password: 'x' })
    await settle()
  }
  const begin = (bookingId = BOOKING_ID) => desk.send({ type: 'call.begun', bookingId })
  const active = () => {
    const { calls, activeCall } = desk.getSnapshot().context
    const found = calls.find(({ id }) => id === activeCall)
    assert.ok(found, 'a call is on the screen')
    return found
  }
  return { desk, clock, enter, begin, active }
}

async function tell(driven: Awaited<ReturnType<typeof start>>): Promise<void> {
  const call = driven.active()
  call.send({ type: 'service.counted', service: { serviceId: 'ausweis', count: 1 } })
  await settle()
  call.send({ type: 'slot.chosen', slot: SLOT })
  await settle()
  call.send({ type: 'field.entered', field: 'familyName', value: FORM.familyName })
  call.send({ type: 'consent.spoken', given: true })
}

test('the desk opens to those who sign in and says why it does not', async () => {
  const driven = await start()
  await driven.enter('nobody')
  assert.equal(driven.desk.getSnapshot().context.refusal, 'refused')
  await driven.enter('anna')
  assert.ok(driven.desk.getSnapshot().matches('unlocked'))
  assert.equal(driven.desk.getSnapshot().context.refusal, null)
})

test('ten minutes without a key lock it, and any key begins them again', async () => {
  const driven = await start()
  await driven.enter('anna')
  driven.clock.increment(9 * 60_000)
  driven.desk.send({ type: 'activity' })
  driven.clock.increment(9 * 60_000)
  assert.ok(driven.desk.getSnapshot().matches('unlocked'))
  driven.clock.increment(60_000)
  assert.ok(driven.desk.getSnapshot().matches('locked'))
})

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

test('a call is parked and taken again as it was', async () => {
  const driven = await start()
  await driven.enter('anna')
  driven.begin()
  await tell(driven)
  driven.begin(OTHER_CALL)
  assert.equal(driven.active().getSnapshot().context.form.familyName, '')
  driven.desk.send({ type: 'call.taken', callId: BOOKING_ID })
  assert.equal(driven.active().getSnapshot().context.form.familyName, FORM.familyName)
  driven.desk.send({ type: 'call.ended', callId: BOOKING_ID })
  assert.equal(driven.active().id, OTHER_CALL)
})

test('calls outlive a lock of the same person and nobody else reads them', async () => {
  const driven = await start()
  await driven.enter('anna')
  driven.begin()
  await tell(driven)
  driven.desk.send({ type: 'lock' })
  await driven.enter('anna')
  assert.equal(driven.active().getSnapshot().context.form.familyName, FORM.familyName)
  driven.desk.send({ type: 'lock' })
  await driven.enter('ben')
  assert.deepEqual(driven.desk.getSnapshot().context.calls, [])
  assert.doesNotMatch(JSON.stringify(driven.desk.getPersistedSnapshot()), /Musterfrau/)
})

test('a call searches the offices of the member only', async () => {
  const driven = await start()
  await driven.enter('anna')
  driven.begin()
  assert.deepEqual(driven.active().getSnapshot().context.officeIds, ['buergeramt'])
  await driven.enter('anna')
  driven.desk.send({ type: 'lock' })
  await driven.enter('ben')
  driven.begin(OTHER_CALL)
  assert.deepEqual(driven.active().getSnapshot().context.officeIds, ['buergeramt', 'standesamt'])
})

test('without slot or spoken consent nothing is sent, and the desk says what is missing', async () => {
  const driven = await start({ book: () => assert.fail('sent') })
  await driven.enter('anna')
  driven.begin()
  driven.active().send({ type: 'confirm' })
  assert.equal(driven.active().getSnapshot().context.trouble, 'nothingChosen')
  await tell(driven)
  driven.active().send({ type: 'consent.spoken', given: false })
  driven.active().send({ type: 'confirm' })
  assert.equal(driven.active().getSnapshot().context.trouble, 'consentMissing')
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

test('signing out forgets the person and every call', async () => {
  const driven = await start()
  await driven.enter('anna')
  driven.begin()
  await tell(driven)
  driven.desk.send({ type: 'sign.out' })
  await settle()
  assert.ok(driven.desk.getSnapshot().matches('locked'))
  assert.doesNotMatch(JSON.stringify(driven.desk.getPersistedSnapshot()), /Musterfrau|anna/)
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
  assert.equal(context.consentSpoken, false)
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
