import type { Clock } from '../ports.ts'
import { FORGET_JOB, FORGETTING_MS } from './forget-job.ts'
import { type Address, openLine } from './line.ts'
import type { PrintBytes, Printer, PrinterStatus, PrintOutcome } from './transport.ts'

const CONNECT_MS = 2_000
const TAKEN_MS = 20_000

/**
 * A printer or print server at a raw TCP port that never says anything: some emulations and most print-server boxes.
 * All that can be known is whether it is there and has taken the bytes; paper and cover it keeps to itself. What it has taken
 * of a job that was given up it is told to forget before the next one.
 */
export function createMutePrinter(clock: Clock, address: Address, { leftover = false } = {}): Printer {
  return {
    status: () => status(clock, address),
    print: async (job, signal) => {
      const outcome = await print(clock, address, leftover, job, signal)
      if (outcome.outcome !== 'failed') leftover = outcome.outcome === 'maybePrinted'
      return outcome
    },
  }
}

async function status(clock: Clock, address: Address): Promise<PrinterStatus> {
  const opened = await openLine(clock, address, CONNECT_MS, new AbortController().signal)
  if (opened.outcome !== 'open') return { trouble: 'offline', nearEnd: false }
  opened.line.end()
  return { trouble: null, nearEnd: false }
}

async function print(
  clock: Clock,
  address: Address,
  leftover: boolean,
  job: PrintBytes,
  signal: AbortSignal,
): Promise<PrintOutcome> {
  const opened = await openLine(clock, address, CONNECT_MS, signal)
  if (opened.outcome !== 'open') return { outcome: 'failed', reason: opened.outcome === 'aborted' ? 'aborted' : 'offline' }
  const { line } = opened
  if (leftover) {
    line.send(FORGET_JOB)
    // It says nothing, so this is but a pause that an abort or its going away ends.
    const heard = await line.next(FORGETTING_MS)
    if (heard === 'closed' || heard === 'aborted') {
      line.cut()
      return { outcome: 'failed', reason: heard === 'aborted' ? 'aborted' : 'offline' }
    }
  }
  line.send(job.bytes)
  if (await line.taken(TAKEN_MS)) {
    line.end()
    return { outcome: 'printed' }
  }
  // What it could not take must not come out later.
  line.cut()
  return { outcome: 'maybePrinted', reason: signal.aborted ? 'aborted' : 'silent' }
}
