import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { closureOf, type Lockfile } from './lockfile.ts'
import { packagesNamedIn } from './named-packages.ts'

/** Central's own sources, as they run: Node reads the TypeScript. */
const SOURCES = ['sync/central', 'sync/contract', 'assets/demo-town'] as const

/** The npm packages that central's sources name, sorted. */
export const packagesOfCentral = (root: string): string[] => packagesNamedIn(root, ['sync/central', 'sync/contract'])

// What a module's folder holds beside what runs.
const LEFT_OUT_FOLDERS = new Set([
  'node_modules',
  'test',
  'tests',
  'spec',
  '__tests__',
  'benchmark',
  'benchmarks',
  'bench',
  'docs',
  'doc',
  'example',
  'examples',
  '.github',
  'coverage',
])
const LEFT_OUT_FILES = /(\.[cm]?ts|\.map|\.md|\.markdown|\.gyp|\.test\.[cm]?js|\.scss|\.woff)$|^\.|^(eslint|tsconfig)/i

/** What of a package's folder is shipped. `path` is relative to it, with forward slashes. */
function shipped(name: string, path: string, prebuild: string): boolean {
  const parts = path.split('/')
  if (parts.some((part) => LEFT_OUT_FOLDERS.has(part))) return false
  if (name === 'better-sqlite3') {
    return (
      path === '' || /^(lib|package\.json|LICENSE)/.test(path) || path === 'prebuilds' || path === `prebuilds/${prebuild}.node`
    )
  }
  return path === '' || !LEFT_OUT_FILES.test(basename(path))
}

/**
 * Lays `target` out as /opt/foyer-central: bin, app with its production packages, etc.
 * Answers the folders of the lock that went in. `nodeBinary` is the Node.js of the target's processor.
 */
export function layCentralTree(root: string, lock: Lockfile, nodeBinary: string, prebuild: string, target: string): string[] {
  if (!existsSync(nodeBinary)) throw new Error(`Node.js for this processor is not installed: ${nodeBinary}`)
  const app = join(target, 'app')
  for (const folder of SOURCES) cpSync(join(root, folder), join(app, folder), { recursive: true })
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  writeFileSync(
    join(app, 'package.json'),
    `${JSON.stringify({ name: 'foyer-central', version, type: 'module', private: true })}\n`,
  )
  const paths = closureOf(lock, packagesOfCentral(root)).filter((path) => existsSync(join(root, path)))
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const from = join(root, path)
    const keep = (file: string) => shipped(name, file.slice(from.length + 1).replaceAll('\\', '/'), prebuild)
    cpSync(from, join(app, path), { recursive: true, filter: keep })
  }
  const bin = join(target, 'bin')
  mkdirSync(bin, { recursive: true })
  cpSync(nodeBinary, join(bin, 'node'), { dereference: true })
  const build = join(root, 'assets/build/central')
  for (const script of ['foyer-central', 'foyer-operator']) cpSync(join(build, script), join(bin, script))
  for (const file of ['foyer-central.service', 'central.json']) cpSync(join(build, file), join(target, 'etc', file))
  cpSync(join(build, 'INSTALL.txt'), join(target, 'INSTALL.txt'))
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
  return paths
}
