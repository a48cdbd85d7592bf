import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bookingNumber, mayBecome, occupies, readBookingNumber, STANDINGS, TRANSITIONS } from '../../../sync/contract/booking.ts'

test('a booking number is eight characters that nobody mistakes', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 4 }), (id) => {
      assert.match(bookingNumber(id), /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
      assert.equal(bookingNumber(id), bookingNumber(id.toUpperCase()))
    }),
  )
})

test('a number typed in any fashion is read as it was meant', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 4 }), (id) => {
      const number = bookingNumber(id)
      assert.equal(readBookingNumber(number.toLowerCase().replace('-', ' ')), number)
      assert.equal(readBookingNumber(number.replaceAll('0', 'o').replaceAll('1', 'l')), number)
    }),
  )
  assert.equal(readBookingNumber('ABCD-123'), null)
  assert.equal(readBookingNumber('ABCD-123U'), null)
})

test('different first digits give different numbers', () => {
  assert.notEqual(bookingNumber('00000000-0100-4000-8000-000000000000'), bookingNumber('00000000-0200-4000-8000-000000000000'))
})

test('what has ended without a visit takes no capacity and comes back to nothing', () => {
  for (const standing of STANDINGS.filter((candidate) => !occupies(candidate))) assert.deepEqual(TRANSITIONS[standing], [])
})

test('an accepted visitor arrives or is missed, and one missed may still arrive', () => {
  assert.ok(mayBecome('accepted', 'arrived') && mayBecome('accepted', 'missed') && mayBecome('missed', 'arrived'))
  assert.ok(!mayBecome('arrived', 'missed'))
})
