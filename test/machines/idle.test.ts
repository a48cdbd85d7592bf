import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActor, fromCallback, SimulatedClock } from 'xstate'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { type Kiosk, send, settle, shownStep, startKiosk, visitOf, walk } from './visit-driver.ts'
import { idleMachine } from '../../machines/idle.ts'
import { type SpeakInput, speechMachine } from '../../machines/speech.ts'

failOnMachineWarnings()

const secondsLeft = (driven: Kiosk) => visitOf(driven).getSnapshot().context.secondsLeft

/** Second by second: a timer that starts in a jump of the simulated clock would start at its end. */
async function quietFor(driven: Kiosk, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) driven.clock.increment(1_000)
  await settle()
}

test('no countdown shows before the quiet time is over', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  await quietFor(driven, 59)
  assert.equal(secondsLeft(driven), null)
  await quietFor(driven, 1)
  assert.equal(secondsLeft(driven), 60)
})

test('the countdown is counted down second by second', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  await quietFor(driven, 60)
  await quietFor(driven, 1)
  assert.equal(secondsLeft(driven), 59)
  await quietFor(driven, 58)
  assert.equal(secondsLeft(driven), 1)
  assert.equal(shownStep(driven), 'office')
})

test('at zero the visitor is forgotten and the start screen is back', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin', 'chooseOffice', 'chooseService', 'goOn', 'takeFirstSlot', 'enterPerson')
  await quietFor(driven, 60 + 60)
  assert.equal(shownStep(driven), 'start')
  assert.ok(driven.effects.includes('wiped'))
  assert.doesNotMatch(JSON.stringify(driven.kiosk.getPersistedSnapshot()), /Musterfrau|erika@/)
})

test('any touch gives the whole time again, as often as wanted', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  for (let time = 0; time < 12; time += 1) {
    await quietFor(driven, 60 + 59)
    assert.equal(secondsLeft(driven), 1)
    await send(driven, { type: 'activity' })
    assert.equal(secondsLeft(driven), null)
  }
  await quietFor(driven, 59)
  assert.equal(secondsLeft(driven), null)
  assert.equal(shownStep(driven), 'office')
})

test('time stands still while the terminal speaks', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  await send(driven, { type: 'speech.started' })
  await quietFor(driven, 500)
  assert.equal(secondsLeft(driven), null)
  await send(driven, { type: 'speech.ended' })
  await quietFor(driven, 60)
  assert.equal(secondsLeft(driven), 60)
})

test('the seconds wait while the warning is read aloud, and go on after it', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  await quietFor(driven, 60)
  await send(driven, { type: 'speech.started' })
  await quietFor(driven, 300)
  assert.equal(secondsLeft(driven), 60)
  await send(driven, { type: 'speech.ended' })
  await quietFor(driven, 59)
  assert.equal(secondsLeft(driven), 1)
  await quietFor(driven, 1)
  assert.equal(shownStep(driven), 'start')
})

test('a voice that has died does not keep the last visitor on the screen', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  const speak = fromCallback<{ type: 'none' }, SpeakInput>(() => undefined)
  const speech = createActor(speechMachine.provide({ actors: { speak } }), {
    input: { volume: 0.7, headset: false },
    clock: driven.clock,
  })
  for (const event of ['speech.started', 'speech.ended'] as const) speech.on(event, (told) => void send(driven, told))
  speech.start()
  const screen = [{ text: 'Wo möchten Sie hin?', publicText: 'Wo möchten Sie hin?', lang: 'de' }]
  speech.send({ type: 'speech.wanted' })
  speech.send({ type: 'screen.shown', utterances: screen })
  await quietFor(driven, 30 + 60)
  assert.notEqual(secondsLeft(driven), null)
  // The warning is read aloud as well, and is not heard out either.
  speech.send({ type: 'screen.shown', utterances: screen })
  await quietFor(driven, 30 + 60)
  assert.equal(shownStep(driven), 'start')
  speech.stop()
})

test('a visitor may ask for ten times the time', async () => {
  const driven = await startKiosk()
  await walk(driven, 'begin')
  await send(driven, { type: 'comfort.changed', comfort: { moreTime: 10 } })
  await quietFor(driven, 599)
  assert.equal(secondsLeft(driven), null)
  await quietFor(driven, 1)
  assert.equal(secondsLeft(driven), 600)
})

test('the last screen waits a shorter quiet time', async () => {
  const driven = await startKiosk()
  await walk(
    driven,
    'begin',
    'chooseOffice',
    'chooseService',
    'goOn',
    'takeFirstSlot',
    'enterPerson',
    'giveConsent',
    'goOn',
    'confirm',
  )
  await quietFor(driven, 19)
  assert.equal(secondsLeft(driven), null)
  await quietFor(driven, 1)
  assert.equal(secondsLeft(driven), 60)
})

test('nothing is counted while nobody has begun', async () => {
  const driven = await startKiosk()
  await quietFor(driven, 10_000)
  assert.equal(secondsLeft(driven), null)
  assert.equal(shownStep(driven), 'start')
})

test('a countdown shorter than 20 seconds is not to be had', () => {
  const idle = createActor(idleMachine, { input: { quietSeconds: 5, countdownSeconds: 3 }, clock: new SimulatedClock() })
  assert.equal(idle.getSnapshot().context.countdownSeconds, 20)
})
