/** Central's time, UTC. */
export type Clock = { readonly nowMs: () => number }

export type Stop = () => void
/** Work that comes back. A work that throws is reported and tried again the next time. */
export type Timers = {
  readonly every: (ms: number, work: () => void) => Stop
  readonly pause: (ms: number) => Promise<void>
}

export type Random = {
  /** In the order of time (version 7), so that rows made one after the other lie side by side in an index: never a secret. */
  readonly uuid: () => string
  readonly bytes: (count: number) => Uint8Array
}

/** What a log line may hold: a closed list, so that no personal datum can slip in. */
export type LogFields = {
  readonly method?: string
  readonly route?: string
  readonly status?: number
  readonly ms?: number
  readonly kioskId?: string
  readonly officeId?: string
  readonly staffId?: string
  readonly bookingId?: string
  readonly mailId?: string
  readonly kind?: string
  readonly outcome?: string
  readonly count?: number
  readonly version?: string
  readonly port?: number
  /** Name and message of an error of ours or of a library, never what a visitor has typed. */
  readonly error?: string
}
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void
  readonly warn: (event: string, fields?: LogFields) => void
  readonly error: (event: string, fields?: LogFields) => void
}

export type Ports = { readonly clock: Clock; readonly timers: Timers; readonly random: Random; readonly log: Log }
