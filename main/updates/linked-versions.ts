import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { replaceFile } from '../replace-file.ts'
import { seenIn, type Versions, wordsIn } from './versions.ts'

const run = promisify(execFile)

/**
 * On Linux the program keeps unpacked versions in its own folder, and the launcher (assets/lockdown/debian/foyer-launch.sh)
 * starts them from there. `current` and `previous` are links to folders beside them, `trial` counts the starts of a version that
 * has not shown itself yet: after three the launcher turns back. `failed` lists those given up.
 */
export type LinkedVersions = Versions & {
  readonly current: () => string | null
  readonly previous: () => string | null
  /** Whether a version lies here whole. */
  readonly has: (version: string) => boolean
}

export function openLinkedVersions(folder: string): LinkedVersions {
  const at = (name: string) => join(folder, name)
  const target = (name: string) => {
    try {
      return basename(readlinkSync(at(name)))
    } catch {
      return null
    }
  }
  const point = (name: string, version: string) => {
    rmSync(at(`${name}.new`), { force: true })
    symlinkSync(version, at(`${name}.new`))
    renameSync(at(`${name}.new`), at(name))
  }
  return {
    ...seenIn(folder),
    folder,
    canBegin: () => true,
    current: () => target('current'),
    previous: () => target('previous'),
    onTrial: () => (existsSync(at('trial')) ? target('current') : null),
    failed: () => wordsIn(at('failed')),
    has: (version) => existsSync(join(folder, version, 'foyer')),
    keep: async (version, archive) => {
      const draft = at('unpacked')
      try {
        rmSync(draft, { recursive: true, force: true })
        mkdirSync(draft, { mode: 0o700 })
        await run('tar', ['-xzf', archive, '-C', draft, '--strip-components=1', '--no-same-owner'])
      } catch {
        rmSync(draft, { recursive: true, force: true })
        return false
      }
      rmSync(at(version), { recursive: true, force: true })
      renameSync(draft, at(version))
      return true
    },
    begin: (version) => {
      const before = target('current')
      // Counted before it is pointed to: a power cut between the two leaves the old version, on trial for a start or two.
      replaceFile(at('trial'), '0\n')
      if (before === null) rmSync(at('previous'), { force: true })
      else point('previous', before)
      point('current', version)
    },
    exitCode: 0,
    confirm: () => {
      rmSync(at('trial'), { force: true })
      const kept = [target('current'), target('previous')]
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory() && !kept.includes(entry.name)) rmSync(at(entry.name), { recursive: true, force: true })
    },
  }
}
