import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { getRawHeader } from '@electron/asar'
import { NtExecutable, NtExecutableResource } from 'resedit'
import type { TargetMachine } from './native-parts.ts'

/**
 * Where Electron finds the hash of the archive's header, on the systems on which it looks: a resource of the program on Windows,
 * `ElectronAsarIntegrity` of Info.plist on macOS. Without it the fuse for integrity keeps the program from starting; with
 * another's the program would start with another's archive. `told` is that program, or that list.
 */
export function integrityFaults(platform: TargetMachine['platform'], told: string, asar: string): string[] {
  if (platform === 'linux') return []
  const found = platform === 'win32' ? inProgram(told) : inList(readFileSync(told, 'utf8'))
  const wanted = createHash('sha256').update(getRawHeader(asar).headerString).digest('hex')
  if (found === null) return ['the program does not know the hash of app.asar']
  return found === wanted ? [] : [`the program wants an app.asar with the hash ${found}, it has ${wanted}`]
}

function inProgram(program: string): string | null {
  const resources = NtExecutableResource.from(NtExecutable.from(readFileSync(program), { ignoreCert: true }))
  const entry = resources.entries.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
  if (entry === undefined) return null
  const told = JSON.parse(Buffer.from(entry.bin).toString('utf8')) as { file: string; alg: string; value: string }[]
  return told.find(({ file, alg }) => file === 'resources\\app.asar' && alg === 'SHA256')?.value ?? null
}

const inList = (list: string): string | null =>
  /<key>ElectronAsarIntegrity<\/key>[\s\S]*?<key>hash<\/key>\s*<string>([0-9a-f]{64})<\/string>/.exec(list)?.[1] ?? null
