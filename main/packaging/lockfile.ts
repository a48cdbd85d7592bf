import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'

const Names = z.optional(z.record(z.string(), z.string()))
// npm writes down what the package itself says: a list, or one word.
const Words = z.optional(z.union([z.array(z.string()), z.string()]))
const LockedPackage = z.object({
  version: z.optional(z.string()),
  integrity: z.optional(z.string()),
  license: z.optional(z.string()),
  dependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
  os: Words,
  cpu: Words,
})
export type LockedPackage = z.infer<typeof LockedPackage>
const Lockfile = z.object({ packages: z.record(z.string(), LockedPackage) })
export type Lockfile = z.infer<typeof Lockfile>

export const readLockfile = (root: string): Lockfile =>
  Lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))

/** Where `name`, asked for by the package at `from` ('' for the project), is found: npm's own way up the folders. */
function resolve(lock: Lockfile, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (path in lock.packages) return path
    if (folder === '') return null
  }
}

/**
 * The named packages and all that they need, as folders below the project (`node_modules/a`, `node_modules/a/node_modules/b`).
 * Optional ones that the lock does not know are left out; a missing mandatory one throws.
 */
export function closureOf(lock: Lockfile, names: readonly string[]): string[] {
  const found = new Set<string>()
  const take = (from: string, name: string, optional: boolean) => {
    const path = resolve(lock, from, name)
    if (path === null && !optional) throw new Error(`${name} is not in package-lock.json`)
    if (path === null || found.has(path)) return
    found.add(path)
    const entry = lock.packages[path]
    for (const next of Object.keys(entry?.dependencies ?? {})) take(path, next, false)
    for (const next of Object.keys(entry?.optionalDependencies ?? {})) take(path, next, true)
    for (const next of Object.keys(entry?.peerDependencies ?? {})) take(path, next, true)
  }
  for (const name of names) take('', name, false)
  return [...found].sort()
}

/** Whether a package of the lock is one for that machine: only native parts name systems and processors. */
export const isFor = ({ os, cpu }: LockedPackage, { platform, arch }: { platform: string; arch: string }): boolean =>
  names(os, platform) && names(cpu, arch)

const names = (words: string | readonly string[] | undefined, word: string) =>
  words === undefined || [words].flat().includes(word)
