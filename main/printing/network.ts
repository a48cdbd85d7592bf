import type { Clock } from '../ports.ts'
import { FORGET_JOB, FORGETTING_MS } from './forget-job.ts'
import type { Address, Line, NoByte } from './line.ts'
import { openLine } from './line.ts'
import { createAnswerReader, type Said } from './printer-answers.ts'
import type { StatusBytes, StatusRequest } from './realtime-status.ts'
import { readStatus, STATUS_REQUESTS, statusRequest } from './realtime-status.ts'
import type { PrintBytes, PrintFailure, Printer, PrinterStatus } from './transport.ts'

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

const NETWORK_PATIENCE: NetworkPatience = { connect: 2_000, answer: 1_000, behind: 8_000, worked: 6_000 }

/** GS r 1 is worked off in order with the job: its answer means that the printer has come to the end of the slip. */
const END_OF_JOB = Uint8Array.of(0x1d, 0x72, 0x01)

type Asked = { readonly outcome: 'answered'; readonly status: PrinterStatus } | { readonly outcome: NoByte }
type Talk = {
  readonly send: (bytes: Uint8Array) => void
  /** The next thing the printer says, within `milliseconds`. Bytes without a meaning are passed over. */
  readonly next: (milliseconds: number) => Promise<Said | NoByte>
  readonly end: () => void
  readonly cut: () => void
}
type Opened = { readonly outcome: 'open'; readonly talk: Talk } | { readonly outcome: NoByte }
const NEVER = new AbortController().signal

/**
 * A printer at a raw TCP port, usually 9100. Its status is asked in real time before and after each job, on the same line.
 * What it has taken of a job that was given up, or that an earlier process has left (`leftover`), is forgotten before anything else is said to
 * it: at once over a new line, and with the next question where it does not answer then.
 */
export function createNetworkPrinter(
  clock: Clock,
  address: Address,
  { leftover = false, patience = NETWORK_PATIENCE }: { leftover?: boolean; patience?: NetworkPatience } = {},
): Printer {
  let tidied: Promise<void> = Promise.resolve()
  const open = async (signal: AbortSignal): Promise<Opened> => {
    const opened = await openLine(clock, address, patience.connect, signal)
    return opened.outcome === 'open' ? { outcome: 'open', talk: talkOver(opened.line) } : opened
  }
  const forget = async (talk: Talk): Promise<void> => {
    talk.send(FORGET_JOB)
    let said = false
    const asked = await ask(talk, patience.answer, ({ what }) => {
      said ||= what === 'forgotten'
    })
    if (asked.outcome !== 'answered') return
    for (let waited = 0; !said && waited < FORGETTING_MS; waited += patience.answer) {
      const heard = await talk.next(Math.min(FORGETTING_MS, patience.answer))
      if (heard === 'closed' || heard === 'aborted') return
      said = heard !== 'silent' && heard.what === 'forgotten'
    }
    leftover = false
  }
  const greet = async (talk: Talk): Promise<Asked> => {
    if (leftover) await forget(talk)
    return ask(talk, patience.answer)
  }
  const tidy = async (talk: Talk | null): Promise<void> => {
    const opened: Opened = talk === null ? await open(NEVER) : { outcome: 'open', talk }
    if (opened.outcome !== 'open') return
    await forget(opened.talk)
    opened.talk.end()
  }
  return {
    status: async () => {
      await tidied
      const opened = await open(NEVER)
      if (opened.outcome !== 'open') return { trouble: 'offline', nearEnd: false }
      const asked = await greet(opened.talk)
      opened.talk.end()
      return asked.outcome === 'answered' ? asked.status : { trouble: troubleOf(asked.outcome), nearEnd: false }
    },
    print: async (job, signal) => {
      await tidied
      const opened = await open(signal)
      if (opened.outcome !== 'open') return { outcome: 'failed', reason: opened.outcome === 'aborted' ? 'aborted' : 'offline' }
      const { talk } = opened
      const before = await greet(talk)
      const hindrance = signal.aborted ? 'aborted' : hindranceOf(before)
      if (hindrance !== null) {
        talk.end()
        return { outcome: 'failed', reason: hindrance }
      }
      leftover = true
      const reason = await send(talk, job, patience)
      if (reason === null) {
        leftover = false
        talk.end()
        return { outcome: 'printed' }
      }
      // A printer that still answers hears it on this line. From any other, what it could not take yet is taken back first.
      const hears = reason !== 'silent' && reason !== 'aborted'
      if (!hears) talk.cut()
      tidied = tidy(hears ? talk : null)
      return { outcome: 'maybePrinted', reason }
    },
  }
}

function talkOver(line: Line): Talk {
  const read = createAnswerReader()
  return {
    ...line,
    next: async (milliseconds) => {
      for (;;) {
        const byte = await line.next(milliseconds)
        if (typeof byte === 'string') return byte
        const said = read(byte)
        if (said !== null) return said
      }
    },
  }
}

/** Sends a job and waits until the printer has come to its end, looking after paper and cover meanwhile. Null: all is well. */
async function send(talk: Talk, { bytes }: PrintBytes, patience: NetworkPatience): Promise<PrintFailure | null> {
  talk.send(bytes)
  talk.send(END_OF_JOB)
  let ended = false
  const hear = ({ what }: Said): void => {
    ended ||= what === 'endOfJob'
  }
  for (let waited = 0; !ended && waited < patience.worked; waited += patience.answer) {
    const said = await talk.next(patience.answer)
    if (said === 'closed') return 'silent'
    if (said === 'aborted') return 'aborted'
    if (said !== 'silent') hear(said)
    const asked = await ask(talk, patience.behind, hear)
    if (asked.outcome === 'aborted') return 'aborted'
    if (asked.outcome !== 'answered') return 'silent'
    if (asked.status.trouble !== null) return asked.status.trouble
  }
  // A printer that never says so but is on line, with paper, cover and cutter well: more cannot be known.
  return null
}

async function ask(talk: Talk, answerMs: number, hearOther = (_: Said): void => {}): Promise<Asked> {
  const bytes: Record<StatusRequest, number> = { 1: 0, 2: 0, 3: 0, 4: 0 } satisfies StatusBytes
  for (const request of STATUS_REQUESTS) {
    talk.send(statusRequest(request))
    const byte = await statusByte(talk, answerMs, hearOther)
    if (typeof byte === 'string') return { outcome: byte }
    bytes[request] = byte
  }
  return { outcome: 'answered', status: readStatus(bytes) }
}

async function statusByte(talk: Talk, answerMs: number, hearOther: (said: Said) => void): Promise<number | NoByte> {
  for (;;) {
    const said = await talk.next(answerMs)
    if (typeof said === 'string') return said
    if (said.what === 'status') return said.byte
    hearOther(said)
  }
}

function hindranceOf(asked: Asked): PrintFailure | null {
  return asked.outcome === 'answered' ? asked.status.trouble : asked.outcome === 'aborted' ? 'aborted' : troubleOf(asked.outcome)
}

const troubleOf = (reason: NoByte): 'offline' | 'silent' => (reason === 'closed' ? 'offline' : 'silent')
