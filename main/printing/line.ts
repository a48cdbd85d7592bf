import { createConnection } from 'node:net'
import type { Clock } from '../ports.ts'

/** Why a byte did not come: the peer has gone, the time was over, or the caller has given up. */
export type NoByte = 'closed' | 'silent' | 'aborted'

/** A connection to a printer whose every wait ends. */
export type Line = {
  /** Hands bytes over; they may still be on their way when it returns. Does nothing on a closed line. */
  readonly send: (bytes: Uint8Array) => void
  /** Whether the printer has taken everything that was sent, within `milliseconds`. */
  readonly taken: (milliseconds: number) => Promise<boolean>
  /** The next byte that the printer says, within `milliseconds`. */
  readonly next: (milliseconds: number) => Promise<number | NoByte>
  /** Lets everything sent arrive, then closes. */
  readonly end: () => void
  /** Closes and takes back what has not been delivered yet. */
  readonly cut: () => void
}

export type Address = { readonly host: string; readonly port: number }
type Opened = { readonly outcome: 'open'; readonly line: Line } | { readonly outcome: NoByte }

/** Connects within `milliseconds`; a refusal, an unknown host or an unreachable network is `closed`. */
export function openLine(clock: Clock, address: Address, milliseconds: number, signal: AbortSignal): Promise<Opened> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve({ outcome: 'aborted' })
    // Our half stays open when the printer closes its own: a socket that is ending by itself cannot be reset (Node's call fails,
    // and the event loop never rests again).
    const socket = createConnection({ ...address, noDelay: true, allowHalfOpen: true })
    const heard: number[] = []
    let closed = false
    let wake = (): void => {}
    const stop = clock.after(milliseconds, () => fail('silent'))
    const abort = (): void => {
      socket.resetAndDestroy()
      fail('aborted')
      wake()
    }
    const fail = (outcome: NoByte): void => {
      stop()
      if (socket.connecting) socket.destroy()
      resolve({ outcome })
    }
    const close = (): void => {
      closed = true
      signal.removeEventListener('abort', abort)
      fail('closed')
      wake()
    }
    signal.addEventListener('abort', abort, { once: true })
    socket.on('data', (bytes) => {
      heard.push(...bytes)
      wake()
    })
    // A printer that ends its half has nothing more to say.
    socket.on('end', close)
    socket.on('close', close)
    socket.on('error', () => {})
    const next = (wait: number): Promise<number | NoByte> =>
      new Promise((answer) => {
        const look = (): void => {
          const byte = heard.shift()
          const outcome = byte ?? (signal.aborted ? 'aborted' : closed ? 'closed' : null)
          if (outcome === null) return
          stopWaiting()
          wake = () => {}
          answer(outcome)
        }
        const stopWaiting = clock.after(wait, () => {
          wake = () => {}
          answer('silent')
        })
        wake = look
        look()
      })
    const taken = (wait: number): Promise<boolean> =>
      new Promise((answer) => {
        const conclude = (all: boolean): void => {
          stopWaiting()
          answer(all)
        }
        const stopWaiting = clock.after(wait, () => conclude(false))
        // Its turn comes when everything before it has gone.
        socket.write(new Uint8Array(0), (error) => conclude(!error && !closed))
      })
    socket.on('connect', () => {
      stop()
      const line: Line = {
        send: (bytes) => {
          if (!closed && !signal.aborted) socket.write(bytes)
        },
        taken,
        next,
        end: () => {
          signal.removeEventListener('abort', abort)
          socket.end()
          // The printer has all it needs; a peer that never closes its half must not keep the socket for ever.
          const giveUp = clock.after(1_000, () => socket.destroy())
          socket.once('close', giveUp)
        },
        cut: () => {
          signal.removeEventListener('abort', abort)
          socket.resetAndDestroy()
        },
      }
      resolve({ outcome: 'open', line })
    })
  })
}
