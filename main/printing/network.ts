import type { Clock } from '../ports.ts'
import type { Address, Line, NoByte } from './line.ts'
import { openLine } from './line.ts'
import type { StatusBytes, StatusRequest } from './realtime-status.ts'
import { isStatusByte, readStatus, STATUS_REQUESTS, statusRequest } from './realtime-status.ts'
import type { PrintBytes, PrintFailure, Printer, PrinterStatus, PrintOutcome } from './transport.ts'

/** Milliseconds. */
export type NetworkPatience = {
  readonly connect: number
  /** For the answer to one status request before the job. */
  readonly answer: number
  /** The same behind a job: the question waits in line behind what the printer has not taken yet, a picture for seconds. */
  readonly behind: number
  /** For the word that everything sent has been worked off; printers that do not know the question never say it. */
  readonly worked: number
}

export const NETWORK_PATIENCE: NetworkPatience = { connect: 2_000, answer: 1_000, behind: 8_000, worked: 6_000 }

/** GS r 1 is worked off in order with the job: its answer means that the printer has come to the end of the slip. */
const END_OF_JOB = Uint8Array.of(0x1d, 0x72, 0x01)
const isEndOfJob = (byte: number): boolean => (byte & 0x90) === 0
/** DLE DC4 8: empties the printer's own buffer, so that the rest of a slip does not come out with the next roll. */
const FORGET_JOB = Uint8Array.of(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08)

type Asked = { readonly outcome: 'answered'; readonly status: PrinterStatus } | { readonly outcome: NoByte }

/** A printer at a raw TCP port, usually 9100. Its status is asked in real time before and after each job, on the same line. */
export function createNetworkPrinter(clock: Clock, address: Address, patience: NetworkPatience = NETWORK_PATIENCE): Printer {
  return {
    status: () => status(clock, address, patience),
    print: (job, signal) => print(clock, address, patience, job, signal),
  }
}

async function status(clock: Clock, address: Address, patience: NetworkPatience): Promise<PrinterStatus> {
  const opened = await openLine(clock, address, patience.connect, new AbortController().signal)
  if (opened.outcome !== 'open') return { trouble: 'offline', nearEnd: false }
  const asked = await ask(opened.line, patience)
  opened.line.end()
  return asked.outcome === 'answered' ? asked.status : { trouble: troubleOf(asked.outcome), nearEnd: false }
}

async function print(
  clock: Clock,
  address: Address,
  patience: NetworkPatience,
  job: PrintBytes,
  signal: AbortSignal,
): Promise<PrintOutcome> {
  const opened = await openLine(clock, address, patience.connect, signal)
  if (opened.outcome !== 'open') return { outcome: 'failed', reason: opened.outcome === 'aborted' ? 'aborted' : 'offline' }
  const { line } = opened
  const before = await ask(line, patience)
  const hindrance = signal.aborted ? 'aborted' : hindranceOf(before)
  if (hindrance !== null) {
    line.end()
    return { outcome: 'failed', reason: hindrance }
  }
  line.send(job.bytes)
  line.send(END_OF_JOB)
  const reason = await workedOff(line, patience)
  if (reason === null) {
    line.end()
    return { outcome: 'printed' }
  }
  line.send(FORGET_JOB)
  // What the printer could not take yet must not come out later, so the rest is taken back and not flushed.
  if (reason === 'silent') line.cut()
  else line.end()
  return { outcome: 'maybePrinted', reason }
}

/** Waits until the printer has come to the end of the job, looking after paper and cover meanwhile. Null: all is well. */
async function workedOff(line: Line, patience: NetworkPatience): Promise<PrintFailure | null> {
  let ended = false
  const hear = (byte: number): void => {
    ended ||= isEndOfJob(byte)
  }
  for (let waited = 0; !ended && waited < patience.worked; waited += patience.answer) {
    const byte = await line.next(patience.answer)
    if (byte === 'closed') return 'silent'
    if (byte === 'aborted') return 'aborted'
    if (byte !== 'silent') hear(byte)
    const asked = await ask(line, { ...patience, answer: patience.behind }, hear)
    if (asked.outcome === 'aborted') return 'aborted'
    if (asked.outcome !== 'answered') return 'silent'
    if (asked.status.trouble !== null) return asked.status.trouble
  }
  // A printer that never says so but is on line, with paper, cover and cutter well: more cannot be known.
  return null
}

async function ask(line: Line, patience: NetworkPatience, hearOther = (_: number): void => {}): Promise<Asked> {
  const bytes: Record<StatusRequest, number> = { 1: 0, 2: 0, 3: 0, 4: 0 } satisfies StatusBytes
  for (const request of STATUS_REQUESTS) {
    line.send(statusRequest(request))
    const byte = await statusByte(line, patience, hearOther)
    if (typeof byte === 'string') return { outcome: byte }
    bytes[request] = byte
  }
  return { outcome: 'answered', status: readStatus(bytes) }
}

/** Other bytes, such as an unsolicited status or a late end of job, are passed over. */
async function statusByte(line: Line, patience: NetworkPatience, hearOther: (byte: number) => void): Promise<number | NoByte> {
  for (;;) {
    const byte = await line.next(patience.answer)
    if (typeof byte === 'string' || isStatusByte(byte)) return byte
    hearOther(byte)
  }
}

function hindranceOf(asked: Asked): PrintFailure | null {
  return asked.outcome === 'answered' ? asked.status.trouble : asked.outcome === 'aborted' ? 'aborted' : troubleOf(asked.outcome)
}

const troubleOf = (reason: NoByte): 'offline' | 'silent' => (reason === 'closed' ? 'offline' : 'silent')
