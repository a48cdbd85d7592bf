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

export type SimulatedPrinter = {
  readonly port: number
  /** What each connection has sent without the status requests, in order of connecting. */
  readonly jobs: () => Buffer[]
  readonly behave: (behaviour: Behaviour) => void
  readonly close: () => Promise<void>
}

type Facts = { offline: boolean; cover: boolean; error: boolean; cutter: boolean; near: boolean; out: boolean }
const WELL: Facts = { offline: false, cover: false, error: false, cutter: false, near: false, out: false }

function factsOf(behaviour: Behaviour, jobBytes: number): Facts {
  switch (behaviour) {
    case 'near-end':
      return { ...WELL, near: true }
    case 'paper-out':
      return { ...WELL, offline: true, near: true, out: true }
    case 'cover-open':
      return { ...WELL, offline: true, cover: true }
    case 'jammed':
      return { ...WELL, offline: true, error: true, cutter: true }
    case 'off-line':
      return { ...WELL, offline: true }
    case 'paper-ends-half-way':
      return jobBytes > 0 ? { ...WELL, offline: true, near: true, out: true } : WELL
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

/** A raw TCP printer on loopback that answers DLE EOT as a TM-T20 does, in the state that a test wishes. */
export async function startPrinterSimulator({ slowMs = 30 } = {}): Promise<SimulatedPrinter> {
  let behaviour: Behaviour = 'ok'
  const jobs: number[][] = []
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
        if (behaviour === 'reads-slowly' && job.length > 0) await new Promise((resolve) => setTimeout(resolve, slowMs))
      })
    })
  })
  const serve = (socket: Socket, job: number[], bytes: Buffer): void => {
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === 0x10 && bytes[at + 1] === 0x04) {
        answer(socket, job, bytes[at + 2] ?? 0)
        at += 2
      } else if (bytes[at] === 0x1d && bytes[at + 1] === 0x72) {
        if (!['no-end-of-job', 'silent', 'stalls-half-way', 'paper-ends-half-way'].includes(behaviour))
          socket.write(Uint8Array.of(0x00))
        at += 2
      } else {
        job.push(bytes[at] ?? 0)
        if (behaviour === 'dies-half-way' && job.length > 20) return void socket.resetAndDestroy()
      }
    }
  }
  const answer = (socket: Socket, job: readonly number[], n: number): void => {
    if (behaviour === 'silent' || (behaviour === 'stalls-half-way' && job.length > 0)) return
    if (behaviour === 'closes-early') return void socket.end()
    if (behaviour === 'rubbish') return void socket.write(Uint8Array.of(0xff))
    const byte = Uint8Array.of(statusByte(n, factsOf(behaviour, job.length)))
    if (behaviour === 'slow') setTimeout(() => socket.writable && socket.write(byte), slowMs)
    else socket.write(byte)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    jobs: () => jobs.map((job) => Buffer.from(job)),
    behave: (next) => {
      behaviour = next
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
