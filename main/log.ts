import type { Log } from './ports.ts'

/** One JSON object a line; the type of `Log` is the allow-list of fields. stdout is kept for the readiness line. */
export function createLog(write: (line: string) => void, now: () => number): Log {
  return (level, event, fields = {}) => {
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`)
  }
}

export const silentLog: Log = () => {}
