import { Worker } from 'node:worker_threads'
import type { BookingOp } from '../../contract/booking.ts'
import type { IsSignedBy } from '../fleet/signature.ts'
import type { KeyFile } from './key-file.ts'
import type { ReceivePerson } from './keys.ts'

export type Check =
  | { readonly kind: 'signature'; readonly publicKey: string; readonly text: string; readonly signature: string }
  | ({ readonly kind: 'person' } & Pick<BookingOp, 'opId' | 'bookingId' | 'person' | 'caller'>)
export type Checked = boolean | Awaited<ReturnType<ReceivePerson>>
/** To a thread: keys that count from now on, or checks. It answers each list of checks with a list as long, in the same order. */
export type CheckOrder = { readonly keys: KeyFile } | { readonly checks: readonly Check[] }

export type CheckThreads = {
  readonly isSignedBy: IsSignedBy
  /** Persons are received with these keys from now on. */
  readonly receiving: (keys: KeyFile) => ReceivePerson
  readonly close: () => Promise<void>
}

type Waiting = { readonly check: Check; readonly resolve: (checked: Checked) => void; readonly reject: (error: Error) => void }
type Thread = { readonly worker: Worker; readonly asked: Waiting[][] }

/** Checks go out in lists of this many: enough to outweigh the message, few enough that answers come while others are made. */
const AT_ONCE = 8

/**
 * Checks signatures and receives persons in threads of their own, begun with the first check: for each booking that takes
 * more than half as long as all the rest of it. What is asked in one turn of the event loop goes out together. A thread that
 * dies is begun anew by the next check; what it was asked is answered by a rejection.
 */
export function openCheckThreads(count: number, endOfTurn: (work: () => void) => void): CheckThreads {
  let keys: KeyFile | null = null
  const threads: Thread[] = []
  let waiting: Waiting[] = []

  const begin = (): Thread => {
    const worker = new Worker(new URL('./check-thread.ts', import.meta.url), { execArgv: [] })
    const thread: Thread = { worker, asked: [] }
    let why = new Error('a thread for checks has ended')
    if (keys) worker.postMessage({ keys } satisfies CheckOrder)
    worker.on('message', (checked: readonly Checked[]) => {
      const asked = thread.asked.shift() ?? []
      for (const [index, { resolve }] of asked.entries()) resolve(checked[index] ?? null)
    })
    worker.on('error', (error: Error) => {
      why = error
    })
    worker.on('exit', () => {
      threads.splice(threads.indexOf(thread), 1)
      for (const { reject } of thread.asked.flat()) reject(why)
    })
    // A request that waits holds the process by its connection; a thread by itself does not.
    worker.unref()
    threads.push(thread)
    return thread
  }
  const idlest = (): Thread => {
    const [first = begin(), ...others] = threads
    const least = others.reduce((best, thread) => (thread.asked.length < best.asked.length ? thread : best), first)
    return least.asked.length > 0 && threads.length < count ? begin() : least
  }
  const send = () => {
    const due = waiting
    waiting = []
    for (let from = 0; from < due.length; from += AT_ONCE) {
      const asked = due.slice(from, from + AT_ONCE)
      const thread = idlest()
      thread.asked.push(asked)
      thread.worker.postMessage({ checks: asked.map(({ check }) => check) } satisfies CheckOrder)
    }
  }
  const ask = (check: Check) =>
    new Promise<Checked>((resolve, reject) => {
      if (waiting.length === 0) endOfTurn(send)
      waiting.push({ check, resolve, reject })
    })

  return {
    isSignedBy: async (publicKey, text, signature) => (await ask({ kind: 'signature', publicKey, text, signature })) === true,
    receiving(file) {
      keys = file
      for (const { worker } of threads) worker.postMessage({ keys } satisfies CheckOrder)
      return async ({ opId, bookingId, person, caller }) => {
        const checked = await ask({ kind: 'person', opId, bookingId, person, ...(caller && { caller }) })
        return typeof checked === 'boolean' ? null : checked
      }
    },
    close: async () => void (await Promise.all(threads.map(({ worker }) => worker.terminate()))),
  }
}
