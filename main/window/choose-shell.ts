import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser, hasDisplay } from './browser.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Config } from '../config.ts'

export type Shell =
  | { readonly kind: 'electron'; readonly program: string; readonly entry: string }
  | { readonly kind: 'browser'; readonly program: string }
  | { readonly kind: 'none' }

type Machine = {
  readonly root: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
}

/** Electron if it is there, else a Chromium-family browser if a window could be seen, else none. Throws CannotStart. */
export function chooseShell(wished: Config['shell'], machine: Machine): Shell {
  const { environment, platform } = machine
  const electron = wished === 'auto' || wished === 'electron' ? findElectron(machine) : null
  if (electron !== null && (wished === 'electron' || hasDisplay(environment, platform))) return { kind: 'electron', ...electron }
  if (wished === 'electron') throw new CannotStart('shell: Electron is not installed or not built (npm run build)')
  const program = wished === 'none' ? null : findBrowser(environment, platform)
  if (program !== null && (wished === 'browser' || hasDisplay(environment, platform))) return { kind: 'browser', program }
  if (wished === 'browser') throw new CannotStart('shell: no Chromium-family browser was found')
  return { kind: 'none' }
}

/** Without importing the package: in plain Node its import starts a download. */
function findElectron({ root }: Machine): { program: string; entry: string } | null {
  const folder = join(root, 'node_modules/electron')
  const entry = join(root, 'dist/main/main.js')
  const name = join(folder, 'path.txt')
  if (!existsSync(name) || !existsSync(entry)) return null
  const program = join(folder, 'dist', readFileSync(name, 'utf8').trim())
  return existsSync(program) ? { program, entry } : null
}
