import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { calendarFile } from '../../../sync/central/mail/calendar-file.ts'
import { bookingView } from '../../support/booking-view.ts'

const AT = '2026-11-23T06:00:00.000Z'

/** Reads a calendar file with a library that had no part in writing it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  const events = calendar.getAllSubcomponents('vevent')
  assert.equal(events.length, 1)
  const [component] = events
  assert.ok(component)
  return { calendar, component, event: new ICAL.Event(component) }
}

describe('a calendar file', () => {
  it('holds the booking in UTC with the office as place, whatever the zone of the machine', () => {
    const { event, component, calendar } = read(calendarFile(bookingView(), AT, 'https://termine.example/b/T').text)
    assert.equal(component.getFirstPropertyValue('dtstart')?.toString(), '2026-11-24T08:10:00Z')
    assert.equal(component.getFirstPropertyValue('dtend')?.toString(), '2026-11-24T08:20:00Z')
    assert.equal(event.location, 'rathaus, Marktplatz 1, 56068 Beispielstadt')
    assert.match(event.description ?? '', /1ERH-RMJX/)
    assert.equal(calendar.getFirstPropertyValue('method'), 'PUBLISH')
    assert.equal(component.getFirstPropertyValue('status'), 'CONFIRMED')
  })

  it('keeps its UID while SEQUENCE grows, so that a move replaces the entry', () => {
    const first = read(calendarFile(bookingView({ sequence: 1 }), AT, null).text)
    const moved = read(calendarFile(bookingView({ sequence: 2, startsAt: '2026-11-25T08:10:00.000Z' }), AT, null).text)
    assert.equal(first.event.uid, moved.event.uid)
    assert.match(first.event.uid, /^0b9f1c52-7d1e-4a63-9c55-0a1b2c3d4e5f@/)
    assert.deepEqual([first.event.sequence, moved.event.sequence], [1, 2])
  })

  it('takes the entry out again when the booking is cancelled, and rings no bell then', () => {
    const file = calendarFile(bookingView({ standing: 'cancelled', sequence: 3 }), AT, null)
    const { calendar, component } = read(file.text)
    assert.equal(file.method, 'CANCEL')
    assert.equal(calendar.getFirstPropertyValue('method'), 'CANCEL')
    assert.equal(component.getFirstPropertyValue('status'), 'CANCELLED')
    assert.equal(component.getAllSubcomponents('valarm').length, 0)
  })

  it('reminds a day before, and says that a request is not yet agreed', () => {
    const [alarm] = read(calendarFile(bookingView(), AT, null).text).component.getAllSubcomponents('valarm')
    assert.equal(alarm?.getFirstPropertyValue('trigger')?.toString(), '-P1D')
    const asked = read(calendarFile(bookingView({ standing: 'confirmed' }), AT, null).text)
    assert.equal(asked.component.getFirstPropertyValue('status'), 'TENTATIVE')
  })

  it('has its alarm behind everything of the event’s own, as RFC 5545 orders them', () => {
    const { text } = calendarFile(bookingView(), AT, 'https://termine.example/b/T')
    assert.match(text, /END:VALARM\r\nEND:VEVENT\r\n/)
    assert.match(text, /\r\nURL[^\r]*\r\n(?:(?!VALARM)[\s\S])*BEGIN:VALARM/)
  })

  it('is well-formed and holds one event of ours, whatever names contain', () => {
    const unit = fc.constantFrom(
      'a',
      'ß',
      '😀',
      'م',
      '\r',
      '\n',
      '\u2028',
      ';',
      ',',
      '\\',
      ':',
      '"',
      'BEGIN:VEVENT',
      '\r\nATTACH:http://x',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        const view = bookingView()
        const [first] = view.services
        assert.ok(first)
        const services = [{ service: { ...first.service, name: { de: text } }, count: 2 }]
        const { component, calendar } = read(
          calendarFile({ ...view, services, office: { ...view.office, name: { de: text }, way: { de: text } } }, AT, null).text,
        )
        assert.equal(component.getAllProperties('attach').length, 0)
        assert.equal(component.getAllProperties('uid').length, 1)
        assert.equal(calendar.getAllProperties('attach').length, 0)
      }),
      { numRuns: 200 },
    )
  })
})
