import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createActor, createMachine } from 'xstate'
import type { printerMachine } from '../../machines/printer.ts'
import { stationMachine } from '../../machines/station.ts'
import type { syncMachine } from '../../machines/sync.ts'
import { failOnMachineWarnings } from '../support/quiet-machines.ts'

failOnMachineWarnings()

/** Stands where a child stands and writes down what it is told. */
function ear(heard: string[]) {
  return createMachine({ on: { '*': { actions: ({ event }) => heard.push(event.type) } } })
}

test('what happens at the station reaches the wire and the printer, each what concerns it', () => {
  const told = { sync: [] as string[], printer: [] as string[] }
  const sync = ear(told.sync) as unknown as typeof syncMachine
  const printer = ear(told.printer) as unknown as typeof printerMachine
  const station = createActor(stationMachine.provide({ actors: { sync, printer } }), { input: { jitter: () => 0 } }).start()
  for (const type of ['booking.recorded', 'receipt.queued', 'central.missed', 'visitor.left'] as const) station.send({ type })
  assert.deepEqual(told, { sync: ['outbox.grew', 'central.missed'], printer: ['job.queued', 'session.ended'] })
})
