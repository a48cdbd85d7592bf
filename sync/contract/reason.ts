import type * as z from 'zod/mini'
import { LOCAL_TIME } from './values.ts'

const TYPES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
}

const FORMATS: Readonly<Record<string, string>> = {
  // Every address that a configuration holds is one of HTTP.
  url: 'needs an address that begins with http:// or https://',
  email: 'needs an address such as a@b.example',
  date: 'needs a day, YYYY-MM-DD',
  datetime: 'needs an instant such as 2027-01-31T12:00:00Z',
  base64: 'needs base64',
}

const PATTERNS: Readonly<Record<string, string>> = {
  [String(LOCAL_TIME)]: 'needs a time, HH:MM',
}

/** What a value would need, in words for whoever wrote the file: "needs at least 20". */
export function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `needs one of ${issue.values.map(String).join(', ')}`
  const unit = 'origin' in issue && issue.origin === 'string' ? ' characters' : ''
  if (issue.code === 'too_small')
    return issue.minimum === 1 && unit ? 'needs a text' : `needs at least ${String(issue.minimum)}${unit}`
  if (issue.code === 'too_big') return `needs at most ${String(issue.maximum)}${unit}`
  if (issue.code === 'invalid_type') return `needs ${TYPES[issue.expected] ?? `a value of type ${issue.expected}`}`
  if (issue.code === 'invalid_format' && issue.message === 'Invalid input')
    return FORMATS[issue.format] ?? PATTERNS[String(issue.pattern)] ?? 'needs letters, digits, ".", "_" or "-"'
  return issue.message
}
