import { Worker } from 'node:worker_threads'
import type { Ledger, LedgerAfar } from './ledger.ts'

export type LedgerCall = { readonly id: number; readonly part: string; readonly name: string; readonly args: unknown[] }
export type LedgerReply = {
  readonly id: number
  readonly result?: unknown
  readonly fault?: { readonly message: string; readonly code: string }
}

/** Work on the database failed for a reason that is not in its contract: a bug, or a disk that fails. */
class LedgerFault extends Error {
  override readonly name = 'LedgerFault'
  readonly code: string
  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** Everything that can be asked of the thread; the compiler names what is missing. */
const CALLS: { readonly [Part in keyof Ledger]: Readonly<Record<keyof Ledger[Part], true>> } = {
  bookings: { find: true, record: true, pending: true, lastSequence: true, settle: true, unanswered: true, forgetPast: true },
  jobs: { add: true, mark: true, drop: true, latest: true, leaveBehind: true },
  device: { read: true, store: true },
  escrow: { held: true, keep: true, giveBack: true, returning: true, forgetReturns: true, drop: true },
  upkeep: { backup: true },
}
const PARTS = ['bookings', 'jobs', 'device', 'escrow', 'upkeep'] as const

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }

/**
 * The ledger of a file, with its connection in a thread of its own: a commit that waits for a slow disk never delays a
 * touch. A thread that dies is started again by the next call; what it was asked last is answered by a rejection, since
 * nobody knows whether it was done.
 */
export function openLedgerThread(file: string): { readonly ledger: LedgerAfar; readonly close: () => Promise<void> } {
  let worker: Worker | null = null
  let lastId = 0
  let closed = false
  const waiting = new Map<number, Waiting>()
  const start = (): Worker => {
    // The sources run as they are; a packaged station has this thread's bundle beside its own.
    const script = import.meta.url.endsWith('.ts') ? './ledger-worker.ts' : './ledger-worker.js'
    const started = new Worker(new URL(script, import.meta.url), { workerData: file, execArgv: [] })
    let why = 'the thread of the bookings has ended'
    started.on('message', ({ id, result, fault }: LedgerReply) => {
      const call = waiting.get(id)
      waiting.delete(id)
      if (fault) call?.reject(new LedgerFault(fault.message, fault.code))
      else call?.resolve(result)
    })
    started.on('error', (error: Error) => {
      why = error.message
    })
    started.on('exit', () => {
      if (worker === started) worker = null
      for (const { reject } of waiting.values()) reject(new LedgerFault(why, 'ENDED'))
      waiting.clear()
    })
    return started
  }
  const call = (part: string, name: string, args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      // A thread begun by whoever comes late would live on, and the process with it.
      if (closed) return reject(new LedgerFault('the ledger is closed', 'CLOSED'))
      worker ??= start()
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      worker.postMessage({ id: lastId, part, name, args } satisfies LedgerCall)
    })
  const part = (of: keyof Ledger) => {
    const calls = Object.keys(CALLS[of]).map((name) => [name, (...args: unknown[]) => call(of, name, args)])
    return Object.fromEntries(calls) as Record<string, unknown>
  }
  worker = start()
  return {
    ledger: Object.fromEntries(PARTS.map((of) => [of, part(of)])) as LedgerAfar,
    close: async () => {
      closed = true
      const ending = worker
      if (ending === null) return
      const ended = new Promise((resolve) => ending.once('exit', resolve))
      ending.postMessage('close')
      await ended
    },
  }
}
