import assert from 'node:assert/strict'
import { getEventListeners, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { systemClock } from '../../../main/clock.ts'
import { codePage } from '../../../main/printing/code-page.ts'
import { encode } from '../../../main/printing/encode.ts'
import { createNetworkPrinter } from '../../../main/printing/network.ts'
import { layOutReceipt } from '../../../main/printing/receipt.ts'
import { idleTimers } from '../../support/idle-clock.ts'
import { type Behaviour, startPrinterSimulator } from '../../support/printer-simulator.ts'
import { FACTS } from '../../support/receipt-fixture.ts'

const bytes = encode(layOutReceipt(FACTS, 48), codePage('PC858'))
const NEVER = new AbortController().signal
// Printer and terminal live in one process: while it works, nobody has waited in vain yet.
const clock = { ...systemClock, after: idleTimers(1) }
const PATIENCE = { connect: 500, answer: 80, behind: 400, worked: 240 }

async function printerWith(t: TestContext, behaviour: Behaviour) {
  const simulator = await startPrinterSimulator()
  t.after(simulator.close)
  simulator.behave(behaviour)
  const printer = createNetworkPrinter(clock, { host: '127.0.0.1', port: simulator.port }, PATIENCE)
  return { simulator, printer, print: (signal = NEVER) => printer.print({ jobId: 'job', bytes }, signal) }
}

/** The slip in what a printer received, without the question for the end of the job. */
const slips = (jobs: readonly Buffer[]) => jobs.filter((job) => job.length > 0)

test('a job arrives byte for byte and counts as printed once the printer has come to its end', async (t) => {
  const { simulator, print } = await printerWith(t, 'ok')
  assert.deepEqual(await print(), { outcome: 'printed' })
  assert.deepEqual(slips(simulator.jobs()), [Buffer.from(bytes)])
})

test('the status names the cause, not the symptom', async (t) => {
  const { simulator, printer } = await printerWith(t, 'ok')
  for (const [behaviour, trouble, nearEnd] of [
    ['ok', null, false],
    ['near-end', null, true],
    ['paper-out', 'paperOut', true],
    ['cover-open', 'coverOpen', false],
    ['jammed', 'jammed', false],
    ['off-line', 'offline', false],
    ['slow', null, false],
    ['silent', 'silent', false],
    ['rubbish', 'silent', false],
    ['closes-early', 'offline', false],
  ] as const) {
    simulator.behave(behaviour)
    assert.deepEqual(await printer.status(), { trouble, nearEnd }, behaviour)
  }
})

test('with trouble before the job not one byte of it leaves', async (t) => {
  const { simulator, print } = await printerWith(t, 'ok')
  for (const [behaviour, reason] of [
    ['paper-out', 'paperOut'],
    ['cover-open', 'coverOpen'],
    ['jammed', 'jammed'],
    ['off-line', 'offline'],
    ['silent', 'silent'],
    ['closes-early', 'offline'],
  ] as const) {
    simulator.behave(behaviour)
    assert.deepEqual(await print(), { outcome: 'failed', reason }, behaviour)
  }
  assert.deepEqual(slips(simulator.jobs()), [])
})

test('near the end of the roll and with slow answers it still prints', async (t) => {
  for (const behaviour of ['near-end', 'slow'] as const) {
    const { print } = await printerWith(t, behaviour)
    assert.deepEqual(await print(), { outcome: 'printed' }, behaviour)
  }
})

test('when the line breaks, stalls or the paper ends in the middle, nobody claims that it was printed', async (t) => {
  for (const [behaviour, reason] of [
    ['dies-half-way', 'silent'],
    ['stalls-half-way', 'silent'],
    ['paper-ends-half-way', 'paperOut'],
  ] as const) {
    const { print } = await printerWith(t, behaviour)
    assert.deepEqual(await print(), { outcome: 'maybePrinted', reason }, behaviour)
  }
})

test('a printer whose paper ended half-way is told to forget the rest, so that it does not come out with the next roll', async (t) => {
  const { simulator, print } = await printerWith(t, 'paper-ends-half-way')
  await print()
  simulator.behave('ok')
  await print()
  const [first = Buffer.alloc(0)] = slips(simulator.jobs())
  assert.equal(first.subarray(bytes.length).toString('hex'), '10140801031401060208')
})

test('a printer that does not know the question for the end of a job is believed by its status', async (t) => {
  const { print } = await printerWith(t, 'no-end-of-job')
  assert.deepEqual(await print(), { outcome: 'printed' })
})

test('a refused connection and an unknown host are a printer that is off', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const off = createNetworkPrinter(clock, { host: '127.0.0.1', port }, PATIENCE)
  assert.deepEqual(await off.status(), { trouble: 'offline', nearEnd: false })
  assert.deepEqual(await off.print({ jobId: 'job', bytes }, NEVER), { outcome: 'failed', reason: 'offline' })
  const unknown = createNetworkPrinter(clock, { host: 'printer.invalid', port: 9100 }, PATIENCE)
  assert.deepEqual(await unknown.print({ jobId: 'job', bytes }, NEVER), { outcome: 'failed', reason: 'offline' })
})

test('a printer that reads its job slowly is waited for: the question stands in line behind the slip', async (t) => {
  const { simulator, print } = await printerWith(t, 'reads-slowly')
  assert.deepEqual(await print(), { outcome: 'printed' })
  assert.deepEqual(slips(simulator.jobs()), [Buffer.from(bytes)])
})

test('an abort before the job sends nothing', async (t) => {
  const { simulator, print } = await printerWith(t, 'slow')
  assert.deepEqual(await print(AbortSignal.abort()), { outcome: 'failed', reason: 'aborted' })
  const controller = new AbortController()
  const printing = print(controller.signal)
  controller.abort()
  assert.deepEqual(await printing, { outcome: 'failed', reason: 'aborted' })
  assert.deepEqual(slips(simulator.jobs()), [])
})

test('an abort after the job has left is answered at once and reported as maybe printed', async (t) => {
  const { simulator, print } = await printerWith(t, 'ok')
  const controller = new AbortController()
  simulator.behave('no-end-of-job')
  const printing = print(controller.signal)
  while (slips(simulator.jobs()).length === 0) await new Promise(setImmediate)
  controller.abort()
  assert.deepEqual(await printing, { outcome: 'maybePrinted', reason: 'aborted' })
})

test('jobs one after the other keep their order and their number', async (t) => {
  const { simulator, printer } = await printerWith(t, 'ok')
  for (const text of ['one', 'two', 'three']) {
    assert.deepEqual(await printer.print({ jobId: text, bytes: Buffer.from(`${text}\n`) }, NEVER), { outcome: 'printed' })
  }
  assert.deepEqual(slips(simulator.jobs()).map(String), ['one\n', 'two\n', 'three\n'])
})

test('a line that has ended no longer listens to the signal', async (t) => {
  const { simulator, print } = await printerWith(t, 'ok')
  const controller = new AbortController()
  for (const behaviour of ['ok', 'paper-out', 'dies-half-way', 'stalls-half-way'] as const) {
    simulator.behave(behaviour)
    await print(controller.signal)
  }
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0)
})
