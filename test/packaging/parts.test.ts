import { deepEqual, equal, match, ok, throws } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createPackageWithOptions } from '@electron/asar'
import { flipFuses, FuseVersion, FuseV1Options } from '@electron/fuses'
import { integrityFaults } from '../../main/packaging/asar-integrity.ts'
import { buildDebianPackage } from '../../main/packaging/debian-package.ts'
import { fuseFaults } from '../../main/packaging/fuses.ts'
import { closureOf, isFor, readLockfile } from '../../main/packaging/lockfile.ts'
import { builtFor, nativePartsOf } from '../../main/packaging/native-parts.ts'
import { inspectPackedApp } from '../../main/packaging/packed-app.ts'
import { sbomOf } from '../../main/packaging/sbom.ts'
import { makeStandIn } from '../../main/packaging/stand-in.ts'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'foyer-parts-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const put = (path: string, text: string | Buffer) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

describe('a Debian package', () => {
  const meta = {
    name: 'example',
    version: '1.2.3',
    architecture: 'amd64',
    maintainer: 'IT <it@example.org>',
    depends: ['libc6'],
    recommends: [],
    synopsis: 'An example',
    description: 'It shows how packages are made.',
    scripts: { postinst: '#!/bin/sh\nset -e\n' },
    conffiles: ['/etc/example/a.json'],
  } as const
  const make = (name: string) => {
    const tree = join(folder, name)
    put(join(tree, 'etc/example/a.json'), '{}')
    put(join(tree, 'opt/example/bin/run'), '#!/bin/sh\n')
    chmodSync(join(tree, 'opt/example/bin/run'), 0o700)
    const out = join(folder, `${name}.deb`)
    buildDebianPackage(tree, meta, out, 1_767_225_600)
    return out
  }
  const skip = !existsSync('/usr/bin/dpkg-deb') && 'dpkg-deb is not installed'

  test('made twice from the same files is the same, byte for byte', { skip }, () => {
    ok(readFileSync(make('one')).equals(readFileSync(make('two'))))
  })

  test('belongs to root, runs what ran, and keeps its configuration on upgrade', { skip }, () => {
    const deb = make('three')
    const listed = execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8' })
    match(listed, /-rwxr-xr-x root\/root .*\.\/opt\/example\/bin\/run/)
    match(listed, /-rw-r--r-- root\/root .* 2026-01-01 00:00 \.\/etc\/example\/a\.json/)
    match(execFileSync('dpkg-deb', ['-I', deb], { encoding: 'utf8' }), /Version: 1\.2\.3[\s\S]*Depends: libc6/)
    equal(execFileSync('dpkg-deb', ['-I', deb, 'conffiles'], { encoding: 'utf8' }), '/etc/example/a.json\n')
  })
})

describe('the packages of a part', () => {
  const lock = readLockfile(ROOT)

  test('are all that it needs, and nothing of the others', () => {
    const paths = closureOf(lock, ['better-sqlite3', 'pg'])
    ok(paths.includes('node_modules/pg-protocol'))
    deepEqual(
      paths.filter((path) => /electron|vite|playwright|preact/.test(path)),
      [],
    )
  })

  test('a package that the lock does not know is a fault', () => {
    throws(() => closureOf(lock, ['left-pad-of-nobody']), /left-pad-of-nobody is not in package-lock\.json/)
  })

  test('a bill of materials names version, licence and hash of each, once, and the same each time', () => {
    const paths = closureOf(lock, ['fastify'])
    const make = () =>
      sbomOf(lock, paths, { name: 'foyer', version: '1.0.0' }, [{ name: 'node', version: '24.21.0' }], 1_767_225_600)
    equal(make(), make())
    const bom = JSON.parse(make()) as {
      specVersion: string
      components: { name: string; purl?: string; hashes?: { content: string }[] }[]
    }
    equal(bom.specVersion, '1.6')
    const purls = bom.components.map(({ purl }) => purl)
    equal(new Set(purls).size, purls.length)
    const fastify = bom.components.find(({ name }) => name === 'fastify')
    match(fastify?.hashes?.[0]?.content ?? '', /^[0-9a-f]{128}$/)
  })
})

describe('a native part', () => {
  const prebuilds = join(ROOT, 'node_modules/better-sqlite3/prebuilds')

  test('is known by its own first bytes: SQLite’s, for each system and processor', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const)
      for (const arch of ['x64', 'arm64'] as const)
        deepEqual(builtFor(readFileSync(join(prebuilds, `${platform}-${arch}.node`))), { platform, arch })
  })

  test('is nothing that is known where its first bytes are others', () => {
    const windows = readFileSync(join(prebuilds, 'win32-x64.node'))
    for (const [name, bytes] of Object.entries({
      empty: Buffer.alloc(0),
      short: windows.subarray(0, 63),
      'without what it points to': windows.subarray(0, 128),
      'a text': Buffer.from('#!/bin/sh\n'.repeat(20)),
      'of another processor': Buffer.concat([Buffer.from('7f454c460201010000000000000000000300f300', 'hex'), Buffer.alloc(60)]),
    }))
      equal(builtFor(bytes), null, name)
  })

  test('is installed by npm from the packages that the lock names for its system', () => {
    const lock = readLockfile(ROOT)
    for (const platform of ['linux', 'win32', 'darwin'] as const)
      for (const arch of ['x64', 'arm64'] as const)
        for (const { package: name } of nativePartsOf({ platform, arch }))
          ok(isFor(lock.packages[`node_modules/${name}`] ?? { os: [] }, { platform, arch }), name)
    ok(!isFor(lock.packages['node_modules/@napi-rs/canvas-win32-x64-msvc'] ?? {}, { platform: 'linux', arch: 'x64' }))
  })
})

describe('the look-over of a packed folder', () => {
  const HERE = { platform: 'linux', arch: 'x64' } as const
  const prepare = async (files: Readonly<Record<string, string | Buffer>>) => {
    const packed = mkdtempSync(join(folder, 'packed-'))
    const source = mkdtempSync(join(folder, 'source-'))
    makeStandIn(packed, '45.4.1', HERE)
    rmSync(join(packed, 'locales/fr.pak'))
    rmSync(join(packed, 'LICENSE'))
    copyFileSync(join(packed, 'electron'), join(packed, 'foyer'))
    rmSync(join(packed, 'electron'))
    for (const [path, text] of Object.entries(files)) put(join(source, path), text)
    await createPackageWithOptions(source, join(packed, 'resources/app.asar'), { unpack: '*.node' })
    await flipFuses(join(packed, 'foyer'), {
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    })
    return packed
  }
  const CLEAN = {
    'package.json': '{}',
    'dist/main/main.js': 'export {}',
    'dist/main/preload.cjs': '',
    'dist/main/ledger-worker.js': 'export {}',
    'dist/renderer/index.html': '<!doctype html>',
    'node_modules/better-sqlite3/package.json': '{}',
    'node_modules/@napi-rs/canvas/package.json': '{}',
    'node_modules/@fontsource/fira-mono/files/fira-mono-latin-400-normal.woff2': '',
    // As SQLite's own for Linux on x64 begins.
    ...Object.fromEntries(
      nativePartsOf(HERE).map(({ path }) => [
        path,
        readFileSync(join(ROOT, 'node_modules/better-sqlite3/prebuilds/linux-x64.node')),
      ]),
    ),
  }

  test('finds nothing in a clean one, and says that it is a stand-in', async () => {
    const { faults, standIn } = await inspectPackedApp(await prepare(CLEAN), HERE)
    deepEqual(faults, [])
    equal(standIn, true)
  })

  test('names a test, a source, a key and a folder of a person that were packed', async () => {
    const { faults } = await inspectPackedApp(
      await prepare({
        ...CLEAN,
        'test/visit.test.ts': '',
        'dist/main/device.pem': '',
        'dist/main/chunk.js': `const at = '/ho${'me'}/erika/foyer/x'`,
      }),
      HERE,
    )
    for (const word of ['test/visit.test.ts', 'device.pem', 'erika'])
      ok(
        faults.some((fault) => fault.includes(word)),
        word,
      )
  })

  test('names a changed byte, a file beside the archive and a fuse that was left on', async () => {
    const packed = await prepare(CLEAN)
    appendFileSync(join(packed, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node'), '!')
    put(join(packed, 'resources/app/main.js'), 'planted')
    await flipFuses(join(packed, 'foyer'), { version: FuseVersion.V1, [FuseV1Options.RunAsNode]: true })
    const { faults } = await inspectPackedApp(packed, HERE)
    for (const word of ['linux-x64.node is not what', 'resources/app/main.js', 'RunAsNode is ENABLE']) {
      ok(
        faults.some((fault) => fault.includes(word)),
        `${word}: ${faults.join('; ')}`,
      )
    }
  })

  test('names what is missing, a native part too, and one that is for another machine', async () => {
    const [sqlite = '', drawing = ''] = nativePartsOf(HERE).map(({ path }) => path)
    const { [drawing]: _, 'dist/main/preload.cjs': __, ...without } = { ...CLEAN } as Record<string, string | Buffer>
    const other = readFileSync(join(ROOT, 'node_modules/better-sqlite3/prebuilds/linux-arm64.node'))
    const { faults } = await inspectPackedApp(await prepare({ ...without, [sqlite]: other }), HERE)
    deepEqual(faults, [
      'app.asar: dist/main/preload.cjs is missing',
      `app.asar: ${drawing} is missing: npm has not installed @napi-rs/canvas-linux-x64-gnu for linux on x64`,
      `app.asar: ${sqlite} is for linux on arm64, wanted linux on x64`,
    ])
  })

  test('names a program that knows no archive, on the systems on which Electron looks', async () => {
    const asar = join(await prepare(CLEAN), 'resources/app.asar')
    const told = { win32: 'electron.exe', darwin: 'Electron.app/Contents/Info.plist' } as const
    for (const platform of ['win32', 'darwin'] as const) {
      const standIn = join(folder, `stand-in-${platform}`)
      makeStandIn(standIn, '45.4.1', { platform })
      deepEqual(integrityFaults(platform, join(standIn, told[platform]), asar), [
        'the program does not know the hash of app.asar',
      ])
    }
  })

  test('the stand-in has the nine fuses as Electron ships them', async () => {
    const standIn = join(folder, 'stand-in')
    makeStandIn(standIn, '45.4.1', HERE)
    equal((await fuseFaults(join(standIn, 'electron'))).length, 7)
  })
})
