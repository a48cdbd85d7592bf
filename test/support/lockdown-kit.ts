import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the lock-down kits. */
export const KIT = join(import.meta.dirname, '../../assets/lockdown')
export const debian = (name: string): string => join(KIT, 'debian', name)

/** Runs a script of the Debian kit with nothing in its environment but PATH and what is given. */
export const run = (script: string, env: Readonly<Record<string, string>> = {}, ...args: string[]) =>
  spawnSync('sh', [debian(script), ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', ...env } })

/** A PATH on which these programs, written into `place` as shell scripts, are found first. */
export function pathWith(place: string, programs: Readonly<Record<string, string>>): string {
  for (const [name, body] of Object.entries(programs)) writeFileSync(join(place, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  return `${place}:${process.env['PATH'] ?? ''}`
}
