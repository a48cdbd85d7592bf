import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { extractFile, listPackage, statFile } from '@electron/asar'
import { integrityFaults } from './asar-integrity.ts'
import { fuseFaults } from './fuses.ts'
import { nativeFaults, type TargetMachine } from './native-parts.ts'
import { STAND_IN_MARK } from './stand-in.ts'

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

/** Without one of these it does not start, or starts and prints nothing; a slip in the lists of electron-builder.yml takes them out. */
const NEEDED = [
  'package.json',
  'dist/main/main.js',
  'dist/main/preload.cjs',
  'dist/main/ledger-worker.js',
  'dist/renderer/index.html',
  'node_modules/better-sqlite3/package.json',
  'node_modules/@napi-rs/canvas/package.json',
  'node_modules/@fontsource/fira-mono/files/fira-mono-latin-400-normal.woff2',
] as const

/** Where each system's package keeps its parts (`hash`: what knows the archive's, if anything does), and what may lie beside the archive: Electron's own files, by name. */
const LAYOUTS: Readonly<
  Record<TargetMachine['platform'], { program: string; hash: string; resources: string; around: readonly RegExp[] }>
> = {
  linux: {
    program: 'foyer',
    hash: 'foyer',
    resources: 'resources',
    around: [
      /^foyer$/,
      /^resources\/apparmor-profile$/,
      /^(chrome-sandbox|chrome_crashpad_handler)$/,
      /^(libffmpeg|libEGL|libGLESv2|libvk_swiftshader|libvulkan)\.so(\.1)?$/,
    ],
  },
  win32: {
    program: 'Foyer.exe',
    hash: 'Foyer.exe',
    resources: 'resources',
    around: [
      /^Foyer\.exe$/,
      // The installer's own help for a user who is no administrator, and the lock-down kit.
      /^resources\/elevate\.exe$/,
      /^resources\/lockdown\/[\w-]+\.(ps1|json)$/,
      /^(d3dcompiler_47|dxcompiler|dxil|ffmpeg|libEGL|libGLESv2|vk_swiftshader|vulkan-1)\.dll$/,
    ],
  },
  darwin: {
    // The fuses sit in the framework, which the fuse library finds from the bundle.
    program: 'Foyer.app',
    hash: 'Foyer.app/Contents/Info.plist',
    resources: 'Foyer.app/Contents/Resources',
    around: [
      /^Foyer\.app\/Contents\/(Info\.plist|PkgInfo|MacOS\/Foyer|_CodeSignature\/CodeResources)$/,
      /^Foyer\.app\/Contents\/Resources\/(icon\.icns|(de|en|en_US)\.lproj\/.+)$/,
      /^Foyer\.app\/Contents\/Frameworks\/(Electron Framework|Mantle|ReactiveObjC|Squirrel)\.framework\/.+$/,
      /^Foyer\.app\/Contents\/Frameworks\/Foyer Helper( \(\w+\))?\.app\/.+$/,
    ],
  },
}

/** The same everywhere; paths in the resources are told without that folder. */
const AROUND: readonly RegExp[] = [
  /^locales\/(de|en-US)(_FEMININE|_MASCULINE|_NEUTER)?\.pak$/,
  /^(LICENSE\.electron\.txt|LICENSES\.chromium\.html|version)$/,
  /^(chrome_100_percent\.pak|chrome_200_percent\.pak|resources\.pak|icudtl\.dat)$/,
  /^(snapshot_blob|v8_context_snapshot)\.bin$/,
  /^vk_swiftshader_icd\.json$/,
]
const IN_RESOURCES = /^(app\.asar|app\.asar\.unpacked\/node_modules\/.+\.(node|dat)|app-update\.yml)$/

/** What must never be in a package, wherever it stands. */
const NEVER =
  /(^|\/)(test|tests|\.git|\.env[^/]*|\.npmrc|src|deps|[\w-]+\.ts|[\w-]+\.tsx|[\w.]+\.map|[\w-]+\.test\.\w+|[\w-]+\.pem|[\w-]+\.key)$/

/**
 * Bytes. The archive holds the bundles, thin libraries and a voice of 18.5 MB; the native parts are SQLite and the picture library,
 * which brings 11 MB of letters' properties of its own on Windows and macOS' arm64 alike.
 */
const BUDGET = { asar: 25_000_000, unpacked: 45_000_000 } as const

export type Packed = {
  readonly folder: string
  readonly standIn: boolean
  readonly faults: readonly string[]
  readonly asarSha256: string
}

/** Looks a packed folder over: names, sizes, integrity of the archive, fuses, native parts of its machine, nothing personal inside. */
export async function inspectPackedApp(folder: string, target: TargetMachine): Promise<Packed> {
  const { program, hash, resources, around } = LAYOUTS[target.platform]
  const files = filesUnder(folder)
  const isMark = (path: string) => basename(path) === STAND_IN_MARK
  const asar = join(folder, resources, 'app.asar')
  const known = (path: string) =>
    path.startsWith(`${resources}/`) && IN_RESOURCES.test(path.slice(resources.length + 1))
      ? true
      : [...around, ...AROUND].some((allowed) => allowed.test(path))
  const faults = [
    ...files
      .filter((path) => !isMark(path) && !known(path))
      .map((path) => `${path} is not on the list of files around the archive`),
    ...archiveFaults(asar),
    ...nativeFaults(target, filesInAsar(asar), (path) => contentOf(asar, path)).map((fault) => `app.asar: ${fault}`),
    ...integrityFaults(target.platform, join(folder, hash), asar),
    ...(await fuseFaults(join(folder, program))),
    ...sizeFaults(asar),
  ]
  return {
    folder,
    standIn: files.some(isMark),
    faults,
    asarSha256: createHash('sha256').update(readFileSync(asar)).digest('hex'),
  }
}

function contentOf(asar: string, path: string): Buffer {
  const entry = statFile(asar, path)
  return 'unpacked' in entry && entry.unpacked ? readFileSync(join(`${asar}.unpacked`, path)) : extractFile(asar, path)
}

const filesUnder = (folder: string): string[] =>
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
  const files = filesInAsar(asar)
  const faults = NEEDED.filter((path) => !files.includes(path)).map((path) => `app.asar: ${path} is missing`)
  for (const path of files) {
    const entry = statFile(asar, path)
    if (!IN_ASAR.some((allowed) => allowed.test(path))) faults.push(`app.asar: ${path} is not on the list`)
    if (NEVER.test(path)) faults.push(`app.asar: ${path} must never be packed`)
    if (!('integrity' in entry) || entry.integrity === undefined) {
      faults.push(`app.asar: ${path} has no integrity value`)
      continue
    }
    const unpacked = 'unpacked' in entry && entry.unpacked
    const content = contentOf(asar, path)
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

function sizeFaults(asar: string): string[] {
  const unpackedFolder = `${asar}.unpacked`
  const sizes = {
    asar: statSync(asar).size,
    unpacked: filesUnder(unpackedFolder).reduce((sum, path) => sum + statSync(join(unpackedFolder, path)).size, 0),
  }
  return (['asar', 'unpacked'] as const).flatMap((part) =>
    sizes[part] > BUDGET[part] ? [`${part} has ${sizes[part]} bytes, budget ${BUDGET[part]}`] : [],
  )
}
