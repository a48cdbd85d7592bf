import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'

/** How the simulated printer behaves from the next byte on. */
export type Behaviour =
  | 'ok'
  | 'near-end'
  | 'paper-out'
  | 'cover-open'
  | 'jammed'
  | 'off-line'
  /** Takes everything, says nothing. */
  | 'silent'
  /** Answers each status request only after a while. */
  | 'slow'
  /** Answers rubbish that is no status. */
  | 'rubbish'
  /** Ends the connection as soon as it is asked. */
  | 'closes-early'
  /** Answers before the job, then drops the connection in the middle of it. */
  | 'dies-half-way'
  /** Answers before the job, then says nothing more. */
  | 'stalls-half-way'
  /** The paper ends during the job. */
  | 'paper-ends-half-way'
  /** Looks at what comes after the job only when the slip is out, as one with a small buffer does. */
  | 'reads-slowly'
  /** Answers in real time, but does not know GS r. */
  | 'no-end-of-job'
  /** Tells unasked that the roll nears its end (Automatic Status Back) in the middle of the job, then the paper ends. */
  | 'tells-unasked'

export type SimulatedPrinter = {
  readonly port: number
  /** What each connection has sent without the real-time commands, in order of connecting. */
  readonly jobs: () => Buffer[]
  /** What has come out on paper. A printer in trouble keeps what it has taken, and prints it once it is well again. */
  readonly paper: () => Buffer
  /** How often it was told to forget what it has taken. */
  readonly forgotten: () => number
  /** Ends its side of every line; how many there are. */
  readonly hangUp: () => void
  readonly lines: () => number
  readonly behave: (behaviour: Behaviour) => void
  readonly close: () => Promise<void>
}

type Facts = { offline: boolean; cover: boolean; error: boolean; cutter: boolean; near: boolean; out: boolean }
const WELL: Facts = { offline: false, cover: false, error: false, cutter: false, near: false, out: false }
const NO_PAPER: Facts = { ...WELL, offline: true, near: true, out: true }

function factsOf(behaviour: Behaviour, jobBytes: number, asked: number): Facts {
  switch (behaviour) {
    case 'near-end':
      return { ...WELL, near: true }
    case 'paper-out':
      return NO_PAPER
    case 'cover-open':
      return { ...WELL, offline: true, cover: true }
    case 'jammed':
      return { ...WELL, offline: true, error: true, cutter: true }
    case 'off-line':
      return { ...WELL, offline: true }
    case 'paper-ends-half-way':
      return jobBytes > 0 ? NO_PAPER : WELL
    case 'tells-unasked':
      // Well when it is asked next, and out of paper a moment later.
      return jobBytes > 0 && asked > 4 ? NO_PAPER : WELL
    default:
      return WELL
  }
}

function statusByte(n: number, facts: Facts): number {
  const bits: Record<number, number> = {
    1: facts.offline ? 0x08 : 0,
    2: (facts.cover ? 0x04 : 0) | (facts.out ? 0x20 : 0) | (facts.error ? 0x40 : 0),
    3: facts.cutter ? 0x08 : 0,
    4: (facts.near ? 0x0c : 0) | (facts.out ? 0x60 : 0),
  }
  return 0x12 | (bits[n] ?? 0)
}

/** DLE DC4 8 and its answer, as Epson's and Citizen's manuals have them. */
const FORGET = Buffer.from('10140801031401060208', 'hex')
const FORGOTTEN = Uint8Array.of(0x37, 0x25, 0x00)
/** The four bytes of a printer that has been told to report changes: the second pair of bits in the third is the near end. */
const UNASKED = Uint8Array.of(0x10, 0x00, 0x03, 0x00)
const NOT_PRINTING: readonly Behaviour[] = ['paper-out', 'cover-open', 'jammed', 'off-line', 'silent', 'stalls-half-way']
const NO_WORD_OF_THE_END: readonly Behaviour[] = [
  'no-end-of-job',
  'silent',
  'stalls-half-way',
  'paper-ends-half-way',
  'tells-unasked',
]

/** A raw TCP printer on loopback that answers DLE EOT as a TM-T20 does, in the state that a test wishes. */
export async function startPrinterSimulator({ slowMs = 30 } = {}): Promise<SimulatedPrinter> {
  let behaviour: Behaviour = 'ok'
  const jobs: number[][] = []
  const askedSince = new Map<readonly number[], number>()
  const paper: number[] = []
  let taken: number[] = []
  let forgotten = 0
  const endsHalfWay = () => behaviour === 'paper-ends-half-way' || behaviour === 'tells-unasked'
  const printTaken = (): void => {
    if (NOT_PRINTING.includes(behaviour)) return
    if (endsHalfWay()) {
      // The roll had so much left.
      if (paper.length === 0) paper.push(...taken.splice(0, 100))
      return
    }
    paper.push(...taken)
    taken = []
  }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const job: number[] = []
    jobs.push(job)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let worked = Promise.resolve()
    socket.on('data', (bytes) => {
      worked = worked.then(async () => {
        serve(socket, job, bytes)
        printTaken()
        if (behaviour === 'reads-slowly' && job.length > 0) await new Promise((resolve) => setTimeout(resolve, slowMs))
      })
    })
  })
  const serve = (socket: Socket, job: number[], bytes: Buffer): void => {
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) {
        answer(socket, job, bytes[at + 2] ?? 0)
        at += 2
      } else if (FORGET.equals(bytes.subarray(at, at + FORGET.length))) {
        taken = []
        forgotten += 1
        if (behaviour !== 'silent') socket.write(FORGOTTEN)
        at += FORGET.length - 1
      } else if (bytes[at] === 0x1d && bytes[at + 1] === 0x72) {
        if (behaviour === 'tells-unasked') socket.write(UNASKED)
        if (!NO_WORD_OF_THE_END.includes(behaviour)) socket.write(Uint8Array.of(0x00))
        at += 2
      } else {
        job.push(bytes[at] ?? 0)
        taken.push(bytes[at] ?? 0)
        if (behaviour === 'dies-half-way' && job.length > 20) return void socket.resetAndDestroy()
      }
    }
  }
  const answer = (socket: Socket, job: readonly number[], n: number): void => {
    if (behaviour === 'silent' || (behaviour === 'stalls-half-way' && job.length > 0)) return
    if (behaviour === 'closes-early') return void socket.end()
    if (behaviour === 'rubbish') return void socket.write(Uint8Array.of(0xff))
    const asked = job.length > 0 ? (askedSince.get(job) ?? 0) + 1 : 0
    askedSince.set(job, asked)
    const byte = Uint8Array.of(statusByte(n, factsOf(behaviour, job.length, asked)))
    if (behaviour === 'slow') setTimeout(() => socket.writable && socket.write(byte), slowMs / 3)
    else socket.write(byte)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    jobs: () => jobs.map((job) => Buffer.from(job)),
    paper: () => Buffer.from(paper),
    forgotten: () => forgotten,
    hangUp: () => {
      for (const socket of sockets) socket.end()
    },
    lines: () => sockets.size,
    behave: (next) => {
      behaviour = next
      printTaken()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
