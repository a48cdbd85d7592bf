import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'
import { OUT, outcomes, READY, settle, startPrinter } from './printer-driver.ts'

failOnMachineWarnings()

test('a look at an idle printer is no look into the queue, whatever it finds', async () => {
  const { host, clock, told } = startPrinter()
  await settle()
  const { sought } = host
  clock.increment(30_000)
  await settle()
  assert.deepEqual([host.asked, host.sought, told().state], [2, sought, 'ready'])
  host.answer = OUT
  clock.increment(30_000)
  await settle()
  const refused = host.sought
  clock.increment(3_000)
  await settle()
  assert.deepEqual([host.asked, host.sought, told().trouble], [4, refused, 'paperOut'])
})

test('a job queued while the printer is looked at is printed, or fails, once it has answered', async () => {
  for (const answer of [READY, OUT]) {
    const { host, clock, queue } = startPrinter({ answer })
    await settle()
    clock.increment(30_000)
    queue('a')
    await settle()
    assert.deepEqual(host.printed, answer === READY ? ['a'] : [])
    assert.deepEqual(outcomes(host.recorded), answer === READY ? [] : [['a', 'failed']])
  }
})

test('a job that could not be fetched is sought again at the next look', async () => {
  for (const answer of [READY, OUT]) {
    const { host, clock, queue } = startPrinter({ answer })
    await settle()
    host.queueBroken = true
    queue('a')
    await settle()
    host.queueBroken = false
    clock.increment(30_000)
    await settle()
    assert.deepEqual(host.printed, answer === READY ? ['a'] : [])
    assert.deepEqual(outcomes(host.recorded), answer === READY ? [] : [['a', 'failed']])
  }
})
