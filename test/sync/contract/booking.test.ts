import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { systemRandom } from '../../../main/random.ts'
import { bookingNumber, mayBecome, occupies, readBookingNumber, STANDINGS, TRANSITIONS } from '../../../sync/contract/booking.ts'

test('a booking number is eight characters that nobody mistakes', () => {
  fc.assert(
    fc.property(fc.uuid({ version: [4, 7] }), (id) => {
      assert.match(bookingNumber(id), /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
      assert.equal(bookingNumber(id), bookingNumber(id.toUpperCase()))
    }),
  )
})

test('a number typed in any fashion is read as it was meant', () => {
  fc.assert(
    fc.property(fc.uuid({ version: [4, 7] }), (id) => {
      const number = bookingNumber(id)
      assert.equal(readBookingNumber(number.toLowerCase().replace('-', ' ')), number)
      assert.equal(readBookingNumber(number.replaceAll('0', 'o').replaceAll('1', 'l')), number)
    }),
  )
  assert.equal(readBookingNumber('ABCD-123'), null)
  assert.equal(readBookingNumber('ABCD-123U'), null)
})

test('the number comes from what is random in the id: the first digits of version 4, the last of version 7', () => {
  assert.notEqual(bookingNumber('00000000-0100-4000-8000-000000000000'), bookingNumber('00000000-0200-4000-8000-000000000000'))
  assert.equal(bookingNumber('00000000-0100-4000-8000-000000000001'), bookingNumber('00000000-0100-4000-8000-000000000002'))
  assert.notEqual(bookingNumber('01a21dca-1250-7012-951f-000000000001'), bookingNumber('01a21dca-1250-7012-951f-000000000002'))
  assert.equal(bookingNumber('01a21dca-1250-7012-951f-000000000001'), bookingNumber('01b21dca-1250-7012-951f-000000000001'))
})

test('ids made one after the other never share a number, and follow the order of time', () => {
  const ids = Array.from({ length: 1_000 }, () => systemRandom.uuid())
  assert.equal(new Set(ids.map(bookingNumber)).size, ids.length)
  assert.deepEqual(ids.toSorted(), ids)
})

test('what has ended without a visit takes no capacity and comes back to nothing', () => {
  for (const standing of STANDINGS.filter((candidate) => !occupies(candidate))) assert.deepEqual(TRANSITIONS[standing], [])
})

test('an accepted visitor arrives or is missed, and one missed may still arrive', () => {
  assert.ok(mayBecome('accepted', 'arrived') && mayBecome('accepted', 'missed') && mayBecome('missed', 'arrived'))
  assert.ok(!mayBecome('arrived', 'missed'))
})
