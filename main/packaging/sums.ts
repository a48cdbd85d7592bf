import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const NOT_SUMMED = /^(SHA256SUMS(\.asc)?|builder-.*|.*\.asc|\.icon-.*)$/

/** Writes SHA256SUMS over every file in the folder, in the form that `sha256sum -c` reads. Answers the names. */
export async function writeSums(folder: string): Promise<string[]> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_SUMMED.test(entry.name))
    .map(({ name }) => name)
    .sort()
  const lines: string[] = []
  for (const name of names) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(join(folder, name)), hash)
    lines.push(`${hash.digest('hex')}  ${name}\n`)
  }
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''))
  return names
}

/** Signs SHA256SUMS and every .deb beside it with a detached, armoured signature of `key` (id or fingerprint). */
export function signWithGpg(folder: string, key: string, homeDir: string | undefined): string[] {
  const names = readdirSync(folder).filter((name) => name === 'SHA256SUMS' || name.endsWith('.deb'))
  const home = homeDir === undefined ? [] : ['--homedir', homeDir]
  for (const name of names) {
    const args = [...home, '--batch', '--yes', '--local-user', key, '--armor', '--detach-sign', join(folder, name)]
    execFileSync('gpg', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return names.map((name) => `${name}.asc`)
}
