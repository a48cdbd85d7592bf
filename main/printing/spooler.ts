import { spawn } from 'node:child_process'
import type { Clock } from '../ports.ts'
import { FORGET_JOB } from './forget-job.ts'
import type { PrintBytes, Printer, PrinterStatus, PrintOutcome } from './transport.ts'

/** How the spooler's own programs are run; tests give stand-ins. */
export type SpoolerPrograms = { readonly lp: string; readonly lpstat: string; readonly cancel: string }
export const CUPS: SpoolerPrograms = { lp: 'lp', lpstat: 'lpstat', cancel: 'cancel' }

/** `code`: null where it never began or was ended by us, `begun` tells which. */
type Run = { readonly code: number | null; readonly begun: boolean; readonly output: string }

/** So long each of the spooler's programs is given, and a job to leave the queue. Milliseconds. */
export type SpoolerPatience = { readonly program: number; readonly job: number }
const SPOOLER_PATIENCE: SpoolerPatience = { program: 5_000, job: 15_000 }

/**
 * A CUPS queue, fed unfiltered (`lp -o raw`). CUPS takes a job long before the paper moves, so the job is watched until it
 * has left the queue; one that has not done so in time is taken back, so that it cannot come out for somebody else. So is one
 * that `lp` has handed over without saying so: it is what lies in the queue and did not before. As long as a job may lie there
 * nothing else is printed. Windows has no such program: there a printer is reached by network.
 */
export function createSpoolerPrinter(clock: Clock, queue: string, programs = CUPS, patience = SPOOLER_PATIENCE): Printer {
  const spooler: Queue = { clock, queue, programs, patience }
  /** What lay in the queue before a job that did not come out. */
  let stuck: ReadonlySet<string> | null = null
  let leftover = false
  return {
    status: () => status(spooler),
    print: async ({ jobId, bytes }, signal) => {
      const before = await status(spooler)
      if (signal.aborted) return { outcome: 'failed', reason: 'aborted' }
      if (before.trouble !== null) return { outcome: 'failed', reason: before.trouble }
      if (stuck !== null && !(await takeBack(spooler, stuck))) return { outcome: 'failed', reason: 'silent' }
      stuck = null
      const queued = await jobsIn(spooler)
      if (queued === null) return { outcome: 'failed', reason: 'silent' }
      if (leftover) {
        const told = await print(spooler, { jobId: 'forget', bytes: FORGET_JOB }, signal)
        if (told.outcome !== 'printed') return { outcome: 'failed', reason: told.reason }
      }
      const outcome = await print(spooler, { jobId, bytes }, signal)
      if (outcome.outcome === 'printed') {
        leftover = false
        return outcome
      }
      leftover ||= outcome.outcome === 'maybePrinted'
      await takeBack(spooler, queued)
      // Looked at again before the next job: CUPS may be slow to show what it was given.
      stuck = queued
      return outcome
    },
  }
}

async function status(spooler: Queue): Promise<PrinterStatus> {
  const { code, output } = await run(spooler, 'lpstat', ['-p', spooler.queue])
  if (code !== 0 || /disabled/i.test(output)) return { trouble: 'offline', nearEnd: false }
  if (/media-empty|out of paper/i.test(output)) return { trouble: 'paperOut', nearEnd: false }
  if (/cover-open|door-open/i.test(output)) return { trouble: 'coverOpen', nearEnd: false }
  if (/media-jam|jam/i.test(output)) return { trouble: 'jammed', nearEnd: false }
  return { trouble: null, nearEnd: /media-low/i.test(output) }
}

type Queue = {
  readonly clock: Clock
  readonly queue: string
  readonly programs: SpoolerPrograms
  readonly patience: SpoolerPatience
}

/** Hands a job over and watches it. `failed`: nothing of it is in the queue. */
async function print(spooler: Queue, { jobId, bytes }: PrintBytes, signal: AbortSignal): Promise<PrintOutcome> {
  const { clock, queue, patience } = spooler
  const lp = await run(spooler, 'lp', ['-d', queue, '-o', 'raw', '-t', jobId], bytes)
  if (!lp.begun || (lp.code !== null && lp.code !== 0)) return { outcome: 'failed', reason: 'offline' }
  const spooled = /request id is (\S+)/.exec(lp.output)?.[1]
  if (spooled === undefined) return { outcome: 'maybePrinted', reason: 'silent' }
  for (let waited = 0; waited < patience.job && !signal.aborted; waited += LOOK_MS) {
    const queued = await jobsIn(spooler)
    if (queued !== null && !queued.has(spooled)) return { outcome: 'printed' }
    await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve))
  }
  return { outcome: 'maybePrinted', reason: signal.aborted ? 'aborted' : 'silent' }
}

/** The ids of what waits in the queue or is being printed; null where CUPS does not say. */
async function jobsIn(spooler: Queue): Promise<ReadonlySet<string> | null> {
  const { code, output } = await run(spooler, 'lpstat', ['-o', spooler.queue])
  // Each line begins with the id; owner, size and date follow.
  return code === 0
    ? new Set(
        output
          .split('\n')
          .flatMap((line) => line.trim().split(/\s+/, 1))
          .filter(Boolean),
      )
    : null
}

/** Cancels what lies in the queue and did not `before`. True once nothing of it is left. */
async function takeBack(spooler: Queue, before: ReadonlySet<string>): Promise<boolean> {
  const added = async () => {
    const queued = await jobsIn(spooler)
    return queued === null ? null : [...queued].filter((id) => !before.has(id))
  }
  const ours = await added()
  if (ours === null) return false
  if (ours.length === 0) return true
  await run(spooler, 'cancel', ours)
  return (await added())?.length === 0
}

const LOOK_MS = 250

/** Runs a program in English and never rejects: one that is missing or does not end has an exit code other than 0. */
function run(
  { clock, programs, patience }: Queue,
  program: keyof SpoolerPrograms,
  args: readonly string[],
  input?: Uint8Array,
): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn('env', ['LC_ALL=C', programs[program], ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
    const stop = clock.after(patience.program, () => child.kill('SIGKILL'))
    let output = ''
    const answer = (code: number | null, begun: boolean): void => {
      stop()
      resolve({ code, begun, output })
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stdin.on('error', () => {})
    child.on('error', () => answer(null, false))
    child.on('close', (code) => answer(code, true))
    child.stdin.end(input)
  })
}
