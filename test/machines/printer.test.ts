import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { OUT, outcomes, READY, settle, startPrinter } from './printer-driver.ts'

failOnMachineWarnings()

test('a queued job is printed once and recorded', async () => {
  const { host, queue, told } = startPrinter()
  assert.equal(told().state, 'checking')
  await settle()
  assert.equal(told().state, 'ready')
  queue('a')
  await settle()
  assert.equal(told().state, 'printing')
  host.finish({ outcome: 'printed' })
  await settle()
  assert.deepEqual(host.printed, ['a'])
  assert.deepEqual(outcomes(host.recorded), [['a', 'printed']])
  assert.equal(told().state, 'ready')
})

test('a job queued while another prints follows it', async () => {
  const { host, queue } = startPrinter()
  await settle()
  queue('a')
  await settle()
  queue('b')
  host.finish({ outcome: 'printed' })
  await settle()
  host.finish({ outcome: 'printed' })
  await settle()
  assert.deepEqual(host.printed, ['a', 'b'])
})

test('with an empty printer the job fails at once and is not printed when paper is back', async () => {
  const { host, clock, queue, told } = startPrinter({ answer: OUT })
  await settle()
  assert.deepEqual(told(), { state: 'troubled', trouble: 'paperOut', nearEnd: false })
  queue('a')
  await settle()
  assert.deepEqual(outcomes(host.recorded), [['a', 'failed']])
  host.answer = READY
  clock.increment(3_000)
  await settle()
  assert.equal(told().state, 'ready')
  assert.deepEqual(host.printed, [])
})

test('a job queued just after the paper came back is printed without waiting for the next look', async () => {
  const { host, queue } = startPrinter({ answer: OUT })
  await settle()
  host.answer = READY
  queue('a')
  await settle()
  assert.deepEqual(host.printed, ['a'])
})

test('what waited when the visitor left is never printed for the next one', async () => {
  const { host, actor, queue } = startPrinter()
  await settle()
  queue('first')
  await settle()
  queue('second')
  host.dropped.add('second')
  actor.send({ type: 'session.ended' })
  host.finish({ outcome: 'printed' })
  await settle()
  queue('next-visitor')
  await settle()
  assert.deepEqual(host.printed, ['first', 'next-visitor'])
})

test('a job dropped between being fetched and being begun is not printed', async () => {
  const { host, queue, told } = startPrinter()
  await settle()
  queue('a')
  host.dropped.add('a')
  await settle()
  assert.deepEqual(host.printed, [])
  assert.equal(told().state, 'ready')
})

test('paper on its way gets five seconds after the visitor has left, then the job is aborted and reported as maybe printed', async () => {
  const { host, clock, actor, queue } = startPrinter()
  await settle()
  queue('a')
  await settle()
  actor.send({ type: 'session.ended' })
  clock.increment(4_999)
  await settle()
  assert.equal(host.signal?.aborted, false)
  clock.increment(1)
  await settle()
  assert.equal(host.signal?.aborted, true)
  assert.deepEqual(outcomes(host.recorded), [['a', 'maybePrinted']])
})

test('a printer that fails a job is troubled with that reason and looked at again every three seconds', async () => {
  const { host, clock, queue, told } = startPrinter()
  await settle()
  queue('a')
  await settle()
  host.answer = { trouble: 'coverOpen', nearEnd: false }
  host.finish({ outcome: 'failed', reason: 'coverOpen' })
  await settle()
  assert.deepEqual(told(), { state: 'troubled', trouble: 'coverOpen', nearEnd: false })
  const asked = host.asked
  clock.increment(3_000)
  await settle()
  assert.equal(host.asked, asked + 1)
  host.answer = READY
  clock.increment(3_000)
  await settle()
  assert.deepEqual(told(), { state: 'ready', trouble: null, nearEnd: false })
})

test('the near-end warning comes after three answers in a row and goes after three', async () => {
  const { host, actor, told } = startPrinter()
  await settle()
  const hear = async (nearEnd: boolean) => {
    host.answer = { trouble: null, nearEnd }
    actor.send({ type: 'printer.touched' })
    await settle()
    return told().nearEnd
  }
  assert.deepEqual([await hear(true), await hear(true), await hear(false)], [false, false, false])
  assert.deepEqual([await hear(true), await hear(true), await hear(true)], [false, false, true])
  assert.deepEqual([await hear(false), await hear(true), await hear(false), await hear(false)], [true, true, true, true])
  assert.equal(await hear(false), false)
})

test('a resting printer is looked at every thirty seconds', async () => {
  const { host, clock, told } = startPrinter()
  await settle()
  host.answer = { trouble: 'offline', nearEnd: false }
  clock.increment(29_999)
  await settle()
  assert.equal(told().state, 'ready')
  clock.increment(1)
  await settle()
  assert.equal(told().trouble, 'offline')
})

test('an outcome that the disk does not take is written again and again, and nothing is printed twice', async () => {
  const { host, clock, queue, told } = startPrinter()
  await settle()
  host.diskBroken = true
  queue('a')
  await settle()
  host.finish({ outcome: 'printed' })
  await settle()
  clock.increment(1_000)
  await settle()
  assert.equal(told().state, 'printing')
  host.diskBroken = false
  clock.increment(1_000)
  await settle()
  assert.deepEqual(host.printed, ['a'])
  assert.deepEqual(outcomes(host.recorded), [['a', 'printed']])
  assert.equal(told().state, 'ready')
})
