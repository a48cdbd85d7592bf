import { parseArgs } from 'node:util'
import * as z from 'zod/mini'

/** What can be made. `dir` is the packed folder alone; `central` the server's tarball and deb. */
export const TARGETS = ['dir', 'zip', 'tar.gz', 'deb', 'AppImage', 'nsis', 'msi', 'dmg', 'central'] as const
const Target = z.enum(TARGETS)
export type Target = z.infer<typeof Target>
const Platform = z.enum(['linux', 'win32', 'darwin'])
export type TargetPlatform = z.infer<typeof Platform>
const Arch = z.enum(['x64', 'arm64'])
export type TargetArch = z.infer<typeof Arch>

export type DistOptions = {
  readonly targets: readonly Target[]
  readonly platform: TargetPlatform
  readonly arch: TargetArch
  readonly standIn: boolean
  readonly unsigned: boolean
  readonly build: boolean
  readonly out: string
}
export type OptionsAnswer =
  | { readonly outcome: 'options'; readonly options: DistOptions }
  | { readonly outcome: 'help' }
  | { readonly outcome: 'fault'; readonly message: string }

export const USAGE = `npm run dist -- [options]
  --dir                the packed folder alone
  --target LIST        ${TARGETS.join(',')}   (default: what fits the platform)
  --platform NAME      linux | win32 | darwin  (default: this machine's)
  --arch NAME          x64 | arm64             (default: this machine's)
  --unsigned           allow installers for Windows and macOS without a signature; never hand these out
  --stand-in           pack around a stand-in where Electron's binary cannot be had; for tests of the packaging
  --no-build           take the bundles in dist/ as they are
  --out FOLDER         default: dist/packages`

const FITTING: Readonly<Record<TargetPlatform, readonly Target[]>> = {
  linux: ['deb', 'AppImage', 'tar.gz', 'central'],
  win32: ['nsis', 'msi'],
  darwin: ['dmg'],
}

/** Reads the flags of `npm run dist`; `host` is the machine that builds. */
export function readOptions(argv: readonly string[], host: { platform: string; arch: string }): OptionsAnswer {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        dir: { type: 'boolean', default: false },
        target: { type: 'string' },
        platform: { type: 'string', default: host.platform },
        arch: { type: 'string', default: host.arch },
        unsigned: { type: 'boolean', default: false },
        'stand-in': { type: 'boolean', default: false },
        'no-build': { type: 'boolean', default: false },
        out: { type: 'string', default: 'dist/packages' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return { outcome: 'help' }
    const platform = Platform.safeParse(values.platform)
    if (!platform.success) return { outcome: 'fault', message: `--platform ${values.platform}: needs linux, win32 or darwin` }
    const arch = Arch.safeParse(values.arch)
    if (!arch.success) return { outcome: 'fault', message: `--arch ${values.arch}: needs x64 or arm64` }
    const targets: Target[] = []
    for (const name of values.dir ? ['dir'] : (values.target?.split(',') ?? FITTING[platform.data])) {
      const target = Target.safeParse(name)
      if (!target.success) return { outcome: 'fault', message: `--target ${name}: needs one of ${TARGETS.join(', ')}` }
      targets.push(target.data)
    }
    const { unsigned, out } = values
    const options = { targets, platform: platform.data, arch: arch.data, unsigned, out }
    return { outcome: 'options', options: { ...options, standIn: values['stand-in'], build: !values['no-build'] } }
  } catch (error) {
    return { outcome: 'fault', message: error instanceof Error ? error.message : String(error) }
  }
}
