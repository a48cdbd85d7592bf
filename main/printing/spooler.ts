import { spawn } from 'node:child_process'
import { userInfo } from 'node:os'
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
export type SpoolerOptions = {
  /** Whether a station before this one may have left a job in the queue or half a slip in the printer. */
  readonly leftover?: boolean
  readonly programs?: SpoolerPrograms
  readonly patience?: SpoolerPatience
}

/** Whether a job in the queue may be one of ours that nobody waits for any more. */
type Ours = (job: Queued) => boolean
type Queued = { readonly id: string; readonly owner: string }

/**
 * A CUPS queue, fed unfiltered (`lp -o raw`). CUPS takes a job long before the paper moves, so the job is watched until it
 * has left the queue; one that has not done so in time is taken back, so that it cannot come out for somebody else. So is one
 * that `lp` has handed over without saying so: it is what lies in the queue and did not before. As long as a job may lie there
 * nothing else is printed. After a start (`leftover`) that is every job of this account: a killed station may have left one, CUPS
 * keeps it over restarts of its own, and its programs tell of a job's owner but not of its title.
 * Windows has no such program: there a printer is reached by network.
 */
export function createSpoolerPrinter(
  clock: Clock,
  queue: string,
  { leftover = false, programs = CUPS, patience = SPOOLER_PATIENCE }: SpoolerOptions = {},
): Printer {
  const spooler: Queue = { clock, queue, programs, patience }
  /** What may lie in the queue of a job that did not come out. Looked for again before each: CUPS may be slow to show what it was given. */
  let stuck: Ours | null = leftover ? isOfThisAccount() : null
  let forgotten = !leftover
  let underWay = false
  return {
    status: async () => {
      if (stuck !== null && !underWay) await takeBack(spooler, stuck)
      return status(spooler)
    },
    print: async (job, signal) => {
      underWay = true
      try {
        return await printAfter(job, signal)
      } finally {
        underWay = false
      }
    },
  }

  async function printAfter({ jobId, bytes }: PrintBytes, signal: AbortSignal): Promise<PrintOutcome> {
    const before = await status(spooler)
    if (signal.aborted) return { outcome: 'failed', reason: 'aborted' }
    if (before.trouble !== null) return { outcome: 'failed', reason: before.trouble }
    if (stuck !== null && !(await takeBack(spooler, stuck))) return { outcome: 'failed', reason: 'silent' }
    const queued = await jobsIn(spooler)
    if (queued === null) return { outcome: 'failed', reason: 'silent' }
    const known = new Set(queued.map(({ id }) => id))
    const added: Ours = ({ id }) => !known.has(id)
    stuck = null
    if (!forgotten) {
      const forgetting = await print(spooler, { jobId: 'forget', bytes: FORGET_JOB }, signal)
      if (forgetting.outcome !== 'printed') {
        // It lies there in the way of the next one.
        stuck = added
        return { outcome: 'failed', reason: forgetting.reason }
      }
      forgotten = true
    }
    const outcome = await print(spooler, { jobId, bytes }, signal)
    if (outcome.outcome === 'printed') return outcome
    forgotten &&= outcome.outcome !== 'maybePrinted'
    await takeBack(spooler, added)
    stuck = added
    return outcome
  }
}

function isOfThisAccount(): Ours {
  const { username } = userInfo()
  return ({ owner }) => owner === username
}

/** What is in the town's own words (`-l` tells it beside the reasons) says nothing of the printer's state. */
const WORDS = /^\s*(Description|Location|Interface):.*$/gm

async function status(spooler: Queue): Promise<PrinterStatus> {
  // Without `-l` CUPS keeps the reasons (RFC 8011 §5.4.12) to itself.
  const { code, output } = await run(spooler, 'lpstat', ['-l', '-p', spooler.queue])
  const said = output.replace(WORDS, '')
  if (code !== 0 || /^printer \S+ disabled/m.test(said)) return { trouble: 'offline', nearEnd: false }
  if (/media-empty|out of paper/i.test(said)) return { trouble: 'paperOut', nearEnd: false }
  if (/cover-open|door-open/i.test(said)) return { trouble: 'coverOpen', nearEnd: false }
  if (/media-jam|jammed/i.test(said)) return { trouble: 'jammed', nearEnd: false }
  return { trouble: null, nearEnd: /media-low/i.test(said) }
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
    if (queued?.some(({ id }) => id === spooled) === false) return { outcome: 'printed' }
    await new Promise<void>((resolve) => void clock.after(LOOK_MS, resolve))
  }
  return { outcome: 'maybePrinted', reason: signal.aborted ? 'aborted' : 'silent' }
}

/** What waits in the queue or is being printed; null where CUPS does not say. */
async function jobsIn(spooler: Queue): Promise<Queued[] | null> {
  const { code, output } = await run(spooler, 'lpstat', ['-o', spooler.queue])
  if (code !== 0) return null
  // Each line begins with id and owner; size and date follow.
  const words = output.split('\n').map((line) => line.trim().split(/\s+/))
  return words.flatMap(([id = '', owner = '']) => (id === '' ? [] : [{ id, owner }]))
}

/** Cancels what of the queue is ours. True once nothing of it is left. */
async function takeBack(spooler: Queue, isOurs: Ours): Promise<boolean> {
  const left = async () => (await jobsIn(spooler))?.filter(isOurs)
  const ours = await left()
  if (ours === undefined) return false
  if (ours.length === 0) return true
  await run(
    spooler,
    'cancel',
    ours.map(({ id }) => id),
  )
  return (await left())?.length === 0
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
