import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { blockedDesk } from '../../machines/blocked-desk.ts'
import { BOOKING_ID, FORM } from '../support/visit-fixture.ts'
import { OTHER_CALL, start, tell } from './desk-driver.ts'
import { settle } from './visit-driver.ts'

failOnMachineWarnings()

test('a one-time code opens the desk as a password does', async () => {
  const { desk } = await start()
  desk.send({ type: 'code.entered', code: 'nobody' })
  await settle()
  assert.equal(desk.getSnapshot().context.refusal, 'refused')
  desk.send({ type: 'code.entered', code: 'ben' })
  await settle()
  assert.ok(desk.getSnapshot().matches('unlocked'))
  assert.equal(desk.getSnapshot().context.staff?.staffId, 'ben')
})

test('the desk opens to those who sign in and says why it does not', async () => {
  const driven = await start()
  await driven.enter('nobody')
  assert.equal(driven.desk.getSnapshot().context.refusal, 'refused')
  await driven.enter('anna')
  assert.ok(driven.desk.getSnapshot().matches('unlocked'))
  assert.equal(driven.desk.getSnapshot().context.refusal, null)
})

test('where central takes nothing from the desk any more, nobody signs in, and the door says why', async () => {
  const driven = await start({ signIn: () => Promise.reject(blockedDesk()) })
  await driven.enter('anna')
  assert.ok(driven.desk.getSnapshot().matches('locked'))
  assert.equal(driven.desk.getSnapshot().context.refusal, 'blocked')
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

for (const lockMinutes of [1, 3, 60]) {
  test(`a desk of ${lockMinutes} minutes locks after as many, not a second before`, async () => {
    const driven = await start({}, lockMinutes)
    await driven.enter('anna')
    driven.clock.increment(lockMinutes * 60_000 - 1_000)
    assert.ok(driven.desk.getSnapshot().matches('unlocked'))
    driven.clock.increment(1_000)
    assert.ok(driven.desk.getSnapshot().matches('locked'))
  })
}

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

test('the door remembers how somebody came in until they sign out', async () => {
  const { desk, enter } = await start()
  await enter('anna')
  desk.send({ type: 'lock' })
  assert.deepEqual(desk.getSnapshot().context.entry, { by: 'password', email: 'anna' })
  desk.send({ type: 'code.entered', code: 'ben' })
  await settle()
  assert.deepEqual(desk.getSnapshot().context.entry, { by: 'code' })
  desk.send({ type: 'sign.out' })
  await settle()
  assert.equal(desk.getSnapshot().context.entry, null)
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

test('an office that the town has opened since is one of those that a call searches', async () => {
  const driven = await start()
  await driven.enter('ben')
  driven.desk.send({ type: 'offices.changed', officeIds: ['buergeramt', 'standesamt', 'zulassung'] })
  driven.begin()
  assert.deepEqual(driven.active().getSnapshot().context.officeIds, ['buergeramt', 'standesamt', 'zulassung'])
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
