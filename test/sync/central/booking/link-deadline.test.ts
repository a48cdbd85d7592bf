import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deskDeadline, linkDeadline } from '../../../../sync/central/booking/link-deadline.ts'

const at = (clock: string) => Date.parse(`2026-11-24T${clock}:00Z`)
const START = at('09:00')
const span = (nowMs: number, linkHours = 24) => ({ nowMs, startsAtMs: START, linkHours })

test('the link is good for its hours where the start is far away', () => {
  assert.equal(linkDeadline(span(at('01:00'), 3)), at('04:00'))
})

test('the link ends half an hour before the start, so that nobody is asked to click when they should be there', () => {
  assert.equal(linkDeadline(span(at('01:00'))), at('08:30'))
  assert.equal(linkDeadline(span(at('07:30'))), at('08:30'))
})

test('of a start within the hour the visitor has half the time', () => {
  assert.equal(linkDeadline(span(at('08:00'))), at('08:30'))
  assert.equal(linkDeadline(span(at('08:40'))), at('08:50'))
})

test('at the office’s desk one confirms on arrival', () => {
  assert.equal(deskDeadline(span(at('08:40'))), START)
})
