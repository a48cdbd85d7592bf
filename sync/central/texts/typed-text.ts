import { cleaned } from '../../contract/person.ts'

/** Text as typed, without control and direction characters, its line breaks kept. */
export const typedText = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => cleaned(line))
    .join('\n')
    .trim()
