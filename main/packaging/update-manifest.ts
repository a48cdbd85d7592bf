import { createHash, createPrivateKey, sign } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Manifest, signedManifestText, type UpdateFile } from '../updates/manifest.ts'

const DAY_MS = 86_400_000
const VALID_DAYS = 30
/** What a device brings in: an archive on Linux, the installer per machine on Windows. As electron-builder.yml names them. */
const ARCHIVES = [
  { platform: 'linux', name: /^foyer-(\d+\.\d+\.\d+)-linux-(x64|arm64)\.tar\.gz$/ },
  { platform: 'win32', name: /^foyer-(\d+\.\d+\.\d+)-win-(x64|arm64)-setup\.exe$/ },
] as const

/**
 * Writes `latest.json` for the built-in updates beside the archives and installers of `folder`: signed with the Ed25519 key in `keyFile`
 * (PEM), for `percent` of a hundred devices, good for thirty days. Signing again with a higher share is the next stage.
 */
export function writeUpdateManifest(
  folder: string,
  { version, keyFile, percent, nowMs }: { version: string; keyFile: string; percent: number; nowMs: number },
): Manifest {
  const files = readdirSync(folder).flatMap((name): UpdateFile[] => {
    return ARCHIVES.flatMap(({ platform, name: pattern }): UpdateFile[] => {
      const [, of, arch] = pattern.exec(name) ?? []
      // Archives of other versions may lie there from earlier builds.
      if (of !== version || (arch !== 'x64' && arch !== 'arm64')) return []
      const content = readFileSync(join(folder, name))
      const sha512 = createHash('sha512').update(content).digest('base64')
      return [{ platform, arch, name, size: content.length, sha512 }]
    })
  })
  const iso = (atMs: number) => new Date(atMs).toISOString()
  const expiresAt = iso(nowMs + VALID_DAYS * DAY_MS)
  const manifest: Manifest = { product: 'foyer', version, issuedAt: iso(nowMs), expiresAt, percent, files }
  const signature = sign(null, Buffer.from(signedManifestText(manifest)), createPrivateKey(readFileSync(keyFile)))
  writeFileSync(
    join(folder, 'latest.json'),
    `${JSON.stringify({ manifest, signature: signature.toString('base64') }, null, 2)}\n`,
  )
  return manifest
}
