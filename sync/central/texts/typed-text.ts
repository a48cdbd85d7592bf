import * as z from 'zod/mini'
import { cleaned } from '../../contract/person.ts'

/** A field of several lines. A form sends each break as CR LF, which its own `maxlength` has counted as one. */
export const typedLines = (most: number) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string) => text.replace(/\r\n/g, '\n')),
    ),
    z.string().check(z.maxLength(most)),
  )

/** Text as typed, without control and direction characters, its line breaks kept. */
export const typedText = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => cleaned(line))
    .join('\n')
    .trim()

/** A field of a form as it was typed, whatever it is; to be given back to its writer where it cannot be taken. */
export const typedIn = (form: unknown, field: string): string => {
  const value: unknown = typeof form === 'object' && form !== null ? Reflect.get(form, field) : undefined
  return typeof value === 'string' ? value : ''
}
