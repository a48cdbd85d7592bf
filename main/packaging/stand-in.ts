import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'
import type { ElectronFolder } from './electron-folder.ts'
import type { TargetMachine } from './native-parts.ts'

/** Lies in a packed folder that holds no Electron, so that nobody takes it for a product. */
export const STAND_IN_MARK = 'STAND-IN-NOT-A-PRODUCT.txt'

// The sentinel by which @electron/fuses finds the wire in Electron's binary, then version 1, nine fuses, and
// Electron's own defaults: run-as-node 1, cookies 0, NODE_OPTIONS 1, inspect 1, integrity 0, only-asar 0, snapshot 0, file 1, wasm 1.
const FUSE_WIRE = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100011')])

const PROGRAM = `#!/bin/sh
echo 'This is a stand-in that tests the packaging, and no product: it holds no Electron.' >&2
exit 69
`
const SCRIPT = Buffer.concat([Buffer.from(PROGRAM), FUSE_WIRE])

/**
 * A folder laid out as Electron's for that machine, around a program that says what it is (on Windows: one without a line of
 * code), with a fuse wire. It shows that files, fuses, archive and packages come out right; it says nothing about how Electron behaves.
 */
export function makeStandIn(folder: string, version: string, { platform }: Pick<TargetMachine, 'platform'>): ElectronFolder {
  rmSync(folder, { recursive: true, force: true })
  const put = (path: string, content: string | Buffer, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode })
  }
  put('version', version)
  put('LICENSE', 'Stand-in for the packaging tests.\n')
  put('LICENSES.chromium.html', '<!doctype html><title>Stand-in</title>\n')
  const inside = platform === 'darwin' ? 'Electron.app/' : ''
  put(`${inside}${STAND_IN_MARK}`, 'This folder holds no Electron: it was packed to test the packaging. Do not install it.\n')
  if (platform === 'darwin') {
    const contents = 'Electron.app/Contents'
    const framework = `${contents}/Frameworks/Electron Framework.framework`
    put(`${contents}/MacOS/Electron`, PROGRAM, 0o755)
    put(`${contents}/Info.plist`, plist('Electron'))
    put(`${framework}/Electron Framework`, SCRIPT, 0o755)
    put(`${contents}/Frameworks/Electron Helper.app/Contents/MacOS/Electron Helper`, PROGRAM, 0o755)
    put(`${contents}/Frameworks/Electron Helper.app/Contents/Info.plist`, plist('Electron Helper'))
    for (const home of [`${contents}/Resources`, `${framework}/Versions/A/Resources`])
      for (const language of ['de', 'en', 'fr']) put(`${home}/${language}.lproj/locale.pak`, '')
    return { kind: 'standIn', path: folder }
  }
  for (const language of ['de', 'en-US', 'fr']) put(`locales/${language}.pak`, '')
  mkdirSync(join(folder, 'resources'))
  if (platform === 'linux') put('electron', SCRIPT, 0o755)
  else put('electron.exe', windowsProgram())
  return { kind: 'standIn', path: folder }
}

const plist = (name: string) => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string><key>CFBundleName</key><string>${name}</string></dict></plist>
`

// English, Unicode: what Electron's own program has. The packer takes over version and icon, and adds the archive's hash.
const LANGUAGE = { lang: 1033, codepage: 1200 }

function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const about = Resource.VersionInfo.createEmpty()
  about.setStringValues(LANGUAGE, { FileDescription: 'Stand-in' })
  about.outputToResourceEntries(resources.entries)
  resources.entries.push({ type: 'STANDIN', id: 'FUSES', bin: Uint8Array.from(FUSE_WIRE).buffer, ...LANGUAGE })
  resources.outputResource(program)
  return Buffer.from(program.generate())
}
