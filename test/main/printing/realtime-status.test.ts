import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStatusByte, readStatus } from '../../../main/printing/realtime-status.ts'

test('only bytes with the fixed bits of an answer to DLE EOT are taken for one', () => {
  assert.ok([0x12, 0x16, 0x1a, 0x1e, 0x72, 0x7e].every(isStatusByte))
  assert.ok([0x00, 0xff, 0x10, 0x13, 0x92, 0x02, 0x0c].every((byte) => !isStatusByte(byte)))
})

test('the paper’s two sensors are told apart', () => {
  assert.deepEqual(readStatus({ 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1e }), { trouble: null, nearEnd: true })
  assert.deepEqual(readStatus({ 1: 0x12, 2: 0x12, 3: 0x12, 4: 0x72 }), { trouble: 'paperOut', nearEnd: false })
  assert.equal(readStatus({ 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x12 }).trouble, 'paperOut')
  assert.deepEqual(readStatus({ 1: 0x1a, 2: 0x32, 3: 0x12, 4: 0x7e }), { trouble: 'paperOut', nearEnd: true })
})

test('an open cover comes before the missing paper that it causes', () => {
  assert.equal(readStatus({ 1: 0x1a, 2: 0x16, 3: 0x12, 4: 0x72 }).trouble, 'coverOpen')
})

test('cutter, head and unrecoverable errors are a jam, and being off line without a cause is only that', () => {
  for (const three of [0x1a, 0x32, 0x52]) assert.equal(readStatus({ 1: 0x1a, 2: 0x52, 3: three, 4: 0x12 }).trouble, 'jammed')
  assert.equal(readStatus({ 1: 0x1a, 2: 0x12, 3: 0x12, 4: 0x12 }).trouble, 'offline')
})
