import type * as z from 'zod/mini'
import { reasonOf } from '../sync/contract/reason.ts'
import { atPath, type Tree } from './settings-tree.ts'

/** Where settings came from, and how a key is called there. */
export type Source = { readonly name: (key: string) => string; readonly values: Tree }

/** A line for each key that the issue is about: where its value came from, the key and the reason. */
export function explainIssue(issue: z.core.$ZodIssue, sources: readonly Source[], known: readonly string[]): string[] {
  const path = issue.path.map(String)
  if (issue.code !== 'unrecognized_keys') return [line(path, reasonOf(issue), sources)]
  return issue.keys.map((key) => line([...path, key], `unknown key${meant([...path, key], known)}`, sources))
}

/** The table of settings writes keys with dots, and people write what they read there. */
function meant(path: readonly string[], keys: readonly string[]): string {
  const typed = path.join('.').toLowerCase()
  const known = keys.find((key) => key.toLowerCase() === typed || key.toLowerCase().endsWith(`.${typed}`))
  const [first, second] = known?.split('.') ?? []
  if (first === undefined) return ''
  return `; write { "${first}": ${second === undefined ? '…' : `{ "${second}": … }`} }`
}

function line(path: readonly string[], reason: string, sources: readonly Source[]): string {
  const source = sources.find(({ values }) => atPath(values, path) !== undefined)
  // A key may hold anything at all, a line's end too.
  const plain = path.join('.').replace(/[^\x20-\x7e]/g, '?')
  // A blank that has slipped in would not be seen.
  const key = /^[\w.-]+$/.test(plain) ? plain : `"${plain}"`
  return `${source?.name(key) ?? key}: ${reason}`
}
