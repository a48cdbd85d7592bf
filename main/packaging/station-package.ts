import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import builder, { type Configuration } from 'electron-builder'
import { path7za } from '7zip-bin'
import { readBuilderFile } from './builder-file.ts'
import { buildDebianPackage, DEBIAN_ARCH } from './debian-package.ts'
import type { ElectronFolder } from './electron-folder.ts'
import type { DistOptions, Target } from './options.ts'

/** What electron-builder.yml leaves to the machine that builds. */
export type Overlay = { readonly electron: ElectronFolder; readonly win: Configuration['win'] | null; readonly signed: boolean }

const BUILDER_NAMES = { linux: 'linux', win32: 'win', darwin: 'mac' } as const

/** Runs electron-builder in-process over electron-builder.yml; targets that have a way of their own are not its business. */
export async function packStation(root: string, options: DistOptions, { electron, win, signed }: Overlay): Promise<void> {
  const { platform, arch, out } = options
  const targets = options.targets.filter((target) => target !== 'deb' && target !== 'central')
  const config: Configuration = {
    extends: join(root, 'electron-builder.yml'),
    directories: { output: out },
    // Linux packages are signed as a whole by GPG; a stand-in has nothing to sign.
    forceCodeSigning: platform !== 'linux' && signed,
    ...(electron.kind === 'real' || electron.kind === 'standIn' ? { electronDist: electron.path } : {}),
    // Nobody downloads a stand-in: its archives need not be small.
    ...(electron.kind === 'standIn' ? { compression: 'store' as const } : {}),
    ...(win ? { win } : {}),
  }
  const names = targets.length === 0 ? ['dir'] : targets
  await builder.build({
    projectDir: root,
    publish: 'never',
    config,
    targets: builder.Platform.fromString(BUILDER_NAMES[platform]).createTarget([...names], builder.Arch[arch]),
  })
}

/** electron-builder would download 7-Zip; the package 7zip-bin has it. An absolute path, or it is taken for a folder. */
export function sevenZip(): string {
  chmodSync(path7za, 0o755)
  return path7za
}

/** The folder with the packed app, as electron-builder names it. */
export function packedFolder({ platform, arch, out }: DistOptions): string {
  const suffix = arch === 'x64' ? '' : `-${arch}`
  const name = { linux: 'linux', win32: 'win', darwin: 'mac' }[platform]
  return join(out, platform === 'darwin' ? `mac${suffix}` : `${name}${suffix}-unpacked`)
}

/** The kiosk as a deb, from the packed folder and the words in electron-builder.yml; needs dpkg-deb alone. */
export function packStationDeb(root: string, options: DistOptions, version: string, epochSeconds: number): string {
  const { linux, deb } = readBuilderFile(root)
  const tree = mkdtempSync(join(tmpdir(), 'foyer-deb-'))
  const app = join(tree, 'opt/Foyer')
  cpSync(packedFolder(options), app, { recursive: true })
  const applications = join(tree, 'usr/share/applications')
  mkdirSync(applications, { recursive: true })
  writeFileSync(
    join(applications, 'foyer.desktop'),
    '[Desktop Entry]\nName=Foyer\nExec=/opt/Foyer/foyer %U\nTerminal=false\nType=Application\nIcon=foyer\nStartupWMClass=foyer\nCategories=Office;\n',
  )
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    const folder = join(tree, `usr/share/icons/hicolor/${size}x${size}/apps`)
    mkdirSync(folder, { recursive: true })
    cpSync(join(root, `assets/build/icons/${size}x${size}.png`), join(folder, 'foyer.png'))
  }
  cpSync(join(root, 'assets/lockdown/debian'), join(tree, 'usr/share/foyer/lockdown'), { recursive: true })
  mkdirSync(join(tree, 'usr/bin'))
  cpSync(join(root, 'assets/build/deb/foyer'), join(tree, 'usr/bin/foyer'))
  const doc = join(tree, 'usr/share/doc/foyer')
  cpSync(join(root, 'assets/handbook'), doc, { recursive: true })
  cpSync(join(root, 'LICENSE'), join(doc, 'copyright'))
  cpSync(join(root, 'CHANGELOG.md'), join(doc, 'CHANGELOG.md'))
  // device.json is written before anything has run.
  mkdirSync(join(tree, 'etc/foyer'), { recursive: true })
  const out = join(options.out, `foyer-${version}-linux-${options.arch}.deb`)
  buildDebianPackage(
    tree,
    {
      name: deb.packageName,
      version,
      architecture: DEBIAN_ARCH[options.arch],
      maintainer: linux.maintainer,
      depends: deb.depends,
      recommends: deb.recommends,
      synopsis: linux.synopsis,
      description: linux.description,
      scripts: { postinst: readFileSync(join(root, 'assets/build/deb/postinst'), 'utf8') },
      conffiles: [],
    },
    out,
    epochSeconds,
  )
  rmSync(tree, { recursive: true, force: true })
  return out
}

/** Targets that only electron-builder's own downloads make possible. */
export const NEEDS_DOWNLOAD: readonly Target[] = ['AppImage', 'nsis', 'msi', 'dmg']
