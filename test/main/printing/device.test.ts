import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { constants, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { systemClock } from '../../../main/clock.ts'
import { FORGET_JOB } from '../../../main/printing/forget-job.ts'
import { createDevicePrinter } from '../../../main/printing/device.ts'

const NEVER = new AbortController().signal
const POSIX = { skip: process.platform === 'win32' ? 'named pipes stand in for devices on POSIX only' : false }

/** A named pipe is a character stream that, like a printer, takes only so much before somebody reads. */
async function device(t: TestContext, { listening }: { listening: boolean }) {
  const path = join(mkdtempSync(join(tmpdir(), 'foyer-device-')), 'lp0')
  execFileSync('mkfifo', [path])
  const reader = listening ? await open(path, constants.O_RDONLY | constants.O_NONBLOCK) : null
  t.after(() => reader?.close())
  const read = async () => {
    const { buffer, bytesRead } = (await reader?.read(Buffer.alloc(1 << 20), 0, 1 << 20)) ?? {
      buffer: Buffer.alloc(0),
      bytesRead: 0,
    }
    return buffer.subarray(0, bytesRead)
  }
  return { path, read, printer: createDevicePrinter(systemClock, path, { timeoutMs: 150 }) }
}

test('a job is written to the device as it is', POSIX, async (t) => {
  const { printer, read } = await device(t, { listening: true })
  const bytes = Buffer.from(Array.from({ length: 2_000 }, (_, index) => index & 0xff))
  assert.deepEqual(await printer.status(), { trouble: null, nearEnd: false })
  assert.deepEqual(await printer.print({ jobId: 'job', bytes }, NEVER), { outcome: 'printed' })
  assert.deepEqual(await read(), bytes)
})

test('a device that is not there or that nobody serves is off', POSIX, async (t) => {
  const { printer } = await device(t, { listening: false })
  assert.deepEqual(await printer.status(), { trouble: 'offline', nearEnd: false })
  assert.deepEqual(await printer.print({ jobId: 'job', bytes: Buffer.from('x') }, NEVER), {
    outcome: 'failed',
    reason: 'offline',
  })
  const nowhere = createDevicePrinter(systemClock, '/dev/no-such-printer')
  assert.equal((await nowhere.status()).trouble, 'offline')
})

test(
  'a printer that stops taking bytes ends the job; what was not taken never follows, and what was is to be forgotten',
  POSIX,
  async (t) => {
    const { printer, read } = await device(t, { listening: true })
    const bytes = Buffer.alloc(200_000, 0x41)
    assert.deepEqual(await printer.print({ jobId: 'job', bytes }, NEVER), { outcome: 'maybePrinted', reason: 'silent' })
    const taken = (await read()).length
    assert.ok(taken > 0 && taken < bytes.length)
    assert.deepEqual(await printer.print({ jobId: 'next', bytes: Buffer.from('next visitor') }, NEVER), { outcome: 'printed' })
    assert.deepEqual(await read(), Buffer.concat([FORGET_JOB, Buffer.from('next visitor')]))
    assert.deepEqual(await printer.print({ jobId: 'third', bytes: Buffer.from('third') }, NEVER), { outcome: 'printed' })
    assert.equal(String(await read()), 'third')
  },
)

test('an abort stops the job where it is', POSIX, async (t) => {
  const { printer } = await device(t, { listening: true })
  assert.deepEqual(await printer.print({ jobId: 'job', bytes: Buffer.from('x') }, AbortSignal.abort()), {
    outcome: 'failed',
    reason: 'aborted',
  })
  const controller = new AbortController()
  const printing = printer.print({ jobId: 'job', bytes: Buffer.alloc(200_000) }, controller.signal)
  systemClock.after(60, () => controller.abort())
  assert.deepEqual(await printing, { outcome: 'maybePrinted', reason: 'aborted' })
})

test('a device that refuses the first byte has printed nothing', {
  skip: existsSync('/dev/full') ? false : 'there is no /dev/full',
}, async () => {
  const printer = createDevicePrinter(systemClock, '/dev/full')
  assert.deepEqual(await printer.print({ jobId: 'job', bytes: Buffer.from('x') }, NEVER), {
    outcome: 'failed',
    reason: 'offline',
  })
})
