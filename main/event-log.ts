import { spawn as spawnChild } from 'node:child_process'
import { join } from 'node:path'
import type { Log } from './ports.ts'

/**
 * The numbers by which administrators filter: one keeps its meaning for ever, a new event gets a new one (1 to 1000 are all
 * that `eventcreate` takes). The handbook lists them; install-kiosk.ps1 writes 2, update-kiosk.ps1 410 to 413.
 */
export const EVENT_IDS: Readonly<Record<string, number>> = {
  bug: 100,
  closing: 101,
  bridge: 102,
  'page fault': 103,
  'page lost': 104,
  'page silent': 105,
  'the embedded central ended': 106,
  'graphics lost': 107,
  'configuration refused': 110,
  'cache rebuilt': 200,
  'health file': 201,
  housekeeping: 202,
  'receipts of an earlier visitor left behind': 203,
  'device key': 204,
  'screen not plugged in': 205,
  'image not deleted': 206,
  'sign-ins not kept': 207,
  'central refused the kiosk': 300,
  'central refused a round': 301,
  'central refused the desk': 302,
  'town settings refused': 303,
  'update refused': 400,
  'update not fetched': 401,
  update: 402,
  'update not handed over': 403,
  'service menu refused': 500,
}
const OTHER_ID = 1
const SOURCE = 'Foyer'
/** Of one kind, one in ten minutes is written, and the next one says how many were left out: a loop fills no log. */
const EVERY_MS = 600_000
/** A service that hangs is not given more and more to hang with. */
const MOST_AT_ONCE = 4
const MOST_CHARACTERS = 400

export type EventLogParts = {
  readonly spawn: typeof spawnChild
  /** `%SystemRoot%`. The program is named by its whole path: a folder of the search path might hold another. */
  readonly systemRoot: string
  readonly now: () => number
  /** Hears once why Windows takes nothing, such as a source that was never registered. */
  readonly aside: Log
}

/**
 * Warnings and errors for the Application log of Windows, by the system's own `eventcreate.exe`. It is told what the log line
 * holds, and nothing else; it is never waited for, and whatever goes wrong with it stops nobody.
 */
export function openEventLog({ spawn, systemRoot, now, aside }: EventLogParts): Log {
  const program = join(systemRoot, 'System32', 'eventcreate.exe')
  const written = new Map<string, { atMs: number; leftOut: number }>()
  let running = 0
  let told = false
  const failed = (code: string | number) => {
    if (!told) aside('warning', 'event log', { code })
    told = true
  }
  const write = (args: readonly string[]) => {
    try {
      // Detached: what a program says as it ends must outlive it, and its other children end with it on Windows.
      const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true })
      running += 1
      child.once('error', (error) => failed('code' in error ? String(error.code) : error.name))
      child.once('close', (code) => {
        running -= 1
        if (code !== 0) failed(code ?? 'signal')
      })
      child.unref()
    } catch (error) {
      failed(error instanceof Error ? error.name : 'unknown')
    }
  }
  return (level, event, fields = {}) => {
    if (level === 'info') return
    const last = written.get(event) ?? { atMs: Number.NEGATIVE_INFINITY, leftOut: 0 }
    if (now() - last.atMs < EVERY_MS || running >= MOST_AT_ONCE) {
      written.set(event, { ...last, leftOut: last.leftOut + 1 })
      return
    }
    written.set(event, { atMs: now(), leftOut: 0 })
    const words = [event, ...Object.entries(fields).map(([name, value]) => `${name} ${String(value)}`)]
    if (last.leftOut > 0) words.push(`and ${last.leftOut} more of its kind since the last one`)
    const type = level === 'error' ? 'ERROR' : 'WARNING'
    const id = String(EVENT_IDS[event] ?? OTHER_ID)
    write(['/L', 'APPLICATION', '/SO', SOURCE, '/T', type, '/ID', id, '/D', harmless(words.join(', '))])
  }
}

/** The one of this machine; null where there is no Windows. */
export function eventLogOf(
  { platform, environment }: { platform: string; environment: Readonly<Record<string, string | undefined>> },
  { now, aside }: Pick<EventLogParts, 'now' | 'aside'>,
): Log | null {
  const systemRoot = environment['SystemRoot'] ?? 'C:\\Windows'
  return platform === 'win32' ? openEventLog({ spawn: spawnChild, systemRoot, now, aside }) : null
}

/** A quote would end the argument, and `%1` is a place that the event viewer fills. */
const harmless = (text: string) =>
  text
    .replaceAll('"', "'")
    .replace(/[^\x20-\x7e]|%/g, '?')
    .slice(0, MOST_CHARACTERS)
