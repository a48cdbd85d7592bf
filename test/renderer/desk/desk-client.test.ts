import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDeskClient } from '../../../renderer/desk/desk-actor.ts'

const BOOKING = { bookingId: '0b6a2f64-6f0e-4a0e-9a53-6a6f2f3f7c11' }
const NEVER = () => assert.fail('signed out')

test('what a station fails at is answered as if central were away: the page, and every call in it, stays', async () => {
  const client = createDeskClient(() => Promise.reject(new Error('disk full')), NEVER)
  const away = { outcome: 'unreachable' }
  assert.deepEqual(await client.printReceipt(BOOKING), away)
  assert.deepEqual(await client.findBookings({ name: 'Musterfrau' }), away)
  assert.deepEqual(await client.takeEarlier(BOOKING), away)
})

test('what has no such answer fails for whoever asks', async () => {
  const client = createDeskClient(() => Promise.reject(new Error('gone')), NEVER)
  await assert.rejects(client.open({}), /gone/)
  await assert.rejects(client.searchServices({ query: 'Pass', language: 'de' }), /gone/)
})

test('an answer that nobody is signed in any more is heard', async () => {
  let heard = 0
  const client = createDeskClient(
    async () => ({ outcome: 'signedOut' }),
    () => (heard += 1),
  )
  await client.tasks({})
  assert.equal(heard, 1)
})
