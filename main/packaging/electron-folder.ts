import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TargetArch, TargetPlatform } from './options.ts'

/** The folder that is packed around the app. */
export type ElectronFolder =
  | { readonly kind: 'real'; readonly path: string }
  | { readonly kind: 'standIn'; readonly path: string }
  /** For another platform or processor: electron-builder downloads it. */
  | { readonly kind: 'download' }
  | { readonly kind: 'none'; readonly reason: string }

/** Lies in a packed folder that holds no Electron, so that nobody takes it for a product. */
export const STAND_IN_MARK = 'STAND-IN-NOT-A-PRODUCT.txt'

// The sentinel by which @electron/fuses finds the wire in Electron's binary, then version 1, nine fuses, and
// Electron's own defaults: run-as-node 1, cookies 0, NODE_OPTIONS 1, inspect 1, integrity 0, only-asar 0, snapshot 0, file 1, wasm 1.
const FUSE_WIRE = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100011')])

/** Electron's folder where npm has put it, in `override`, or after trying the download that Electron 42 and later leave to us. */
export function findElectronFolder(
  root: string,
  wanted: { platform: TargetPlatform; arch: TargetArch },
  host: { platform: string; arch: string },
  override: string | undefined,
): ElectronFolder {
  if (override !== undefined) {
    return existsSync(join(override, 'version'))
      ? { kind: 'real', path: override }
      : { kind: 'none', reason: `${override} holds no Electron (no file "version")` }
  }
  if (wanted.platform !== host.platform || wanted.arch !== host.arch) return { kind: 'download' }
  const dist = join(root, 'node_modules/electron/dist')
  if (existsSync(join(dist, 'version'))) return { kind: 'real', path: dist }
  const installer = join(root, 'node_modules/electron/install.js')
  if (!existsSync(installer)) return { kind: 'none', reason: 'the package electron is not installed' }
  const done = spawnSync(process.execPath, [installer], { encoding: 'utf8', timeout: 600_000 })
  if (done.status === 0 && existsSync(join(dist, 'version'))) return { kind: 'real', path: dist }
  const said = `${done.stderr}${done.stdout}`.split('\n').find((line) => line.trim() !== '')
  return { kind: 'none', reason: `its download failed: ${said?.trim() ?? 'no reason given'}` }
}

const PROGRAM = `#!/bin/sh
echo 'This is a stand-in that tests the packaging, and no product: it holds no Electron.' >&2
exit 69
`

/**
 * A folder laid out as Electron's, around a program that says what it is, with a fuse wire at its end. It shows that files,
 * fuses, archive and packages come out right; it says nothing about how Electron behaves.
 */
export function makeStandIn(folder: string, version: string): ElectronFolder {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(PROGRAM), FUSE_WIRE]), { mode: 0o755 })
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'LICENSE'), 'Stand-in for the packaging tests.\n')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<!doctype html><title>Stand-in</title>\n')
  for (const language of ['de', 'en-US', 'fr']) writeFileSync(join(folder, 'locales', `${language}.pak`), '')
  writeFileSync(
    join(folder, STAND_IN_MARK),
    'This folder holds no Electron: it was packed to test the packaging. Do not install it.\n',
  )
  return { kind: 'standIn', path: folder }
}
