import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBookingCode } from '../../sync/contract/existing.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { EXISTING, SECOND_SLOT } from '../support/visit-fixture.ts'
import { send, type StationStandIn, startKiosk, visitOf } from './visit-driver.ts'

failOnMachineWarnings()

const KEY = 'x'.repeat(22)
const SCANNED = `https://termine.example.org/b/9C2F-4D1B?k=${KEY}`

async function open(station: Partial<StationStandIn> = {}, text = SCANNED) {
  const driven = await startKiosk(station)
  await send(driven, { type: 'existing.wanted' }, { type: 'code.entered', text })
  const at = () => visitOf(driven).getSnapshot()
  return { driven, at }
}

test('a scanned receipt opens its booking, a typed number too', () => {
  assert.deepEqual(readBookingCode(SCANNED), { number: '9C2F-4D1B', key: KEY })
  assert.deepEqual(readBookingCode(' 9c2f 4dlb '), { number: '9C2F-4D1B', key: null })
  for (const printedAtTheDesk of ['https://example.org/b/9C2F-4D1B', 'https://example.org/b/9C2F-4D1B#proof'])
    assert.deepEqual(readBookingCode(printedAtTheDesk), { number: '9C2F-4D1B', key: null })
  for (const text of ['', 'Hallo', 'https://example.org/b/9C2F-4D1B?k=', '9C2F-4D1B-77', '<b>'])
    assert.equal(readBookingCode(text), null)
})

test('the receipt of a booking that was found by its number opens the rest of it', async () => {
  const { driven, at } = await open(
    {
      lookUp: async ({ key }) => ({
        outcome: 'found',
        booking: { ...EXISTING, may: { checkIn: true, cancel: key !== null, move: key !== null } },
      }),
    },
    '9C2F-4D1B',
  )
  assert.equal(at().context.existing?.may.cancel, false)
  await send(driven, { type: 'code.entered', text: 'no receipt of ours' })
  assert.equal(at().context.notice, 'codeUnreadable')
  assert.ok(at().matches({ session: { visitingAgain: 'showing' } }))
  await send(driven, { type: 'code.entered', text: SCANNED })
  assert.equal(at().context.existing?.may.cancel, true)
  assert.equal(at().context.notice, null)
  assert.ok(at().matches({ session: { visitingAgain: 'showing' } }))
})

test('checking in tells that the visitor has arrived', async () => {
  const { driven, at } = await open()
  assert.deepEqual(at().context.existing, EXISTING)
  await send(driven, { type: 'checkIn.wanted' })
  assert.deepEqual(at().context.existingResult, { outcome: 'arrived' })
})

test('cancelling is asked for twice', async () => {
  const asked: string[] = []
  const { driven, at } = await open({
    cancelBooking: async ({ number }) => {
      asked.push(number)
      return { outcome: 'cancelled' }
    },
  })
  await send(driven, { type: 'cancellation.wanted' }, { type: 'cancellation.declined' })
  assert.deepEqual(asked, [])
  await send(driven, { type: 'cancellation.wanted' }, { type: 'cancellation.confirmed' })
  assert.deepEqual(asked, ['9C2F-4D1B'])
  assert.deepEqual(at().context.existingResult, { outcome: 'cancelled' })
})

test('a booking moves to another slot, and to a third when that one is taken', async () => {
  let taken = true
  const { driven, at } = await open({
    moveBooking: async () =>
      taken ? { outcome: 'slotTaken', alternatives: [SECOND_SLOT] } : { outcome: 'moved', slot: SECOND_SLOT },
  })
  await send(driven, { type: 'move.wanted' }, { type: 'slot.chosen', slot: SECOND_SLOT, bookingId: 'unused' })
  assert.equal(at().context.notice, 'slotTaken')
  taken = false
  await send(driven, { type: 'slot.chosen', slot: SECOND_SLOT, bookingId: 'unused' })
  assert.deepEqual(at().context.existingResult, { outcome: 'moved', slot: SECOND_SLOT })
})

test('what the code does not open cannot be done', async () => {
  const { driven, at } = await open({
    lookUp: async () => ({ outcome: 'found', booking: { ...EXISTING, may: { checkIn: true, cancel: false, move: false } } }),
    cancelBooking: () => assert.fail('asked'),
  })
  await send(driven, { type: 'cancellation.wanted' }, { type: 'move.wanted' })
  assert.ok(at().matches({ session: { visitingAgain: 'showing' } }))
})

for (const [outcome, notice] of [
  ['unknown', 'codeUnknown'],
  ['slowDown', 'codeSlowDown'],
  ['unreachable', 'existingUnreachable'],
] as const) {
  test(`a number answered ${outcome} is asked for again`, async () => {
    const { at } = await open({ lookUp: async () => ({ outcome }) })
    assert.equal(at().context.notice, notice)
    assert.ok(at().matches({ session: { visitingAgain: 'enteringCode' } }))
  })
}

test('a station that does not answer leaves the booking on the screen', async () => {
  const { driven, at } = await open({ checkIn: async () => Promise.reject(new Error('no answer')) })
  await send(driven, { type: 'checkIn.wanted' })
  assert.equal(at().context.notice, 'existingUnreachable')
  assert.ok(at().matches({ session: { visitingAgain: 'showing' } }))
})

test('what is no number is said at once, and nobody is asked', async () => {
  const { at } = await open({ lookUp: () => assert.fail('asked') }, 'Hallo')
  assert.equal(at().context.notice, 'codeUnreadable')
})

test('nothing of the booking stays for the next visitor', async () => {
  const { driven } = await open()
  await send(driven, { type: 'finish' })
  assert.doesNotMatch(JSON.stringify(driven.kiosk.getPersistedSnapshot()), /9C2F-4D1B/)
})
