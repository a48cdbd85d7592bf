import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { createActor, fromPromise, SimulatedClock } from 'xstate'
import { describePrinter, printerMachine } from '../../machines/printer.ts'
import type { FinishedJob, JobResult, PrinterAnswer, PrinterJob } from '../../machines/printer-setup.ts'

export const READY: PrinterAnswer = { trouble: null, nearEnd: false }
export const OUT: PrinterAnswer = { trouble: 'paperOut', nearEnd: true }

/** A host with a queue in memory and a printer whose answers the test sets; `printing` ends when the test says how. */
export function startPrinter({ answer = READY, waiting = [] as PrinterJob[] } = {}) {
  const host = {
    answer,
    waiting: [...waiting],
    dropped: new Set<string>(),
    printed: [] as string[],
    recorded: [] as FinishedJob[],
    asked: 0,
    sought: 0,
    queueBroken: false,
    diskBroken: false,
    signal: null as AbortSignal | null,
    finish: (_: JobResult): void => assert.fail('nothing is printing'),
  }
  const clock = new SimulatedClock()
  const actor = createActor(
    printerMachine.provide({
      actors: {
        checkStatus: fromPromise(async () => {
          host.asked += 1
          return host.answer
        }),
        nextJob: fromPromise(async () => {
          host.sought += 1
          if (host.queueBroken) throw new Error('disk full')
          return host.waiting.find((job) => !host.dropped.has(job.jobId)) ?? null
        }),
        beginJob: fromPromise(async ({ input }) => !host.dropped.has(input.jobId)),
        printJob: fromPromise(({ input, signal }) => {
          host.printed.push(input.jobId)
          host.signal = signal
          return new Promise<JobResult>((resolve) => {
            host.finish = resolve
          })
        }),
        recordOutcome: fromPromise(async ({ input }) => {
          if (host.diskBroken) throw new Error('disk full')
          host.recorded.push(input)
          host.waiting = host.waiting.filter((job) => job.jobId !== input.job.jobId)
        }),
      },
    }),
    { clock },
  )
  actor.start()
  const queue = (...ids: string[]) => {
    host.waiting.push(...ids.map((id) => ({ jobId: id, bookingId: `booking-${id}` })))
    actor.send({ type: 'job.queued' })
  }
  return { host, clock, actor, queue, told: () => describePrinter(actor.getSnapshot()) }
}

/** Lets settled promises be heard; moves no clock. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await setImmediate()
}

export const outcomes = (recorded: readonly FinishedJob[]) => recorded.map(({ job, result }) => [job.jobId, result.outcome])
