import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CentralPackages, packCentral } from '../../main/packaging/central-package.ts'

const ROOT = join(import.meta.dirname, '../..')
const DONE = 'packages-of-central.json'

/**
 * Tarball and deb of central for this processor. Compressing Node.js takes most of the time: the files of one run, which come
 * one after the other, share what the first of them has made in FOYER_TEST_PACKAGES; a file alone makes it in `own`.
 */
export function packagesOfCentral(own: string): CentralPackages {
  const out = process.env['FOYER_TEST_PACKAGES'] ?? own
  mkdirSync(out, { recursive: true })
  const done = join(out, DONE)
  if (existsSync(done)) return JSON.parse(readFileSync(done, 'utf8')) as CentralPackages
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
  const made = packCentral(ROOT, { arch, out }, '0.1.0', 1_767_225_600)
  writeFileSync(done, JSON.stringify(made))
  return made
}
