import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SlipWish } from '../../sync/contract/take-along.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { CODE, ERIKA, FORM, PIN, SLIP_ID } from '../support/visit-fixture.ts'
import { send, type StationStandIn, startKiosk, visitOf, walk } from './visit-driver.ts'

failOnMachineWarnings()

const TO_KEPT = [
  'begin',
  'chooseOffice',
  'chooseService',
  'goOn',
  'takeFirstSlot',
  'enterPerson',
  'giveConsent',
  'keepPerson',
] as const

async function makeSlip(station: Partial<StationStandIn> = {}) {
  const driven = await startKiosk(station)
  await walk(driven, ...TO_KEPT, 'wantSlip')
  return { driven, at: () => visitOf(driven).getSnapshot() }
}
async function scanAtStart(station: Partial<StationStandIn> = {}) {
  const driven = await startKiosk(station)
  await walk(driven, 'scanSlip')
  return { driven, at: () => visitOf(driven).getSnapshot() }
}

test('the slip is made of the person as checked, after the PIN was entered twice alike', async () => {
  const wishes: SlipWish[] = []
  const { driven, at } = await makeSlip({
    printSlip: async (wish) => {
      wishes.push(wish)
      return { outcome: 'printing', lastDay: '2027-11-23' }
    },
  })
  await walk(driven, 'choosePinTwoWays')
  assert.equal(at().context.pinTrouble, 'differs')
  assert.deepEqual(wishes, [])
  await walk(driven, 'choosePin')
  const { firstName, familyName, email } = FORM
  assert.deepEqual(wishes, [{ slipId: SLIP_ID, pin: PIN, language: 'de', person: { familyName, firstName, email } }])
  assert.deepEqual(at().context.slip?.answer, { outcome: 'printing', lastDay: '2027-11-23' })
  assert.equal(at().context.pin, null)
})

test('no slip without the second confirmation of keeping', async () => {
  const driven = await startKiosk({ printSlip: () => assert.fail('printed') })
  await walk(driven, ...TO_KEPT.slice(0, -1), 'wantSlip', 'choosePin')
  assert.ok(
    visitOf(driven)
      .getSnapshot()
      .matches({ session: { withSlot: { enteringPerson: 'consenting' } } }),
  )
})

test('a PIN that a finder tries first is not taken', async () => {
  const { driven, at } = await makeSlip()
  for (const pin of ['0000', '1234']) {
    await send(driven, { type: 'pin.entered', pin })
    assert.equal(at().context.pinTrouble, 'easy')
    assert.ok(at().matches({ session: { withSlot: { enteringPerson: { makingSlip: 'choosingPin' } } } }))
  }
})

for (const [why, printSlip] of [
  ['tooLong', async () => ({ outcome: 'tooLong' as const })],
  ['unavailable', async () => ({ outcome: 'unavailable' as const })],
  ['silent', async () => Promise.reject(new Error('no answer'))],
] as const) {
  test(`a slip that is not made (${why}) leaves the visit where it was`, async () => {
    const { driven, at } = await makeSlip({ printSlip })
    await walk(driven, 'choosePin')
    assert.equal(at().context.slip?.answer?.outcome, why)
    await walk(driven, 'leaveSlip', 'goOn')
    assert.ok(at().matches({ session: { withSlot: 'reviewing' } }))
  })
}

test('the right PIN fills the form, a wrong one is asked for again', async () => {
  const { driven, at } = await scanAtStart()
  await walk(driven, 'enterWrongPin')
  assert.equal(at().context.takeAlong?.triesLeft, 2)
  await walk(driven, 'enterPin')
  assert.ok(at().matches({ session: { choosingOffice: 'choosing' } }))
  const { context } = at()
  assert.equal(context.form.familyName, ERIKA.familyName)
  assert.deepEqual([context.filledFromCode, context.takeAlong, context.pin], [true, null, null])
})

test('at the person step a code scanned instead of typing fills the form, and what it does not say stays', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin', 'chooseOffice', 'chooseService', 'goOn', 'takeFirstSlot')
  await send(driven, { type: 'field.entered', field: 'phone', value: '0261 129' })
  await walk(driven, 'scanInstead', 'scanSlip', 'enterPin')
  const snapshot = visitOf(driven).getSnapshot()
  const { context } = snapshot
  assert.ok(snapshot.matches({ session: { withSlot: { enteringPerson: 'details' } } }))
  assert.deepEqual([context.form.email, context.form.phone], [ERIKA.email, '0261 129'])
})

for (const outcome of ['damaged', 'foreign', 'locked', 'unavailable', 'expired'] as const) {
  const refusal = outcome === 'expired' ? { outcome, lastDay: '2026-01-01' } : { outcome }
  test(`a code that is ${outcome} gets a screen of its own, with a way to type and one to scan again`, async () => {
    const { driven, at } = await scanAtStart({ readTakeAlong: async () => refusal })
    assert.deepEqual(at().context.takeAlong?.refusal, refusal)
    await send(driven, { type: 'retry' })
    assert.ok(at().matches({ session: { startingFilled: 'scanning' } }))
    await walk(driven, 'scanSlip')
    await send(driven, { type: 'next' })
    assert.ok(at().matches({ session: { choosingOffice: 'choosing' } }))
    assert.equal(at().context.takeAlong, null)
  })
}

test('the last wrong PIN locks the code', async () => {
  const { driven, at } = await scanAtStart({ openTakeAlong: async () => ({ outcome: 'locked' }) })
  await walk(driven, 'enterWrongPin')
  assert.deepEqual(at().context.takeAlong?.refusal, { outcome: 'locked' })
})

test('whatever else is scanned then is said to be no code', async () => {
  const { driven, at } = await scanAtStart()
  await send(driven, { type: 'takeAlong.misread' })
  assert.deepEqual(at().context.takeAlong?.refusal, { outcome: 'damaged' })
})

test('a code found under the scanner while a number was asked for opens too', async () => {
  const driven = await startKiosk()
  await send(driven, { type: 'existing.wanted' }, { type: 'takeAlong.scanned', code: CODE })
  await walk(driven, 'enterPin')
  assert.equal(visitOf(driven).getSnapshot().context.filledFromCode, true)
})

test('a form filled from a code is forgotten with its visitor', async () => {
  const { driven } = await scanAtStart()
  await walk(driven, 'enterPin', 'cancel')
  assert.doesNotMatch(JSON.stringify(driven.kiosk.getPersistedSnapshot()), /Musterfrau|40213|4711/)
})
