import type { Clock, Log, LogFields } from './ports.ts'

const FIELDS: readonly (keyof LogFields)[] = [
  'method',
  'route',
  'status',
  'ms',
  'kioskId',
  'officeId',
  'staffId',
  'bookingId',
  'mailId',
  'kind',
  'outcome',
  'count',
  'version',
  'port',
  'error',
]

/** One line of JSON per event. Only listed fields are written, whatever a caller hands over. */
export function createLog(clock: Clock, write: (line: string) => void): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      const known = Object.fromEntries(FIELDS.flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]]])))
      write(`${JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), level, event, ...known })}\n`)
    }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}
