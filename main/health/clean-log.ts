import type { LogField } from '../ports.ts'

const FIELDS: readonly (LogField | 'at' | 'level' | 'event')[] = [
  'at',
  'level',
  'event',
  'code',
  'place',
  'bookingId',
  'opId',
  'officeId',
  'count',
  'milliseconds',
  'state',
  'path',
  'address',
]
const LONGEST = 300

/** The lines that our own log can have written, with the fields it may have: whatever else stands in the file stays out. */
export function cleanLog(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const fields = parsed(line)
      if (fields === null) return []
      const kept = FIELDS.flatMap((field) => {
        const value = fields[field]
        return typeof value === 'number' || (typeof value === 'string' && value.length <= LONGEST)
          ? [[field, value] as const]
          : []
      })
      return [`${JSON.stringify(Object.fromEntries(kept))}\n`]
    })
    .join('')
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    const isLine = typeof value === 'object' && value !== null && 'at' in value && 'level' in value && 'event' in value
    return isLine ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
