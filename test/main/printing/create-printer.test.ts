import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { systemClock } from '../../../main/clock.ts'
import { createPrinter } from '../../../main/printing/create-printer.ts'
import { startPrinterSimulator } from '../../support/printer-simulator.ts'

const NEVER = new AbortController().signal
const setting = (uri: string) =>
  ({ uri, columns: 48, answers: true, leftover: false, receipts: mkdtempSync(join(tmpdir(), 'foyer-printer-')) }) as const
const job = { jobId: 'job', bytes: Buffer.from('slip\n') }

test('virtual: leaves receipts in the data folder', async () => {
  const settings = setting('virtual:')
  assert.deepEqual(await createPrinter(systemClock, settings).print(job, NEVER), { outcome: 'printed' })
  assert.deepEqual(readdirSync(settings.receipts).sort(), ['0001.bin', '0001.png'])
})

test('tcp: reaches a printer in the network', async (t) => {
  const simulator = await startPrinterSimulator()
  t.after(simulator.close)
  const printer = createPrinter(systemClock, setting(`tcp://127.0.0.1:${simulator.port}`))
  assert.deepEqual(await printer.print(job, NEVER), { outcome: 'printed' })
  assert.equal(String(simulator.jobs()[0]), 'slip\n')
})

test('a station has what an earlier start may have left in the printer forgotten first, a tool beside it does not', async (t) => {
  for (const [answers, leftover] of [
    [true, true],
    [false, true],
    [true, false],
    [false, false],
  ] as const) {
    const simulator = await startPrinterSimulator()
    t.after(simulator.close)
    const printer = createPrinter(systemClock, { ...setting(`tcp://127.0.0.1:${simulator.port}`), answers, leftover })
    for (let slip = 0; slip < 2; slip += 1) assert.deepEqual(await printer.print(job, NEVER), { outcome: 'printed' })
    while (simulator.jobs().join('') !== 'slip\nslip\n') await new Promise(setImmediate)
    assert.equal(simulator.forgotten(), leftover ? 1 : 0)
  }
})

test('a printer that never answers is given its slip all the same, where the device says so', async (t) => {
  const simulator = await startPrinterSimulator()
  t.after(simulator.close)
  simulator.behave('silent')
  const printer = createPrinter(systemClock, { ...setting(`tcp://127.0.0.1:${simulator.port}`), answers: false })
  assert.deepEqual(await printer.status(), { trouble: null, nearEnd: false })
  assert.deepEqual(await printer.print(job, NEVER), { outcome: 'printed' })
  while (simulator.jobs().join('') !== 'slip\n') await new Promise(setImmediate)
  await simulator.close()
  assert.deepEqual(await printer.status(), { trouble: 'offline', nearEnd: false })
  assert.deepEqual(await printer.print(job, NEVER), { outcome: 'failed', reason: 'offline' })
})

test('file: takes a path with or without the slashes of a file address', async () => {
  for (const uri of ['file:/dev/null', 'file:///dev/null']) {
    assert.deepEqual(await createPrinter(systemClock, setting(uri)).print(job, NEVER), { outcome: 'printed' })
  }
})

test('an address of no known kind is refused at once', () => {
  for (const uri of ['', 'lpt1', 'http://printer/']) assert.throws(() => createPrinter(systemClock, setting(uri)), RangeError)
})
