import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { test } from 'node:test'
import { createActor, fromCallback, fromPromise, SimulatedClock } from 'xstate'
import {
  BACKOFF_CEILING_MS,
  BACKOFF_FIRST_MS,
  LOST_STREAM_LOOK_MS,
  POLL_MS,
  POLL_WITH_EVENTS_MS,
  REJECTED_RETRY_MS,
  RETRY_AFTER_CEILING_MS,
} from '../../machines/delays.ts'
import { syncMachine, type SyncEvent, type SyncTry } from '../../machines/sync.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'

failOnMachineWarnings()

const DONE: SyncTry = { outcome: 'answered', more: false }
const AWAY: SyncTry = { outcome: 'away', retryAfterMs: null }

/** A central whose answers the test sets; `jitter` 1 makes every random wait as long as it can be. */
function startSync({ connects = DONE as SyncTry, jitter = 1 } = {}) {
  const central = {
    connects,
    answers: [] as (SyncTry | Promise<SyncTry>)[],
    tries: [] as string[],
    listening: 0,
    tell: (_: SyncEvent): void => assert.fail('nobody listens'),
  }
  const clock = new SimulatedClock()
  const actor = createActor(
    syncMachine.provide({
      actors: {
        connect: fromPromise(async () => {
          central.tries.push('connect')
          return central.connects
        }),
        exchange: fromPromise(async () => {
          central.tries.push('exchange')
          return central.answers.shift() ?? DONE
        }),
        listen: fromCallback<SyncEvent>(({ sendBack }) => {
          central.listening += 1
          central.tell = sendBack
          return () => {
            central.listening -= 1
          }
        }),
      },
    }),
    { clock, input: { jitter: () => jitter } },
  ).start()
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await setImmediate()
  }
  const pass = async (milliseconds: number) => {
    clock.increment(milliseconds)
    await settle()
  }
  return { central, actor, clock, settle, pass, is: (tag: 'online' | 'offline' | 'starting') => actor.getSnapshot().hasTag(tag) }
}

test('a kiosk connects, exchanges, and then waits', async () => {
  const { central, settle, is, actor } = startSync()
  assert.ok(is('starting'))
  await settle()
  assert.deepEqual(central.tries, ['connect', 'exchange'])
  assert.ok(is('online'))
  assert.ok(actor.getSnapshot().matches({ online: 'waiting' }))
})

test('rounds follow each other while something is left', async () => {
  const { central, settle } = startSync()
  central.answers.push({ outcome: 'answered', more: true }, { outcome: 'answered', more: true }, DONE)
  await settle()
  assert.deepEqual(central.tries, ['connect', 'exchange', 'exchange', 'exchange'])
})

test('a poke, a new booking and a missed hold each start a round at once', async () => {
  const { central, actor, settle } = startSync()
  await settle()
  central.tell({ type: 'central.poked' })
  await settle()
  actor.send({ type: 'outbox.grew' })
  await settle()
  actor.send({ type: 'central.missed' })
  await settle()
  assert.equal(central.tries.filter((name) => name === 'exchange').length, 4)
})

test('what happens during a round is not lost: another one follows', async () => {
  const { central, actor, settle } = startSync()
  await settle()
  let answer = (_: SyncTry): void => undefined
  central.answers.push(new Promise((resolve) => (answer = resolve)))
  actor.send({ type: 'outbox.grew' })
  await settle()
  actor.send({ type: 'outbox.grew' })
  central.tell({ type: 'central.poked' })
  answer(DONE)
  await settle()
  assert.equal(central.tries.filter((name) => name === 'exchange').length, 3)
})

test('without events it polls, with events it hardly does', async () => {
  const { central, pass, settle } = startSync({ jitter: 0.5 })
  await settle()
  await pass(POLL_MS)
  assert.equal(central.tries.length, 3)
  central.tell({ type: 'events.opened' })
  await pass(POLL_MS)
  assert.equal(central.tries.length, 4, 'the pause that had begun')
  await pass(POLL_MS)
  assert.equal(central.tries.length, 4)
  await pass(POLL_WITH_EVENTS_MS - POLL_MS)
  assert.equal(central.tries.length, 5)
})

test('a stream that breaks is the first sign: central is asked within two seconds, and not again by each broken try', async () => {
  const { central, pass, settle, is } = startSync({ jitter: 1 })
  await settle()
  central.tell({ type: 'events.opened' })
  await pass(POLL_MS * 1.5)
  const before = central.tries.length
  central.answers.push(AWAY)
  central.tell({ type: 'events.lost' })
  await pass(LOST_STREAM_LOOK_MS - 1)
  assert.equal(central.tries.length, before, 'a fleet does not ask in one moment')
  await pass(1)
  assert.equal(central.tries.length, before + 1)
  assert.ok(is('offline'), 'before a visitor finds out')
  await pass(BACKOFF_FIRST_MS * 2)
  assert.ok(is('online'))
  const again = central.tries.length
  central.tell({ type: 'events.lost' })
  await pass(LOST_STREAM_LOOK_MS)
  assert.equal(central.tries.length, again, 'it had not been open')
})

test('failed tries wait longer each time, up to a minute, and jitter can make any of them short', async () => {
  const { central, pass, settle, is } = startSync({ connects: AWAY })
  await settle()
  for (let wait = BACKOFF_FIRST_MS * 2; wait < BACKOFF_CEILING_MS; wait *= 2) {
    const tries = central.tries.length
    await pass(wait - 1)
    assert.equal(central.tries.length, tries, `before ${wait} ms`)
    assert.ok(is('offline'))
    await pass(1)
    assert.equal(central.tries.length, tries + 1, `after ${wait} ms`)
  }
  for (let more = 0; more < 30; more += 1) await pass(BACKOFF_CEILING_MS)
  const tries = central.tries.length
  await pass(BACKOFF_CEILING_MS)
  assert.equal(central.tries.length, tries + 1)
  const lucky = startSync({ connects: AWAY, jitter: 0 })
  await lucky.settle()
  await lucky.pass(0)
  assert.ok(lucky.central.tries.length > 1)
})

test('Retry-After is never undercut, not even by a visitor', async () => {
  const { central, actor, pass, settle } = startSync({ connects: { outcome: 'away', retryAfterMs: 20_000 }, jitter: 0 })
  await settle()
  actor.send({ type: 'outbox.grew' })
  await pass(19_999)
  assert.deepEqual(central.tries, ['connect'])
  await pass(1)
  assert.deepEqual(central.tries, ['connect', 'connect'])
})

test('a Retry-After of weeks does not keep a terminal away, nor is it taken for none', async () => {
  const { central, pass, settle } = startSync({ connects: { outcome: 'away', retryAfterMs: 30 * 86_400_000 }, jitter: 0 })
  await settle()
  await pass(RETRY_AFTER_CEILING_MS - 1)
  assert.deepEqual(central.tries, ['connect'])
  await pass(1)
  assert.deepEqual(central.tries, ['connect', 'connect'])
})

test('a visitor’s booking does not wait for the pause to end', async () => {
  const { central, actor, settle } = startSync({ connects: AWAY })
  await settle()
  central.connects = DONE
  actor.send({ type: 'outbox.grew' })
  await settle()
  assert.deepEqual(central.tries, ['connect', 'connect', 'exchange'])
})

test('a success forgets the failures, and the stream is closed while central is away', async () => {
  const { central, pass, settle, is } = startSync({ connects: AWAY })
  await settle()
  await pass(BACKOFF_FIRST_MS * 2)
  central.connects = DONE
  await pass(BACKOFF_FIRST_MS * 4)
  assert.ok(is('online'))
  assert.equal(central.listening, 1)
  central.answers.push(AWAY)
  central.tell({ type: 'central.poked' })
  await settle()
  assert.ok(is('offline'))
  assert.equal(central.listening, 0)
  await pass(BACKOFF_FIRST_MS * 2)
  assert.ok(is('online'))
})

test('a central that greets but cannot exchange is left alone for longer each time', async () => {
  const { central, pass, settle } = startSync()
  central.answers.push(...Array.from({ length: 12 }, () => AWAY))
  await settle()
  for (let wait = BACKOFF_FIRST_MS * 2; wait <= BACKOFF_FIRST_MS * 16; wait *= 2) {
    const tries = central.tries.length
    await pass(wait - 1)
    assert.equal(central.tries.length, tries, `before ${wait} ms`)
    await pass(1)
    assert.equal(central.tries.length, tries + 2, `after ${wait} ms`)
  }
})

test('a kiosk that central does not take asks again, unhurried', async () => {
  const { central, pass, settle, is } = startSync({ connects: { outcome: 'rejected' }, jitter: 0.5 })
  await settle()
  assert.ok(is('offline'))
  await pass(REJECTED_RETRY_MS - 1)
  assert.equal(central.tries.length, 1)
  central.connects = DONE
  await pass(1)
  assert.ok(is('online'))
})

test('a bug in a round is a failed try, not the end', async () => {
  const { central, pass, settle, is } = startSync()
  central.answers.push(Promise.reject(new Error('disk full')))
  await settle()
  assert.ok(is('offline'))
  await pass(BACKOFF_FIRST_MS * 2)
  assert.ok(is('online'))
})
