import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActor, fromCallback, SimulatedClock } from 'xstate'
import { type SpeakInput, speechMachine, type Utterance } from '../../machines/speech.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'

failOnMachineWarnings()

const say = (text: string, publicText = text): Utterance => ({ text, publicText, lang: 'de' })
const SCREEN = [say('Schritt 1 von 5'), say('Wo möchten Sie hin?'), say('Bürgeramt, Schaltfläche')]
const QUESTION = say('Kopfhörer entfernt.')
const VOLUME = 0.7

function start() {
  const spoken: SpeakInput[] = []
  const told: string[] = []
  let speaking = 0
  const clock = new SimulatedClock()
  const speech = createActor(
    speechMachine.provide({
      actors: {
        speak: fromCallback<{ type: 'none' }, SpeakInput>(({ input }) => {
          spoken.push(input)
          speaking += 1
          return () => {
            speaking -= 1
          }
        }),
      },
    }),
    { input: { volume: VOLUME, headset: false }, clock },
  )
  speech.on('speech.started', () => told.push('started'))
  speech.on('speech.ended', () => told.push('ended'))
  speech.start()
  return { speech, clock, spoken, told, texts: () => spoken.map(({ text }) => text), atOnce: () => speaking }
}

test('nothing is spoken before somebody wants it', () => {
  const { speech, spoken } = start()
  speech.send({ type: 'screen.shown', utterances: SCREEN })
  assert.deepEqual(spoken, [])
})

test('a headset plugged in speaks the screen that stands, without sight or touch', () => {
  const { speech, texts } = start()
  speech.send({ type: 'screen.shown', utterances: SCREEN })
  speech.send({ type: 'headset.inserted' })
  speech.send({ type: 'utterance.ended' })
  speech.send({ type: 'utterance.ended' })
  speech.send({ type: 'utterance.ended' })
  assert.deepEqual(
    texts(),
    SCREEN.map(({ text }) => text),
  )
  assert.ok(speech.getSnapshot().matches({ on: 'quiet' }))
})

test('a new screen and a key interrupt what is being said; never two voices at once', () => {
  const { speech, texts, atOnce } = start()
  speech.send({ type: 'screen.shown', utterances: SCREEN })
  speech.send({ type: 'speech.wanted' })
  speech.send({ type: 'screen.shown', utterances: [say('Schritt 2 von 5')] })
  assert.equal(atOnce(), 1)
  speech.send({ type: 'focus.moved', utterance: say('Suche, Eingabefeld') })
  assert.equal(atOnce(), 1)
  speech.send({ type: 'key.pressed' })
  assert.equal(atOnce(), 0)
  assert.deepEqual(texts(), ['Schritt 1 von 5', 'Schritt 2 von 5', 'Suche, Eingabefeld'])
})

test('the screen can be repeated and paused', () => {
  const { speech, texts, atOnce } = start()
  speech.send({ type: 'screen.shown', utterances: SCREEN })
  speech.send({ type: 'speech.wanted' })
  speech.send({ type: 'utterance.ended' })
  speech.send({ type: 'pause' })
  assert.equal(atOnce(), 0)
  speech.send({ type: 'pause' })
  assert.deepEqual(texts().slice(1), ['Wo möchten Sie hin?', 'Wo möchten Sie hin?'])
  speech.send({ type: 'repeat' })
  assert.equal(texts().at(-1), 'Schritt 1 von 5')
})

test('no personal datum is spoken on the loudspeaker', () => {
  const { speech, texts } = start()
  speech.send({ type: 'screen.shown', utterances: [say('Name: Musterfrau', 'Name: ausgefüllt')] })
  speech.send({ type: 'speech.wanted' })
  assert.deepEqual(texts(), ['Name: ausgefüllt'])
  speech.send({ type: 'headset.inserted' })
  assert.equal(texts().at(-1), 'Name: Musterfrau')
})

test('pulling the headset silences at once and asks before the loudspeaker goes on', () => {
  const { speech, texts, atOnce } = start()
  speech.send({ type: 'headset.inserted' })
  speech.send({ type: 'screen.shown', utterances: [say('Name: Musterfrau', 'Name: ausgefüllt')] })
  speech.send({ type: 'headset.removed', question: QUESTION })
  assert.equal(atOnce(), 1)
  assert.equal(texts().at(-1), 'Kopfhörer entfernt.')
  speech.send({ type: 'focus.moved', utterance: say('Weiter') })
  assert.equal(texts().at(-1), 'Kopfhörer entfernt.')
  speech.send({ type: 'speech.wanted' })
  assert.equal(texts().at(-1), 'Name: ausgefüllt')
})

test('rate and loudness change within their limits and are heard at once', () => {
  const { speech, spoken } = start()
  speech.send({ type: 'screen.shown', utterances: SCREEN })
  speech.send({ type: 'speech.wanted' })
  for (let press = 0; press < 20; press += 1) speech.send({ type: 'volume.changed', by: -1 })
  assert.equal(spoken.at(-1)?.volume, 0.1)
  speech.send({ type: 'rate.changed', by: 5 })
  assert.equal(spoken.at(-1)?.rate, 2)
})

test('after each visitor loudness, rate and speech are as before; the jack stays what it is', () => {
  const { speech } = start()
  speech.send({ type: 'headset.inserted' })
  speech.send({ type: 'volume.changed', by: 1 })
  speech.send({ type: 'rate.changed', by: 1 })
  speech.send({ type: 'visitor.left' })
  const { context } = speech.getSnapshot()
  assert.ok(speech.getSnapshot().matches('off'))
  assert.deepEqual([context.volume, context.rate, context.screen, context.headset], [VOLUME, 1, [], true])
})

test('the clock is told when speech starts and when it ends', () => {
  const { speech, told } = start()
  speech.send({ type: 'screen.shown', utterances: [say('Guten Tag')] })
  speech.send({ type: 'speech.wanted' })
  speech.send({ type: 'utterance.ended' })
  assert.deepEqual(told, ['started', 'ended'])
})

test('what changes by itself is said after the sentence that is being said', () => {
  const { speech, texts } = start()
  speech.send({ type: 'screen.shown', utterances: [say('Sind Sie noch da?')] })
  speech.send({ type: 'speech.wanted' })
  speech.send({ type: 'news.appeared', utterances: [say('30 Sekunden')] })
  assert.deepEqual(texts(), ['Sind Sie noch da?'])
  speech.send({ type: 'utterance.ended' })
  assert.deepEqual(texts(), ['Sind Sie noch da?', '30 Sekunden'])
  speech.send({ type: 'utterance.ended' })
  speech.send({ type: 'news.appeared', utterances: [say('20 Sekunden')] })
  assert.equal(texts().at(-1), '20 Sekunden')
})

test('a voice that never says that it has finished is given up, and tried again with the next screen', () => {
  const { speech, clock, told, texts, atOnce } = start()
  speech.send({ type: 'speech.wanted' })
  speech.send({ type: 'screen.shown', utterances: SCREEN })
  clock.increment(60_000)
  assert.equal(told.at(-1), 'ended')
  assert.equal(atOnce(), 0)
  assert.deepEqual(texts(), [SCREEN[0]?.text])
  speech.send({ type: 'screen.shown', utterances: SCREEN })
  assert.deepEqual(texts(), [SCREEN[0]?.text, SCREEN[0]?.text])
  assert.equal(told.at(-1), 'started')
})

test('whoever speaks slowly is let finish: a long text read letter by letter at half the rate', () => {
  const { speech, clock, told, texts } = start()
  const long = 'x'.repeat(1_000)
  speech.send({ type: 'speech.wanted' })
  speech.send({ type: 'rate.changed', by: -0.5 })
  speech.send({ type: 'screen.shown', utterances: [say(long), say('Weiter')] })
  for (let second = 0; second < 600; second += 1) clock.increment(1_000)
  assert.equal(told.at(-1), 'started')
  speech.send({ type: 'utterance.ended' })
  assert.deepEqual(texts(), [long, 'Weiter'])
})
