import type { PrinterTrouble } from '../../sync/contract/visit.ts'

/** What a printer says of itself. `trouble: null` means it takes a job now. */
export type PrinterStatus = { readonly trouble: PrinterTrouble | null; readonly nearEnd: boolean }

/** One slip. The bytes hold what the visitor reads, so they live in memory only as long as the job. */
export type PrintBytes = { readonly jobId: string; readonly bytes: Uint8Array }

/** Why nothing came out. */
export type PrintFailure = PrinterTrouble | 'aborted'

/**
 * What became of a job.
 * `failed`: no byte of it has left, so it may be tried again.
 * `maybePrinted`: bytes have left and nobody has heard that paper came out; only a person may try again.
 */
export type PrintOutcome =
  | { readonly outcome: 'printed' }
  | { readonly outcome: 'failed'; readonly reason: PrintFailure }
  | { readonly outcome: 'maybePrinted'; readonly reason: PrintFailure }

/**
 * The port to paper. Neither function rejects for a reason that a printer, a cable or a network can give.
 * After `signal` has aborted no further byte of the job leaves the station.
 */
export type Printer = {
  /** Asks the device now; `silent` when it does not answer in time. */
  readonly status: () => Promise<PrinterStatus>
  readonly print: (job: PrintBytes, signal: AbortSignal) => Promise<PrintOutcome>
}
