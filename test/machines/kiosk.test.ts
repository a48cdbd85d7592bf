import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActor, fromPromise, SimulatedClock } from 'xstate'
import { SERVICE_LIMIT_MS } from '../../machines/delays.ts'
import { kioskMachine, type Opening } from '../../machines/kiosk.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { STATION_PATIENCE_MS } from '../../machines/delays.ts'
import { BOOKING_ID } from '../support/visit-fixture.ts'
import { DEVICE, REPORT, settle, shownStep, startKiosk, visitOf, walk } from './visit-driver.ts'

failOnMachineWarnings()

const OUT = { code: 'E12', reason: 'test' }
const TO_DONE = [
  'begin',
  'chooseOffice',
  'chooseService',
  'goOn',
  'takeFirstSlot',
  'enterPerson',
  'giveConsent',
  'goOn',
  'confirm',
] as const

test('each visitor is served by a visit of their own', async () => {
  const driven = await startKiosk()
  const first = visitOf(driven)
  await walk(driven, 'begin', 'cancel')
  assert.notEqual(visitOf(driven).sessionId, first.sessionId)
  assert.equal(shownStep(driven), 'start')
})

test('a terminal put out of service closes at the start screen and opens again', async () => {
  let closed = false
  const driven = await startKiosk({ report: () => ({ ...REPORT, outOfService: closed ? OUT : null }) })
  closed = true
  driven.kiosk.send({ type: 'report.received', report: { ...REPORT, outOfService: OUT } })
  await settle()
  assert.ok(driven.kiosk.getSnapshot().matches('outOfService'))
  closed = false
  driven.kiosk.send({ type: 'report.received', report: REPORT })
  await settle()
  assert.ok(driven.kiosk.getSnapshot().matches('serving'))
})

test('a visitor who has begun may finish before the terminal closes', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  driven.kiosk.send({ type: 'report.received', report: { ...REPORT, outOfService: OUT } })
  await walk(driven, 'chooseOffice')
  assert.equal(shownStep(driven), 'service')
})

test('new settings of the town begin at the start screen: at once where nobody is served', async () => {
  let version = 1
  const driven = await startKiosk({ report: () => ({ ...REPORT, settingsVersion: version }) })
  const first = visitOf(driven)
  driven.kiosk.send({ type: 'report.received', report: { ...REPORT, settingsVersion: 1 } })
  await settle()
  assert.equal(visitOf(driven).sessionId, first.sessionId)
  version = 2
  driven.kiosk.send({ type: 'report.received', report: { ...REPORT, settingsVersion: 2 } })
  await settle()
  assert.notEqual(visitOf(driven).sessionId, first.sessionId)
  assert.equal(driven.kiosk.getSnapshot().context.opened?.report.settingsVersion, 2)
})

test('a visitor who has begun goes on under the settings they began with', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  const visit = visitOf(driven)
  driven.kiosk.send({ type: 'report.received', report: { ...REPORT, settingsVersion: 2 } })
  await walk(driven, 'chooseOffice')
  assert.equal(visitOf(driven).sessionId, visit.sessionId)
  assert.equal(shownStep(driven), 'service')
})

test('the service menu opens where nobody is served, ends in a wiped page, and closes when nobody touches it', async () => {
  const driven = await startKiosk()
  const before = visitOf(driven)
  driven.kiosk.send({ type: 'service.wanted' })
  assert.ok(driven.kiosk.getSnapshot().matches('service'))
  driven.kiosk.send({ type: 'service.left' })
  await settle()
  assert.notEqual(visitOf(driven).sessionId, before.sessionId)
  driven.kiosk.send({ type: 'service.wanted' })
  driven.clock.increment(SERVICE_LIMIT_MS - 1)
  driven.kiosk.send({ type: 'service.used' })
  driven.clock.increment(SERVICE_LIMIT_MS - 1)
  assert.ok(driven.kiosk.getSnapshot().matches('service'))
  driven.clock.increment(1)
  await settle()
  assert.ok(driven.kiosk.getSnapshot().matches('serving'))
})

test('a verdict that comes late reaches the last screen', async () => {
  const driven = await startKiosk({
    confirmBooking: async () => ({
      outcome: 'booked',
      receipt: {
        bookingId: BOOKING_ID,
        number: '9C2F-4D1B',
        standing: 'provisional',
        promised: false,
        beingConfirmed: false,
        startsAt: '2026-11-24T09:00:00Z',
        confirmBy: null,
        qr: ['1'],
      },
    }),
  })
  await walk(driven, ...TO_DONE)
  const verdict = { bookingId: BOOKING_ID, standing: 'requested', confirmBy: '2026-11-24T10:00:00Z' } as const
  driven.kiosk.send({ type: 'report.received', report: { ...REPORT, verdict } })
  assert.equal(visitOf(driven).getSnapshot().context.receipt?.standing, 'requested')
})

test("another booking's verdict changes nothing on the screen", async () => {
  const driven = await startKiosk()
  await walk(driven, ...TO_DONE)
  const verdict = { bookingId: 'b7a7c0de-0000-4000-8000-000000000000', standing: 'refused', confirmBy: null } as const
  driven.kiosk.send({ type: 'report.received', report: { ...REPORT, verdict } })
  assert.equal(visitOf(driven).getSnapshot().context.receipt?.standing, 'requested')
})

test('a device that no central knows asks for its code until it is enrolled', async () => {
  const unpaired = { ...REPORT, pairing: { trouble: null } }
  const kiosk = createActor(
    kioskMachine.provide({
      actors: {
        openSession: fromPromise<Opening>(async () => ({ device: DEVICE, town: null, report: unpaired, longWords: [] })),
      },
    }),
    { clock: new SimulatedClock() },
  ).start()
  await settle()
  assert.ok(kiosk.getSnapshot().matches({ starting: 'pairing' }))
  kiosk.send({ type: 'report.received', report: REPORT })
  assert.ok(kiosk.getSnapshot().matches({ starting: 'asking' }))
  kiosk.stop()
})

test('a page whose station is gone forgets its visitor and says so, and is replaced when a station is there again', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin', 'chooseOffice', 'chooseService', 'goOn', 'takeFirstSlot', 'enterPerson')
  driven.kiosk.send({ type: 'station.lost' })
  driven.clock.increment(STATION_PATIENCE_MS - 1)
  assert.equal(shownStep(driven), 'person', 'a wire that breaks for a moment costs nobody their entries')
  driven.clock.increment(1)
  assert.ok(driven.kiosk.getSnapshot().matches('cutOff'))
  assert.equal(driven.kiosk.getSnapshot().children.visit, undefined)
  driven.kiosk.send({ type: 'station.found' })
  await settle()
  assert.ok(driven.kiosk.getSnapshot().matches('serving'))
})

test('a station that comes back in time has lost nobody', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin', 'chooseOffice')
  for (let breaks = 0; breaks < 3; breaks += 1) {
    driven.kiosk.send({ type: 'station.lost' })
    driven.clock.increment(STATION_PATIENCE_MS - 1)
    driven.kiosk.send({ type: 'station.found' })
    driven.clock.increment(1)
  }
  assert.equal(shownStep(driven), 'service')
})

test('a visit that ends while the station is away does not load a page from nowhere', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  driven.kiosk.send({ type: 'station.lost' })
  await walk(driven, 'cancel')
  assert.ok(driven.kiosk.getSnapshot().matches('cutOff'))
})
