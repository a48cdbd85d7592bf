import { Worker } from 'node:worker_threads'
import type { BookingOp } from '../../contract/booking.ts'
import type { IsSignedBy } from '../fleet/signature.ts'
import type { KeyFile } from './key-file.ts'
import type { KeysElsewhere, Received, SealedRecord } from './keys.ts'

export type Check =
  | { readonly kind: 'signature'; readonly publicKey: string; readonly text: string; readonly signature: string }
  | ({ readonly kind: 'person' } & Pick<BookingOp, 'opId' | 'bookingId' | 'person' | 'caller'>)
  | { readonly kind: 'texts'; readonly records: readonly SealedRecord[] }
export type Checked = boolean | Received | string[] | null
/** To a thread: keys that count from now on, or checks. It answers each list of checks with a list as long, in the same order. */
export type CheckOrder = { readonly keys: KeyFile } | { readonly checks: readonly Check[] }

export type CheckThreads = {
  readonly isSignedBy: IsSignedBy
  /** Persons are received and texts opened with these keys from now on. */
  readonly withKeys: (keys: KeyFile) => KeysElsewhere
  readonly close: () => Promise<void>
}

type Waiting = { readonly check: Check; readonly resolve: (checked: Checked) => void; readonly reject: (error: Error) => void }
type Thread = { readonly worker: Worker; readonly asked: Waiting[][] }

/** Checks go out in lists of this many: enough to outweigh the message, few enough that answers come while others are made. */
const AT_ONCE = 8
/** Texts that are opened as one check: long lists are shared out. */
const TEXTS_AT_ONCE = 32

/**
 * Checks signatures, receives persons and opens texts in threads of their own, begun with the first check: for each booking that takes
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
    withKeys(file) {
      keys = file
      for (const { worker } of threads) worker.postMessage({ keys } satisfies CheckOrder)
      return {
        async receivePerson({ opId, bookingId, person, caller }) {
          const checked = await ask({ kind: 'person', opId, bookingId, person, ...(caller && { caller }) })
          return typeof checked === 'boolean' || Array.isArray(checked) ? null : checked
        },
        async openAll(records) {
          const parts = Array.from({ length: Math.ceil(records.length / TEXTS_AT_ONCE) }, (_, index) =>
            ask({ kind: 'texts', records: records.slice(index * TEXTS_AT_ONCE, (index + 1) * TEXTS_AT_ONCE) }),
          )
          const opened = await Promise.all(parts)
          return opened.every((part) => Array.isArray(part)) ? opened.flat() : null
        },
      }
    },
    close: async () => void (await Promise.all(threads.map(({ worker }) => worker.terminate()))),
  }
}
