import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type DebianPackage = {
  readonly name: string
  readonly version: string
  /** Debian's word for the processor: amd64 or arm64. */
  readonly architecture: 'amd64' | 'arm64'
  readonly maintainer: string
  readonly depends: readonly string[]
  readonly recommends: readonly string[]
  readonly suggests?: readonly string[]
  readonly synopsis: string
  readonly description: string
  /** Scripts of the maintainer, by name: postinst, prerm, postrm. */
  readonly scripts: Readonly<Record<string, string>>
  /** Absolute paths that an upgrade does not overwrite. */
  readonly conffiles: readonly string[]
}

export const DEBIAN_ARCH = { x64: 'amd64', arm64: 'arm64' } as const

/**
 * Packs `tree` (a file system as it shall be installed) with dpkg-deb alone. The same tree, meta data and
 * `epochSeconds` give the same bytes: dpkg-deb honours SOURCE_DATE_EPOCH and sorts its members.
 */
export function buildDebianPackage(tree: string, meta: DebianPackage, out: string, epochSeconds: number): void {
  const control = join(tree, 'DEBIAN')
  mkdirSync(control, { recursive: true })
  writeFileSync(join(control, 'control'), controlFile(meta, Math.ceil(sizeOf(tree) / 1024)))
  if (meta.conffiles.length > 0) writeFileSync(join(control, 'conffiles'), `${meta.conffiles.join('\n')}\n`)
  for (const [name, script] of Object.entries(meta.scripts)) writeFileSync(join(control, name), script, { mode: 0o755 })
  settle(tree, epochSeconds)
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', SOURCE_DATE_EPOCH: String(epochSeconds) }
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zzstd', '--build', tree, out], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function controlFile(meta: DebianPackage, installedKilobytes: number): string {
  const list = (name: string, values: readonly string[]) => (values.length > 0 ? [`${name}: ${values.join(', ')}`] : [])
  return [
    `Package: ${meta.name}`,
    `Version: ${meta.version}`,
    `Architecture: ${meta.architecture}`,
    `Maintainer: ${meta.maintainer}`,
    `Installed-Size: ${installedKilobytes}`,
    ...list('Depends', meta.depends),
    ...list('Recommends', meta.recommends),
    ...list('Suggests', meta.suggests ?? []),
    'Section: misc',
    'Priority: optional',
    `Description: ${meta.synopsis}`,
    ` ${meta.description}`,
    '',
  ].join('\n')
}

/** Times and modes that do not depend on who builds, and when, and under which umask. */
function settle(path: string, epochSeconds: number): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  if (stat.isDirectory()) for (const name of readdirSync(path)) settle(join(path, name), epochSeconds)
  chmodSync(path, stat.isDirectory() || (stat.mode & 0o100) !== 0 ? 0o755 : 0o644)
  utimesSync(path, epochSeconds, epochSeconds)
}

function sizeOf(path: string): number {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return 0
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : statSync(path).size
}
