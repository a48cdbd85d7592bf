import assert from 'node:assert/strict'
import { test } from 'node:test'
import { send, startKiosk, visitOf } from './visit-driver.ts'

/** Second by second: a clock that leaps rings once for what would have rung at each. */
const pass = ({ clock }: { clock: { increment: (ms: number) => void } }, seconds: number) => {
  for (let second = 0; second < seconds; second += 1) clock.increment(1_000)
}

test('a language chosen on the start screen does not stay for the next visitor, and does not go without a warning', async () => {
  const driven = await startKiosk()
  const seen = () => visitOf(driven).getSnapshot().context
  await send(driven, { type: 'language.chosen', language: 'ar' })
  assert.equal(seen().language, 'ar')
  pass(driven, 60)
  assert.deepEqual([seen().language, seen().secondsLeft], ['ar', 60])
  pass(driven, 59)
  await send(driven, { type: 'activity' })
  assert.deepEqual([seen().language, seen().secondsLeft], ['ar', null])
  pass(driven, 119)
  assert.equal(seen().secondsLeft, 1)
  pass(driven, 1)
  assert.deepEqual([seen().language, seen().secondsLeft], ['de', null])
})

test('time stands still while the start screen is read aloud, however long that takes', async () => {
  const driven = await startKiosk()
  const seen = () => visitOf(driven).getSnapshot().context
  await send(driven, { type: 'comfort.changed', comfort: { moreTime: 2 } }, { type: 'speech.started' })
  await send(driven, { type: 'language.chosen', language: 'ar' }, { type: 'comfort.changed', comfort: { textScale: 2 } })
  pass(driven, 1_000)
  assert.deepEqual([seen().language, seen().secondsLeft], ['ar', null])
  await send(driven, { type: 'speech.ended' })
  pass(driven, 119)
  assert.equal(seen().secondsLeft, null)
  pass(driven, 121)
  assert.deepEqual([seen().language, seen().comfort.textScale], ['de', 1])
})

test('who is asked on the start screen may end at once, or begin', async () => {
  for (const [act, language] of [
    [{ type: 'cancel' }, 'de'],
    [{ type: 'start' }, 'ar'],
  ] as const) {
    const driven = await startKiosk()
    await send(driven, { type: 'language.chosen', language: 'ar' })
    pass(driven, 70)
    await send(driven, act)
    const { context } = visitOf(driven).getSnapshot()
    assert.deepEqual([context.language, context.secondsLeft], [language, null])
  }
})
