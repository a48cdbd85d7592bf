import type { TargetArch, TargetPlatform } from './options.ts'

/** What a package is built for. */
export type TargetMachine = { readonly platform: TargetPlatform; readonly arch: TargetArch }

/** A shared object that the program loads while it runs: where it stands in the archive, and what makes npm install it. */
export type NativePart = { readonly path: string; readonly package: string }

const CANVAS_ABI = { linux: '-gnu', win32: '-msvc', darwin: '' } as const

/** Without the first no booking is stored, without the second no receipt is drawn, and each is missed only on the device. */
export function nativePartsOf({ platform, arch }: TargetMachine): readonly NativePart[] {
  const canvas = `${platform}-${arch}${CANVAS_ABI[platform]}`
  return [
    { path: `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`, package: 'better-sqlite3' },
    { path: `node_modules/@napi-rs/canvas-${canvas}/skia.${canvas}.node`, package: `@napi-rs/canvas-${canvas}` },
  ]
}

const ELF_MACHINES: Readonly<Record<number, TargetArch>> = { 0x3e: 'x64', 0xb7: 'arm64' }
const PE_MACHINES: Readonly<Record<number, TargetArch>> = { 0x8664: 'x64', 0xaa64: 'arm64' }
const MACH_MACHINES: Readonly<Record<number, TargetArch>> = { 0x01000007: 'x64', 0x0100000c: 'arm64' }

/**
 * What a binary says of itself in its first bytes: ELF's e_machine at 18 (System V ABI), PE's Machine after the signature to
 * which 0x3c points (Microsoft's PE format), Mach-O's cputype at 4 (64-bit, little endian). Null for anything else.
 */
export function builtFor(binary: Buffer): TargetMachine | null {
  if (binary.length < 64) return null
  if (binary.readUInt32BE(0) === 0x7f454c46) return target('linux', ELF_MACHINES[binary.readUInt16LE(18)])
  if (binary.readUInt32LE(0) === 0xfeedfacf) return target('darwin', MACH_MACHINES[binary.readUInt32LE(4)])
  if (binary.readUInt16BE(0) !== 0x4d5a) return null
  const at = binary.readUInt32LE(0x3c)
  if (at + 6 > binary.length || binary.readUInt32BE(at) !== 0x50450000) return null
  return target('win32', PE_MACHINES[binary.readUInt16LE(at + 4)])
}

const target = (platform: TargetPlatform, arch: TargetArch | undefined): TargetMachine | null =>
  arch === undefined ? null : { platform, arch }

/** What is missing, or is made for another machine; `read` answers a path of the archive, null where it is not in it. */
export function nativeFaults(wanted: TargetMachine, packed: readonly string[], read: (path: string) => Buffer): string[] {
  const missing = nativePartsOf(wanted)
    .filter(({ path }) => !packed.includes(path))
    .map(
      ({ path, package: name }) => `${path} is missing: npm has not installed ${name} for ${wanted.platform} on ${wanted.arch}`,
    )
  const foreign = packed
    .filter((path) => path.endsWith('.node'))
    .flatMap((path) => {
      const found = builtFor(read(path))
      if (found?.platform === wanted.platform && found.arch === wanted.arch) return []
      const told = found === null ? 'no program that is known' : `for ${found.platform} on ${found.arch}`
      return [`${path} is ${told}, wanted ${wanted.platform} on ${wanted.arch}`]
    })
  return [...missing, ...foreign]
}
