import type { FileHandle } from 'node:fs/promises'
import { constants, open } from 'node:fs/promises'
import type { Clock } from '../ports.ts'
import { FORGET_JOB, FORGETTING_MS } from './forget-job.ts'
import type { PrintBytes, Printer, PrinterStatus, PrintOutcome } from './transport.ts'

/** Small enough that a printer takes one in a moment, so that an abort is heard soon. */
const CHUNK = 512

/**
 * A character device such as /dev/usb/lp0, for printing only: the kernel's printer class gives no reliable way back, so
 * the status is what opening it says. Nothing is queued here: what an abort or the timeout leaves unwritten stays unwritten,
 * and what the printer has taken of such a job it is told to forget before the next one.
 */
export function createDevicePrinter(clock: Clock, path: string, { leftover = false, timeoutMs = 10_000 } = {}): Printer {
  return {
    status: () => status(path),
    print: async (job, signal) => {
      const outcome = await print(clock, path, timeoutMs, leftover, job, signal)
      if (outcome.outcome !== 'failed') leftover = outcome.outcome === 'maybePrinted'
      return outcome
    },
  }
}

async function status(path: string): Promise<PrinterStatus> {
  const device = await openDevice(path)
  await device?.close()
  return { trouble: device === null ? 'offline' : null, nearEnd: false }
}

/** Null where there is none, it is switched off or another program holds it. */
async function openDevice(path: string): Promise<FileHandle | null> {
  // Non-blocking, so that a printer without paper answers EAGAIN and does not hold a thread for ever.
  return open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null)
}

async function print(
  clock: Clock,
  path: string,
  timeoutMs: number,
  leftover: boolean,
  { bytes }: PrintBytes,
  signal: AbortSignal,
): Promise<PrintOutcome> {
  if (signal.aborted) return { outcome: 'failed', reason: 'aborted' }
  const device = await openDevice(path)
  if (device === null) return { outcome: 'failed', reason: 'offline' }
  let written = 0
  let waited = 0
  try {
    if (leftover) {
      if ((await writeSome(device, FORGET_JOB)) !== FORGET_JOB.length) return stopped(0, 'offline')
      await pause(clock, signal, FORGETTING_MS)
    }
    while (written < bytes.length) {
      if (signal.aborted) return stopped(written, 'aborted')
      if (waited >= timeoutMs) return stopped(written, 'silent')
      const taken = await writeSome(device, bytes.subarray(written, written + CHUNK))
      if (taken === 'gone') return stopped(written, 'offline')
      written += taken
      if (taken === 0) waited += await pause(clock, signal, PAUSE_MS)
    }
    return { outcome: 'printed' }
  } finally {
    await device.close().catch(() => {})
  }
}

function stopped(written: number, reason: 'aborted' | 'silent' | 'offline'): PrintOutcome {
  return { outcome: written === 0 ? 'failed' : 'maybePrinted', reason }
}

async function writeSome(device: FileHandle, chunk: Uint8Array): Promise<number | 'gone'> {
  try {
    return (await device.write(chunk)).bytesWritten
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? 0 : 'gone'
  }
}

const PAUSE_MS = 50

function pause(clock: Clock, signal: AbortSignal, milliseconds: number): Promise<number> {
  return new Promise((resolve) => {
    const go = (): void => {
      cancel()
      signal.removeEventListener('abort', go)
      resolve(milliseconds)
    }
    const cancel = clock.after(milliseconds, go)
    signal.addEventListener('abort', go, { once: true })
  })
}
