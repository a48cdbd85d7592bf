import { assign, fromPromise, setup } from 'xstate'
import type { PrinterTrouble } from '../sync/contract/visit.ts'

/** A receipt to print. */
export type PrinterJob = { readonly jobId: string; readonly bookingId: string }
/** What the device says when it is asked. */
export type PrinterAnswer = { readonly trouble: PrinterTrouble | null; readonly nearEnd: boolean }
/** How a job went; `failed` means that no byte has left. */
export type JobResult =
  | { readonly outcome: 'printed' }
  | { readonly outcome: 'failed' | 'maybePrinted'; readonly reason: PrinterTrouble | 'aborted' }
export type FinishedJob = { readonly job: PrinterJob; readonly result: JobResult }

export type PrinterEvent =
  /** A receipt has been written down and waits. */
  | { readonly type: 'job.queued' }
  /** The visitor has gone; the host has already dropped what was waiting. */
  | { readonly type: 'session.ended' }
  /** A person has opened, filled or switched the printer, or wants to know: ask it now. */
  | { readonly type: 'printer.touched' }

export type PrinterContext = {
  readonly trouble: PrinterTrouble | null
  readonly nearEnd: boolean
  /** Answers in a row that say the opposite of `nearEnd`. */
  readonly contrary: number
  readonly job: PrinterJob | null
  readonly result: JobResult | null
  /** The session that the held job belongs to has ended. */
  readonly visitorGone: boolean
  /** A job may wait that has not been looked for yet. */
  readonly mayWait: boolean
}

/** A paper sensor flutters with the roll's edge: the warning comes and goes only after this many answers in a row. */
const NEAR_END_ANSWERS = 3

const missing = (name: string) => () => Promise.reject(new Error(`${name} is not provided`))

/** The names that the printer machine is written in. */
export const printerSetup = setup({
  types: { context: {} as PrinterContext, events: {} as PrinterEvent },
  actors: {
    checkStatus: fromPromise<PrinterAnswer>(missing('checkStatus')),
    nextJob: fromPromise<PrinterJob | null>(missing('nextJob')),
    beginJob: fromPromise<boolean, PrinterJob>(missing('beginJob')),
    printJob: fromPromise<JobResult, PrinterJob>(missing('printJob')),
    recordOutcome: fromPromise<void, FinishedJob>(missing('recordOutcome')),
  },
  delays: {
    /** How often a resting printer is asked. */
    watch: 30_000,
    /** How often a troubled one is: somebody may be standing there with a new roll. */
    recovery: 3_000,
    /** A visitor who taps "finish" at once still gets the paper that is on its way. */
    grace: 5_000,
    /** Before a write to the disk is tried again. */
    again: 1_000,
  },
  guards: {
    troubled: (_, answer: PrinterAnswer) => answer.trouble !== null,
    noJob: (_, job: PrinterJob | null) => job === null,
    visitorGone: ({ context }) => context.visitorGone,
    mayWait: ({ context }) => context.mayWait,
    troubledAndCalm: ({ context }, answer: PrinterAnswer) => answer.trouble !== null && !context.mayWait,
    printerFailed: ({ context }) =>
      context.result !== null && context.result.outcome !== 'printed' && context.result.reason !== 'aborted',
  },
  actions: {
    hear: assign(({ context }, { trouble, nearEnd }: PrinterAnswer) => {
      const contrary = nearEnd === context.nearEnd ? 0 : context.contrary + 1
      return contrary < NEAR_END_ANSWERS ? { trouble, contrary } : { trouble, nearEnd, contrary: 0 }
    }),
    hearNothing: assign({ trouble: 'silent' }),
    take: assign((_, job: PrinterJob | null) => ({ job, result: null, visitorGone: false })),
    noteLeave: assign({ visitorGone: true }),
    noteJob: assign({ mayWait: true }),
    /** The host is asked now for whatever waits. */
    seek: assign({ mayWait: false }),
    conclude: assign((_, result: JobResult) => ({ result })),
    /** Interrupted: nobody knows. */
    concludeUnknown: assign({ result: { outcome: 'maybePrinted', reason: 'aborted' } }),
    concludeTroubled: assign(({ context }) => ({ result: { outcome: 'failed', reason: context.trouble ?? 'silent' } as const })),
    blame: assign(({ context }) =>
      context.result !== null && context.result.outcome !== 'printed' && context.result.reason !== 'aborted'
        ? { trouble: context.result.reason }
        : {},
    ),
    forget: assign({ job: null, result: null }),
  },
})

/** The job being printed; asking without one is a bug. */
export function heldJob({ job }: PrinterContext): PrinterJob {
  if (job === null) throw new Error('no job is held')
  return job
}

/** The job to be recorded with its result; asking without one is a bug. */
export function finishedJob({ job, result }: PrinterContext): FinishedJob {
  if (job === null || result === null) throw new Error('no job is finished')
  return { job, result }
}
