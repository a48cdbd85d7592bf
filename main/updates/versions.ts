import { existsSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { replaceFile } from '../replace-file.ts'

/**
 * The versions that a device has fetched by itself. `current` and `previous` are links to folders beside them, `trial` counts
 * the starts of a version that has not shown itself yet, `failed` lists those given up, `seen` is the time of the newest
 * manifest. The launcher (assets/lockdown/debian/foyer-launch.sh) reads the same files, and turns back after three starts.
 */
export type Versions = {
  readonly folder: string
  readonly current: () => string | null
  readonly previous: () => string | null
  /** The version that is being tried. */
  readonly onTrial: () => string | null
  readonly failed: () => string[]
  readonly seenMs: () => number | null
  readonly see: (issuedMs: number) => void
  /** Whether a version lies here whole. */
  readonly has: (version: string) => boolean
  /** Makes a version that lies here the one that the next start tries. */
  readonly begin: (version: string) => void
  /** The version on trial has shown itself: it stays; older ones but the previous go. */
  readonly confirm: () => void
}

export function openVersions(folder: string): Versions {
  const at = (name: string) => join(folder, name)
  const text = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8').trim() : null)
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
  const failed = () => text('failed')?.split(/\s+/).filter(Boolean) ?? []
  return {
    folder,
    current: () => target('current'),
    previous: () => target('previous'),
    onTrial: () => (text('trial') === null ? null : target('current')),
    failed,
    seenMs: () => {
      const seen = Number(text('seen') ?? Number.NaN)
      return Number.isFinite(seen) ? seen : null
    },
    see: (issuedMs) => replaceFile(at('seen'), `${issuedMs}\n`),
    has: (version) => existsSync(join(folder, version, 'foyer')),
    begin: (version) => {
      const before = target('current')
      // Counted before it is pointed to: a power cut between the two leaves the old version, on trial for a start or two.
      replaceFile(at('trial'), '0\n')
      if (before === null) rmSync(at('previous'), { force: true })
      else point('previous', before)
      point('current', version)
    },
    confirm: () => {
      rmSync(at('trial'), { force: true })
      const kept = [target('current'), target('previous')]
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory() && !kept.includes(entry.name)) rmSync(at(entry.name), { recursive: true, force: true })
    },
  }
}
