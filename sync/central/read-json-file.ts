import { readFile } from 'node:fs/promises'
import { NOT_UTF8, textOf } from '../contract/utf8-text.ts'
import { systemWord } from './file-fault.ts'

/** `reason`: why it could not be read, to stand behind the file's name. */
export type JsonFile =
  | { readonly outcome: 'read'; readonly json: unknown }
  | { readonly outcome: 'broken'; readonly reason: string }

/** What a file that an operator names holds, not checked yet. */
export async function readJsonFile(path: string): Promise<JsonFile> {
  let text: string | null
  try {
    text = textOf(await readFile(path))
  } catch (error) {
    return { outcome: 'broken', reason: `cannot be read (${systemWord(error)})` }
  }
  if (text === null) return { outcome: 'broken', reason: NOT_UTF8 }
  try {
    return { outcome: 'read', json: JSON.parse(text) as unknown }
  } catch (error) {
    return { outcome: 'broken', reason: `is not JSON: ${error instanceof Error ? error.message.split('\n')[0] : ''}` }
  }
}
