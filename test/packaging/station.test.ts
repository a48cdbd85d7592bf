import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { extractAll } from '@electron/asar'
import { integrityFaults } from '../../main/packaging/asar-integrity.ts'
import { filesInAsar, inspectPackedApp, type Packed } from '../../main/packaging/packed-app.ts'
import { STAND_IN_MARK } from '../../main/packaging/stand-in.ts'
import { findElectron } from '../support/tools.ts'
import { putElectronRecorder } from './electron-recorder.ts'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'foyer-dist-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const dist = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'main/packaging/dist.ts'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: '1767225600', CI: '1' },
  })

const HERE = { platform: 'linux', arch: process.arch === 'arm64' ? 'arm64' : 'x64' } as const

describe('npm run dist for the station, on this machine', { skip: process.platform !== 'linux' && 'packs Linux only' }, () => {
  const out = join(folder, 'one')
  let packed: Packed
  let said = ''

  before(async () => {
    const made = dist('--target', 'dir,zip,tar.gz,deb', '--out', out)
    said = made.stderr
    equal(made.status, 0, said)
    packed = await inspectPackedApp(join(out, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`), HERE)
  })

  test('packs what the allow-list names, within the budget, with integrity values and the nine fuses', () => {
    deepEqual(packed.faults, [])
    const inside = filesInAsar(join(packed.folder, 'resources/app.asar'))
    for (const path of ['dist/main/espeak-worker.js', 'node_modules/espeak-ng/dist/espeak-ng.wasm'])
      ok(inside.includes(path), path)
  })

  test('says loudly when it holds no Electron, and marks the folder', () => {
    equal(packed.standIn, findElectron() === null)
    equal(existsSync(join(packed.folder, STAND_IN_MARK)), packed.standIn)
    if (!packed.standIn) return
    match(said, /NOTICE: packing around a STAND-IN/)
    const ran = spawnSync(join(packed.folder, 'foyer'), { encoding: 'utf8' })
    deepEqual([ran.status, /no product/.test(ran.stderr)], [69, true])
  })

  test('makes zip, tar.gz and deb, and sums over all of them', () => {
    equal(spawnSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: out }).status, 0)
    const sums = readFileSync(join(out, 'SHA256SUMS'), 'utf8')
    for (const ending of ['.zip', '.tar.gz', '.deb', 'foyer.cdx.json']) ok(sums.includes(ending), ending)
    const bill = JSON.parse(readFileSync(join(out, 'foyer.cdx.json'), 'utf8')) as {
      components: { name: string; group?: string }[]
    }
    const named = bill.components.map(({ group, name }) => [group, name].filter(Boolean).join('/'))
    ok(named.includes('better-sqlite3') && named.includes('preact'), named.join(' '))
    deepEqual(
      named.filter((name) => /darwin|win32|android|freebsd/.test(name)),
      [],
      'nothing of other platforms',
    )
  })

  test('the deb installs the program, its icon, its lock-down kit, and depends on what Electron needs', () => {
    const deb = /\S+\.deb/.exec(readFileSync(join(out, 'SHA256SUMS'), 'utf8'))?.[0] ?? ''
    const listed = execFileSync('dpkg-deb', ['-c', join(out, deb)], { encoding: 'utf8' })
    for (const path of [
      './opt/Foyer/foyer',
      './opt/Foyer/resources/app.asar',
      './usr/share/icons/hicolor/512x512/apps/foyer.png',
      './usr/share/foyer/lockdown/install.sh',
      './usr/bin/foyer',
      // Where the units send their reader, and where its links lead.
      './usr/share/doc/foyer/install-debian.md',
      './usr/share/doc/foyer/operations.md',
    ])
      ok(listed.includes(path), path)
    match(listed, /-rwxr-xr-x root\/root .*\.\/usr\/bin\/foyer\n/)
    match(execFileSync('dpkg-deb', ['-f', join(out, deb), 'Depends'], { encoding: 'utf8' }), /libgtk-3-0.*libnss3/)
  })

  test('made a second time from the same sources, gives the same archive', async () => {
    const again = join(folder, 'two')
    const made = dist('--dir', '--out', again)
    equal(made.status, 0, made.stderr)
    const second = await inspectPackedApp(packed.folder.replace(out, again), HERE)
    equal(second.asarSha256, packed.asarSha256)
  })

  test('for Windows packs that system’s native parts, and refuses a package from which one is missing', () => {
    const place = join(folder, 'win')
    const made = dist('--platform', 'win32', '--arch', 'x64', '--dir', '--stand-in', '--no-build', '--out', place)
    const drawing = '@napi-rs/canvas-win32-x64-msvc'
    // npm has installed the drawing of receipts for this machine alone; SQLite comes for all.
    if (existsSync(join(ROOT, 'node_modules', drawing))) return equal(made.status, 0, made.stderr)
    equal(made.status, 1)
    const said = made.stderr.split('\n').filter((line) => line.startsWith('package: '))
    deepEqual(said, [
      `package: app.asar: node_modules/${drawing}/skia.win32-x64-msvc.node is missing: npm has not installed ${drawing} for win32 on x64`,
    ])
    const knows = integrityFaults('win32', join(place, 'win-unpacked/Foyer.exe'), join(packed.folder, 'resources/app.asar'))
    match(knows[0] ?? '', /wants an app\.asar with the hash/, 'the program knows its own archive')
    ok(
      filesInAsar(join(place, 'win-unpacked/resources/app.asar')).includes(
        'node_modules/better-sqlite3/prebuilds/win32-x64.node',
      ),
    )
  })

  test('refuses installers for Windows without a signature, and says what is missing', () => {
    const made = dist('--platform', 'win32', '--no-build', '--out', join(folder, 'win'))
    equal(made.status, 1)
    match(made.stderr, /signing for Windows needs FOYER_PUBLISHER/)
  })

  describe('the packed main bundle, under Node with a recording stand-in of electron', () => {
    const start = (central: string, more: Readonly<Record<string, string>> = {}, flag: string[] = []) => {
      const place = mkdtempSync(join(folder, 'app-'))
      extractAll(join(packed.folder, 'resources/app.asar'), place)
      putElectronRecorder(place)
      const calls = join(place, 'calls')
      writeFileSync(calls, '')
      const env = { PATH: '/usr/bin:/bin', ELECTRON_CALLS: calls, ...more }
      const flags = ['--central', central, '--data', join(place, 'data'), ...flag]
      // As in a packed Electron, no script's name stands between the program and its flags.
      writeFileSync(join(place, 'start.mjs'), "process.argv.splice(1, 1)\nawait import('./dist/main/main.js')\n")
      const child = spawn(process.execPath, ['start.mjs', ...flags], { cwd: place, env, stdio: ['ignore', 'pipe', 'pipe'] })
      let stderr = ''
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
      const ready = new Promise<boolean>((resolve) => {
        child.stdout.once('data', () => resolve(true))
        child.once('close', () => resolve(false))
      })
      const told = () =>
        readFileSync(calls, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as [string, ...unknown[]])
      /** The first call of that name, waited for as long as the program runs. */
      const until = async (name: string) => {
        for (;;) {
          const found = told().find(([called]) => called === name)
          if (found) return found
          if (child.exitCode !== null) throw new Error(`it ended before ${name}: ${stderr}`)
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
      return { child, ended, ready, told, until, place, stderr: () => stderr }
    }

    // Nothing listens there: a kiosk starts without its central as well.
    const NOWHERE = 'http://127.0.0.1:9'

    test('starts with what was packed alone, opens one locked window on app://, and ends on SIGTERM', {
      timeout: 60_000,
    }, async () => {
      const app = start(NOWHERE)
      ok(await app.ready, app.stderr())
      app.child.kill('SIGTERM')
      equal(await app.ended, 0, app.stderr())
      // The threads that were packed beside it work as well: nothing was logged as an error.
      ok(!app.stderr().includes('"level":"error"'), app.stderr())
      const told = app.told()
      const windows = told.filter(([name]) => name === 'new BrowserWindow')
      // The kiosk's, and a black one on the other screen.
      equal(windows.length, 2)
      const [, cover] = windows[1] as [string, { backgroundColor: string }]
      equal(cover.backgroundColor, '#000000')
      const [, options] = windows[0] as [string, { kiosk: boolean; webPreferences: Record<string, unknown> }]
      equal(options.kiosk, true)
      const { sandbox, contextIsolation, nodeIntegration, webviewTag, devTools } = options.webPreferences
      deepEqual([sandbox, contextIsolation, nodeIntegration, webviewTag, devTools], [true, true, false, false, false])
      ok(told.some(([name]) => name === 'app.enableSandbox'))
      // Nothing is sealed with a password that stands in Electron's source.
      ok(!told.some(([name]) => name.startsWith('safeStorage.encrypt')))
      ok(told.some(([name, url]) => name.endsWith('loadURL') && String(url).startsWith('app://')))
    })

    test('speaks with the voice that was packed', { timeout: 60_000 }, async () => {
      const says = JSON.stringify(['synthesize', { text: 'Guten Tag', lang: 'de', rate: 1 }])
      const app = start(NOWHERE, { ELECTRON_SAYS: says })
      ok(await app.ready, app.stderr())
      const heard = await app.until('the page heard')
      app.child.kill('SIGTERM')
      equal(await app.ended, 0, app.stderr())
      const wav = Buffer.from((heard[1] as { wav: string | null }).wav ?? '', 'base64')
      equal(wav.toString('latin1', 0, 4), 'RIFF')
      ok(wav.length > 10_000, `${wav.length} bytes`)
    })

    test('does not start with a switch that opens the browser', { timeout: 60_000 }, async () => {
      const app = start(NOWHERE, { ELECTRON_SWITCH: 'remote-debugging-port' })
      equal(await app.ended, 2)
      match(app.stderr(), /--remote-debugging-port: not allowed/)
    })

    test('says what its configuration comes to without starting, or names the key that is wrong', {
      timeout: 60_000,
    }, async () => {
      const good = start(NOWHERE, { FOYER_ENROLMENT_CODE: 'ABCD-EFGH' }, ['--check-config'])
      const [said] = (await once(good.child.stdout, 'data')) as [Buffer]
      equal(await good.ended, 0, good.stderr())
      const shown = JSON.parse(said.toString()) as Record<string, unknown>
      deepEqual([shown['central'], shown['enrolmentCode'], shown['eventLog']], [NOWHERE, 'set', true])
      ok(!existsSync(join(good.place, 'data')))
      const bad = start(NOWHERE, { FOYER_LOCK_MINUTES: '900' }, ['--check-config'])
      const [named] = (await once(bad.child.stdout, 'data')) as [Buffer]
      deepEqual([await bad.ended, named.toString()], [2, 'FOYER_LOCK_MINUTES: needs at most 60\n'])
    })

    test('answers what operators ask an installed terminal: a PIN’s hash, its self-test, a bundle for support', {
      timeout: 60_000,
    }, async () => {
      const data = mkdtempSync(join(folder, 'data-'))
      const ask = async (flag: string, env: Record<string, string> = {}) => {
        const asked = start(NOWHERE, env, [flag, '--data', data])
        let said = ''
        asked.child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
        return { code: await asked.ended, said: said || asked.stderr() }
      }
      match((await ask('--service-pin', { FOYER_SERVICE_PIN: '271828' })).said, /^scrypt[$:]/)
      const tested = await ask('--self-test')
      equal(tested.code, 1, 'central is nowhere')
      match(tested.said, /^ok {3}data folder: /m)
      match(tested.said, /^fail central: /m)
      const { code, said } = await ask('--diagnostics')
      equal(code, 0, said)
      ok(existsSync(said.trim()))
    })

    test('refuses the clock of the tests', { timeout: 60_000 }, async () => {
      const app = start(NOWHERE, { FOYER_TEST_CLOCK: '1' })
      equal(await app.ended, 2)
      match(app.stderr(), /FOYER_TEST_CLOCK: not possible in a packaged build/)
    })
  })
})
