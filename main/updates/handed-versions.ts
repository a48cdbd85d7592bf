import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../replace-file.ts'
import { firstLine, seenIn, type Versions, wordsIn } from './versions.ts'

/** Shell Launcher does nothing after it (policies.json): nobody is served while the updater is at work. */
const EXIT_MAKES_WAY = 20
/** The updater looks every five minutes of the window; one that has been silent for longer would leave the screen black. */
const ALIVE_MS = 15 * 60_000

/**
 * On Windows the program belongs to the machine, and who runs it is no administrator: it lays a checked installer into its own
 * `folder` and makes way. A scheduled task of the system, assets/lockdown/windows/update-kiosk.ps1, takes it from there, believes
 * nothing but the publisher's signature, installs it, and turns back where the new version is not confirmed in time.
 * `store` is the updater's: `alive` is touched at each look, `trial` holds what is being tried, `failed` what was given up.
 */
export function openHandedVersions(folder: string, store: string, now: () => number): Versions {
  const offered = (name: string) => join(folder, name)
  const told = (name: string) => join(store, name)
  return {
    ...seenIn(folder),
    folder,
    canBegin: () => existsSync(told('alive')) && now() - statSync(told('alive')).mtimeMs < ALIVE_MS,
    onTrial: () => firstLine(told('trial'))?.split(' ')[0] ?? null,
    failed: () => wordsIn(told('failed')),
    keep: async (_version, installer) => {
      rmSync(offered('offer'), { force: true })
      renameSync(installer, offered('offer.exe'))
      return true
    },
    // Named last: an installer without its version is no offer.
    begin: (version) => replaceFile(offered('offer'), `${version} ${now()}\n`),
    exitCode: EXIT_MAKES_WAY,
    // The whole line, which is another at each trial: what an earlier one left behind confirms nothing.
    confirm: () => replaceFile(offered('confirmed'), `${firstLine(told('trial')) ?? ''}\n`),
  }
}
