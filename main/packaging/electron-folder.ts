import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { TargetArch, TargetPlatform } from './options.ts'

/** The folder that is packed around the app. */
export type ElectronFolder =
  | { readonly kind: 'real'; readonly path: string }
  | { readonly kind: 'standIn'; readonly path: string }
  /** For another platform or processor: electron-builder downloads it. */
  | { readonly kind: 'download' }
  | { readonly kind: 'none'; readonly reason: string }

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
