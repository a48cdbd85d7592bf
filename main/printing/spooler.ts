import { spawn } from 'node:child_process'
import type { Clock } from '../ports.ts'
import type { PrintBytes, Printer, PrinterStatus, PrintOutcome } from './transport.ts'

/** How the spooler's own programs are run; tests give stand-ins. */
export type SpoolerPrograms = { readonly lp: string; readonly lpstat: string; readonly cancel: string }
export const CUPS: SpoolerPrograms = { lp: 'lp', lpstat: 'lpstat', cancel: 'cancel' }

type Run = { readonly code: number | null; readonly output: string }

/**
 * A CUPS queue, fed unfiltered (`lp -o raw`). CUPS takes a job long before the paper moves, so the job is watched until it
 * has left the queue; one that has not done so in time is taken back, so that it cannot come out for somebody else.
 * Windows has no such program: there a printer is reached by network.
 */
export function createSpoolerPrinter(clock: Clock, queue: string, programs = CUPS, timeoutMs = 15_000): Printer {
  return {
    status: () => status(clock, queue, programs),
    print: (job, signal) => print({ clock, queue, programs, timeoutMs }, job, signal),
  }
}

async function status(clock: Clock, queue: string, { lpstat }: SpoolerPrograms): Promise<PrinterStatus> {
  const { code, output } = await run(clock, lpstat, ['-p', queue])
  if (code !== 0 || /disabled/i.test(output)) return { trouble: 'offline', nearEnd: false }
  if (/media-empty|out of paper/i.test(output)) return { trouble: 'paperOut', nearEnd: false }
  if (/cover-open|door-open/i.test(output)) return { trouble: 'coverOpen', nearEnd: false }
  if (/media-jam|jam/i.test(output)) return { trouble: 'jammed', nearEnd: false }
  return { trouble: null, nearEnd: /media-low/i.test(output) }
}

type Queue = { readonly clock: Clock; readonly queue: string; readonly programs: SpoolerPrograms; readonly timeoutMs: number }

async function print(spooler: Queue, { jobId, bytes }: PrintBytes, signal: AbortSignal): Promise<PrintOutcome> {
  const { clock, queue, programs, timeoutMs } = spooler
  const before = await status(clock, queue, programs)
  if (signal.aborted) return { outcome: 'failed', reason: 'aborted' }
  if (before.trouble !== null) return { outcome: 'failed', reason: before.trouble }
  const { code, output } = await run(clock, programs.lp, ['-d', queue, '-o', 'raw', '-t', jobId], bytes)
  const spooled = /request id is (\S+)/.exec(output)?.[1]
  if (code !== 0 || spooled === undefined) return { outcome: 'failed', reason: 'offline' }
  for (let waited = 0; waited < timeoutMs && !signal.aborted; waited += LOOK_MS) {
    const queued = await run(clock, programs.lpstat, ['-o', queue])
    if (queued.code === 0 && !queued.output.split(/\s+/).includes(spooled)) return { outcome: 'printed' }
    await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve))
  }
  await run(clock, programs.cancel, [spooled])
  return { outcome: 'maybePrinted', reason: signal.aborted ? 'aborted' : 'silent' }
}

const LOOK_MS = 250

/** Runs a program in English and never rejects: one that is missing or does not end has an exit code other than 0. */
function run(clock: Clock, program: string, args: readonly string[], input?: Uint8Array): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn('env', ['LC_ALL=C', program, ...args], { stdio: ['pipe', 'pipe', 'ignore'] })
    const stop = clock.after(5_000, () => child.kill('SIGKILL'))
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stdin.on('error', () => {})
    child.on('error', () => {
      stop()
      resolve({ code: null, output })
    })
    child.on('close', (code) => {
      stop()
      resolve({ code, output })
    })
    child.stdin.end(input)
  })
}
