/** What the station needs of the world. Tests pass simulated ones; the adapters lie beside this file. */

export type Cancel = () => void

export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly after: (milliseconds: number, call: () => void) => Cancel
}

export type Random = {
  /** In the order of time (version 7), so that rows made one after the other lie side by side in an index. */
  readonly uuid: () => string
  readonly bytes: (count: number) => Uint8Array
  /** A number in [0, 1), for jitter only. */
  readonly fraction: () => number
}

/** Fields that may be logged: ids, counts, codes and places. Never what a visitor typed. */
export type LogField =
  | 'code'
  | 'place'
  | 'bookingId'
  | 'opId'
  | 'officeId'
  | 'count'
  | 'milliseconds'
  | 'state'
  | 'path'
  | 'address'
export type Log = (
  level: 'info' | 'warning' | 'error',
  event: string,
  fields?: Readonly<Partial<Record<LogField, string | number | null>>>,
) => void

/** The world, but for disk and paper. */
export type Ports = {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>
}
