import type { Log } from './ports.ts'

/** One JSON object a line; the type of `Log` is the allow-list of fields. stdout is kept for the readiness line. */
export function createLog(write: (line: string) => void, now: () => number): Log {
  return (level, event, fields = {}) => {
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`)
  }
}

export const silentLog: Log = () => {}

/** Says everything to each of `logs`, also to those that are added later. */
export const logToAll =
  (logs: readonly Log[]): Log =>
  (...told) => {
    for (const log of logs) log(...told)
  }
