import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { extractFile, listPackage, statFile } from '@electron/asar'
import { STAND_IN_MARK } from './electron-folder.ts'
import { fuseFaults } from './fuses.ts'

/** Everything that app.asar may hold. Another file in it is a fault until somebody has thought about it. */
const IN_ASAR: readonly RegExp[] = [
  /^package\.json$/,
  /^LICENSE$/,
  /^dist\/main\/[\w.-]+\.(js|mjs|cjs)$/,
  /^dist\/main\/(chunks|assets)\/[\w.@-]+$/,
  /^dist\/renderer\/index\.html$/,
  /^dist\/renderer\/[\w/.@-]+\.(js|css|woff2|svg|png|webp|json|mp3|opus|webm|txt)$/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/[\w/-]+\.js|prebuilds\/[\w-]+\.node)$/,
  /^node_modules\/@napi-rs\/canvas\/(package\.json|LICENSE|[\w-]+\.js)$/,
  /^node_modules\/@napi-rs\/canvas-[\w-]+\/(package\.json|[\w.-]+\.node|icudtl\.dat)$/,
  /^node_modules\/espeak-ng\/(package\.json|LICENSE|dist\/espeak-ng\.(js|wasm))$/,
  /^node_modules\/@fontsource\/(fira-mono|noto-sans-arabic)\/(package\.json|LICENSE|files\/[\w-]+-(400|700)-normal\.woff2)$/,
]

/** Beside the archive: Electron's own files, by name, and the unpacked shared objects. */
const AROUND: readonly RegExp[] = [
  /^foyer$/,
  /^resources\/app\.asar$/,
  /^resources\/app\.asar\.unpacked\/node_modules\/.+\.(node|dat)$/,
  /^resources\/app-update\.yml$/,
  /^resources\/apparmor-profile$/,
  /^locales\/(de|en-US)(_FEMININE|_MASCULINE|_NEUTER)?\.pak$/,
  /^(LICENSE\.electron\.txt|LICENSES\.chromium\.html|version)$/,
  /^(chrome-sandbox|chrome_crashpad_handler|chrome_100_percent\.pak|chrome_200_percent\.pak|resources\.pak|icudtl\.dat)$/,
  /^(snapshot_blob|v8_context_snapshot)\.bin$/,
  /^(libffmpeg|libEGL|libGLESv2|libvk_swiftshader|libvulkan)\.so(\.1)?$/,
  /^vk_swiftshader_icd\.json$/,
]

/** What must never be in a package, wherever it stands. */
const NEVER =
  /(^|\/)(test|tests|\.git|\.env[^/]*|\.npmrc|src|deps|[\w-]+\.ts|[\w-]+\.tsx|[\w.]+\.map|[\w-]+\.test\.\w+|[\w-]+\.pem|[\w-]+\.key)$/

/** Bytes. The archive holds the bundles, thin libraries and a voice of 18.5 MB; the native parts are SQLite and the picture library. */
export const BUDGET = { asar: 25_000_000, unpacked: 40_000_000 } as const

export type Packed = {
  readonly folder: string
  readonly standIn: boolean
  readonly faults: readonly string[]
  readonly asarSha256: string
}

/** Looks a packed Linux folder over: names, sizes, integrity of the archive, fuses, nothing personal inside. */
export async function inspectPackedApp(folder: string): Promise<Packed> {
  const standIn = existsSync(join(folder, STAND_IN_MARK))
  const asar = join(folder, 'resources/app.asar')
  const faults = [
    ...filesUnder(folder)
      .filter((path) => path !== STAND_IN_MARK && !AROUND.some((allowed) => allowed.test(path)))
      .map((path) => `${path} is not on the list of files around the archive`),
    ...archiveFaults(asar),
    ...(await fuseFaults(join(folder, 'foyer'))),
    ...sizeFaults(folder, asar),
  ]
  return { folder, standIn, faults, asarSha256: createHash('sha256').update(readFileSync(asar)).digest('hex') }
}

export const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort()

/** Files of the archive, without its folders. */
export const filesInAsar = (asar: string): string[] =>
  listPackage(asar, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').replace(/^\//, ''))
    .filter((path) => !('files' in statFile(asar, path)))
    .sort()

function archiveFaults(asar: string): string[] {
  const faults: string[] = []
  for (const path of filesInAsar(asar)) {
    const entry = statFile(asar, path)
    if (!IN_ASAR.some((allowed) => allowed.test(path))) faults.push(`app.asar: ${path} is not on the list`)
    if (NEVER.test(path)) faults.push(`app.asar: ${path} must never be packed`)
    if (!('integrity' in entry) || entry.integrity === undefined) {
      faults.push(`app.asar: ${path} has no integrity value`)
      continue
    }
    const unpacked = 'unpacked' in entry && entry.unpacked
    const content = unpacked ? readFileSync(join(`${asar}.unpacked`, path)) : extractFile(asar, path)
    const hash = createHash('sha256').update(content).digest('hex')
    if (hash !== entry.integrity.hash) faults.push(`app.asar: ${path} is not what its integrity value says`)
    if (/\.(js|cjs|html|json)$/.test(path)) faults.push(...personalFaults(path, content.toString('utf8')))
    if (path.endsWith('.node') && !unpacked) faults.push(`app.asar: ${path} cannot be loaded out of the archive`)
  }
  return faults
}

// A build that carries its builder's folders cannot be reproduced and tells tales.
const PERSONAL = /\/(?:home|Users)\/[\w.-]+\/|[A-Z]:\\Users\\/g
function personalFaults(path: string, text: string): string[] {
  if (path.startsWith('node_modules/')) return []
  return [...text.matchAll(PERSONAL)].map(([found]) => `app.asar: ${path} names a person's folder: ${found}`)
}

function sizeFaults(folder: string, asar: string): string[] {
  const unpackedFolder = join(folder, 'resources/app.asar.unpacked')
  const sizes = {
    asar: statSync(asar).size,
    unpacked: filesUnder(unpackedFolder).reduce((sum, path) => sum + statSync(join(unpackedFolder, path)).size, 0),
  }
  return (['asar', 'unpacked'] as const).flatMap((part) =>
    sizes[part] > BUDGET[part] ? [`${part} has ${sizes[part]} bytes, budget ${BUDGET[part]}`] : [],
  )
}
