import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readBuilderFile } from './builder-file.ts'
import { packCentral } from './central-package.ts'
import { type ElectronFolder, findElectronFolder } from './electron-folder.ts'
import { closureOf, isFor, readLockfile } from './lockfile.ts'
import { packagesNamedIn } from './named-packages.ts'
import { type DistOptions, readOptions, USAGE } from './options.ts'
import { inspectPackedApp } from './packed-app.ts'
import { sbomOf } from './sbom.ts'
import { windowsSigning } from './signing.ts'
import { NEEDS_DOWNLOAD, type Overlay, packedFolder, packStation, packStationDeb, sevenZip } from './station-package.ts'
import { makeStandIn } from './stand-in.ts'
import { signWithGpg, writeSums } from './sums.ts'
import { writeUpdateManifest } from './update-manifest.ts'

// `npm run dist`: bundles, packed folder, installers, bill of materials, sums. Exit 1: a step failed. Exit 2: a wrong call.

const ROOT = resolve(import.meta.dirname, '../..')
const HOST = { platform: process.platform, arch: process.arch }
const say = (line: string) => process.stderr.write(`${line}\n`)
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

/** The commit's time, so that one commit gives one package; SOURCE_DATE_EPOCH beats it. */
function epochSeconds(): number {
  const told = process.env['SOURCE_DATE_EPOCH']
  if (told !== undefined && /^\d+$/.test(told)) return Number(told)
  const asked = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' })
  return asked.status === 0 ? Number(asked.stdout.trim()) : 1_767_225_600
}

function chooseElectron(options: DistOptions): ElectronFolder {
  const wanted = { platform: options.platform, arch: options.arch }
  const standIn = () => makeStandIn(join(options.out, '.electron-stand-in'), readBuilderFile(ROOT).electronVersion, options)
  if (options.standIn) return standIn()
  const found = findElectronFolder(ROOT, wanted, HOST, process.env['ELECTRON_OVERRIDE_DIST_PATH'])
  const replaceable = options.platform === 'linux' && !options.targets.some((target) => NEEDS_DOWNLOAD.includes(target))
  if (found.kind !== 'none' || !replaceable) return found
  say(`NOTICE: Electron cannot be had here: ${found.reason}`)
  return standIn()
}

function chooseSigning(options: DistOptions): { win: Overlay['win']; signed: boolean } | { message: string } {
  const installers = options.targets.some((target) => target === 'nsis' || target === 'msi')
  if (options.platform !== 'win32') return { win: null, signed: !options.unsigned && options.targets.includes('dmg') }
  if (options.unsigned || !installers) return { win: null, signed: false }
  const signing = windowsSigning(process.env)
  return signing.outcome === 'signed' ? { win: signing.win, signed: true } : { message: signing.message }
}

async function makeStation(options: DistOptions): Promise<boolean> {
  const signing = chooseSigning(options)
  if ('message' in signing) {
    say(signing.message)
    return false
  }
  const electron = chooseElectron(options)
  if (electron.kind === 'none') {
    say(`Electron cannot be had: ${electron.reason}`)
    return false
  }
  if (electron.kind === 'standIn') {
    say('NOTICE: packing around a STAND-IN, not Electron. The result tests the packaging; it is not a product.')
  }
  process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= sevenZip()
  process.env['FOYER_TARGET_PLATFORM'] = options.platform
  await packStation(ROOT, options, { electron, ...signing })
  const packed = await inspectPackedApp(packedFolder(options), options)
  for (const fault of packed.faults) say(`package: ${fault}`)
  if (packed.faults.length > 0) return false
  const told = packed.standIn ? ' (STAND-IN)' : ''
  say(`package: files, sizes, integrity, native parts and fuses are right; app.asar ${packed.asarSha256}${told}`)
  if (options.targets.includes('deb')) packStationDeb(ROOT, options, version, epochSeconds())
  const { electronVersion } = readBuilderFile(ROOT)
  const lock = readLockfile(ROOT)
  const others = [{ name: 'electron', version: electronVersion, description: 'with its Chromium and Node.js', license: 'MIT' }]
  const ownTools = (path: string) => path.startsWith('main/packaging/') || path === 'main/build.ts'
  const named = packagesNamedIn(ROOT, ['main', 'machines', 'renderer', 'sync/contract', 'sync/kiosk'], ownTools)
  const paths = closureOf(
    lock,
    named.filter((name) => name !== 'electron'),
    // The lock knows the native parts of all platforms; those of this one are installed, and packed.
  ).filter((path) => existsSync(join(ROOT, path)) && isFor(lock.packages[path] ?? {}, options))
  writeFileSync(join(options.out, 'foyer.cdx.json'), sbomOf(lock, paths, { name: 'foyer', version }, others, epochSeconds()))
  return true
}

async function main(): Promise<number> {
  const answer = readOptions(process.argv.slice(2), HOST)
  if (answer.outcome !== 'options') {
    say(answer.outcome === 'help' ? USAGE : answer.message)
    return answer.outcome === 'help' ? 0 : 2
  }
  const options = { ...answer.options, out: resolve(ROOT, answer.options.out) }
  if (options.build) execFileSync(process.execPath, [join(ROOT, 'main/build.ts')], { cwd: ROOT, stdio: ['ignore', 2, 2] })
  rmSync(packedFolder(options), { recursive: true, force: true })
  mkdirSync(options.out, { recursive: true })
  const station = options.targets.filter((target) => target !== 'central')
  if (station.length > 0 && !(await makeStation({ ...options, targets: station }))) return 1
  if (options.targets.includes('central')) packCentral(ROOT, options, version, epochSeconds())
  rmSync(join(options.out, '.electron-stand-in'), { recursive: true, force: true })
  const keyFile = process.env['FOYER_UPDATE_KEY']
  if (keyFile !== undefined) {
    const percent = Number(process.env['FOYER_UPDATE_PERCENT'] ?? '10')
    const { files } = writeUpdateManifest(options.out, { version, keyFile, percent, nowMs: Date.now() })
    say(`latest.json: ${files.map(({ name }) => name).join(', ')} for ${percent} of a hundred devices`)
  }
  const names = await writeSums(options.out)
  const key = process.env['FOYER_GPG_KEY']
  if (key === undefined) say('NOTICE: SHA256SUMS is not signed: FOYER_GPG_KEY names no key')
  else say(`signed: ${signWithGpg(options.out, key, process.env['FOYER_GPG_HOME']).join(', ')}`)
  process.stdout.write(
    `${JSON.stringify({ packed: station.length > 0 ? packedFolder(options) : null, out: options.out, files: names })}\n`,
  )
  return 0
}

// Said outright: a library of the packer's ends a process whose work is done with its own 0, whatever exitCode says.
process.exit(await main())
