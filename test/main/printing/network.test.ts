import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { getEventListeners, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
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
  const printer = createNetworkPrinter(clock, { host: '127.0.0.1', port: simulator.port }, { patience: PATIENCE })
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

test('what a printer has taken of a slip when its paper ends does not come out with the next roll', async (t) => {
  const { simulator, print } = await printerWith(t, 'paper-ends-half-way')
  await print()
  while (simulator.forgotten() === 0) await new Promise(setImmediate)
  simulator.behave('ok')
  assert.deepEqual(simulator.paper(), Buffer.from(bytes).subarray(0, 100))
  assert.deepEqual(await print(), { outcome: 'printed' })
  assert.deepEqual(simulator.paper().subarray(100), Buffer.from(bytes))
})

test('a printer that closes its side in the middle of a slip is reported, and the line to it ends', async (t) => {
  const { simulator, print } = await printerWith(t, 'stalls-half-way')
  const printing = print()
  while (slips(simulator.jobs()).length === 0) await new Promise(setImmediate)
  simulator.behave('closes-early')
  simulator.hangUp()
  assert.deepEqual(await printing, { outcome: 'maybePrinted', reason: 'silent' })
  while (simulator.lines() > 0) await new Promise(setImmediate)
})

test('a slip given up while the printer stands still is forgotten before anything else is printed', async (t) => {
  for (const behaviour of ['paper-ends-half-way', 'stalls-half-way'] as const) {
    const { simulator, printer, print } = await printerWith(t, behaviour)
    const controller = new AbortController()
    const printing = print(controller.signal)
    while (slips(simulator.jobs()).length === 0) await new Promise(setImmediate)
    controller.abort()
    assert.deepEqual(await printing, { outcome: 'maybePrinted', reason: 'aborted' }, behaviour)
    await printer.status()
    const begun = simulator.paper().length
    assert.ok(begun < bytes.length)
    simulator.behave('ok')
    assert.equal(simulator.paper().length, begun, 'nothing more comes out with the new roll')
    assert.deepEqual(await print(), { outcome: 'printed' })
    assert.deepEqual(simulator.paper().subarray(begun), Buffer.from(bytes))
  }
})

test('a printer that cannot be reached when a slip is given up is told with the next question', async (t) => {
  const { simulator, printer, print } = await printerWith(t, 'stalls-half-way')
  const printing = print()
  while (slips(simulator.jobs()).length === 0) await new Promise(setImmediate)
  simulator.behave('closes-early')
  assert.equal((await printing).outcome, 'maybePrinted')
  assert.equal((await printer.status()).trouble, 'offline')
  const before = simulator.forgotten()
  simulator.behave('paper-out')
  assert.deepEqual(await printer.status(), { trouble: 'paperOut', nearEnd: true })
  assert.equal(simulator.forgotten(), before + 1)
  simulator.behave('ok')
  assert.deepEqual(await print(), { outcome: 'printed' })
  assert.equal(simulator.forgotten(), before + 1, 'and only once')
})

test('what a process has left in the printer that was killed in the middle of a slip does not come out after its restart', async (t) => {
  const simulator = await startPrinterSimulator()
  t.after(simulator.close)
  simulator.behave('stalls-half-way')
  const script = join(import.meta.dirname, '../../support/printing-child.ts')
  const child = spawn(process.execPath, [script, String(simulator.port)], { stdio: ['ignore', 'ignore', 'inherit'] })
  while (slips(simulator.jobs()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  child.kill('SIGKILL')
  await once(child, 'exit')
  simulator.behave('paper-out')
  const address = { host: '127.0.0.1', port: simulator.port }
  const restarted = createNetworkPrinter(clock, address, { leftover: true, patience: PATIENCE })
  assert.deepEqual(await restarted.status(), { trouble: 'paperOut', nearEnd: true })
  simulator.behave('ok')
  assert.equal(simulator.paper().length, 0, 'nothing comes out with the new roll')
  assert.deepEqual(await restarted.print({ jobId: 'next', bytes }, NEVER), { outcome: 'printed' })
  assert.deepEqual(simulator.paper(), Buffer.from(bytes))
})

test('a word that nobody has asked for is not the end of the job', async (t) => {
  const { simulator, print } = await printerWith(t, 'tells-unasked')
  assert.deepEqual(await print(), { outcome: 'maybePrinted', reason: 'paperOut' })
  while (simulator.forgotten() === 0) await new Promise(setImmediate)
  simulator.behave('ok')
  assert.equal(simulator.paper().length, 100)
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
  const off = createNetworkPrinter(clock, { host: '127.0.0.1', port }, { patience: PATIENCE })
  assert.deepEqual(await off.status(), { trouble: 'offline', nearEnd: false })
  assert.deepEqual(await off.print({ jobId: 'job', bytes }, NEVER), { outcome: 'failed', reason: 'offline' })
  const unknown = createNetworkPrinter(clock, { host: 'printer.invalid', port: 9100 }, { patience: PATIENCE })
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
