import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import Database from 'better-sqlite3'
import { parseServerFlags, readConfig } from '../../sync/central/config.ts'
import { type Ended, freshFolder, runToEnd, startFoyer } from '../support/start-foyer.ts'

// The real process, as an admin starts it.
const configFile = (text: string): string => {
  const file = join(freshFolder(), 'device.json')
  writeFileSync(file, text)
  return file
}

/** What stands in the way outside this program: one line that names it, and an exit code that says "not started". */
function stopped(ended: Ended, reason: RegExp) {
  equal(ended.code, 1, ended.stderr)
  const lines = ended.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
  equal(lines.length, 1, ended.stderr)
  match(lines[0] ?? '', reason)
}

/** One clear line on stderr, exit 2, and the data folder was not even made. */
function refused(ended: Ended, reason: RegExp, data?: string) {
  equal(ended.code, 2, ended.stderr)
  const lines = ended.stderr.trim().split('\n')
  equal(lines.length, 1, ended.stderr)
  match(lines[0] ?? '', reason)
  equal(ended.stdout, '')
  if (data !== undefined) ok(!existsSync(data), 'the data folder was written')
}

describe('npm start with what cannot be', () => {
  const FAULTS: readonly [what: string, args: readonly string[], reason: RegExp][] = [
    ['an unknown flag', ['--colour', 'red'], /--colour.*unknown/],
    ['a flag without its value', ['--port'], /--port.*value/],
    ['a port out of range', ['--port', '70000'], /--port.*65535/],
    ['an address of central that is none', ['--central', 'ftp://x'], /--central.*http/],
    ['a config file that is not there', ['--config', '/nonexistent/device.json'], /nonexistent.*ENOENT/],
  ]
  for (const [what, args, reason] of FAULTS) {
    test(`refuses ${what} in one line`, async () => {
      const data = join(freshFolder(), 'data')
      refused(await runToEnd({ args: ['--data', data, '--shell', 'none', ...args] }), reason, data)
    })
  }

  test('names the key and the reason in a broken config file', async () => {
    const data = join(freshFolder(), 'data')
    const run = (text: string) => runToEnd({ args: ['--shell', 'none', '--data', data, '--config', configFile(text)] })
    refused(await run('{'), /device\.json.*JSON/, data)
    refused(await run('{"idle": {"countdownSeconds": 5}}'), /idle\.countdownSeconds.*20/, data)
    refused(await run('{"idel": {}}'), /idel.*unknown/, data)
    refused(await run('{"printer": {"uri": "lpt1"}}'), /printer\.uri/, data)
  })

  test('an environment variable with a bad value is named as such', async () => {
    refused(await runToEnd({ args: ['--shell', 'none'], env: { FOYER_PORT: 'x' } }), /FOYER_PORT/)
  })

  test('what only the embedded central would refuse is said before anything is written', async () => {
    const data = join(freshFolder(), 'data')
    const args = ['--shell', 'none', '--data', data]
    refused(await runToEnd({ args, env: { FOYER_SMTP_URL: 'mail.example' } }), /FOYER_SMTP_URL.*smtp:\/\//, data)
    const config = configFile('{"settings": {"linkHours": 9999, "escrowPercent": 99}}')
    refused(await runToEnd({ args: [...args, '--config', config] }), /settings\.linkHours.*336/, data)
  })

  test('--help lists the flags and exits 0', async () => {
    for (const command of ['start', 'central'] as const) {
      const { code, stdout } = await runToEnd({ command, args: ['--help'] })
      equal(code, 0)
      for (const flag of ['config', 'data', 'port', 'profile', 'shell', 'central']) match(stdout, new RegExp(`--${flag}`))
    }
  })

  test('a port in use is said', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    const { port } = holder.address() as AddressInfo
    const ended = await runToEnd({ args: ['--shell', 'none', '--data', freshFolder(), '--port', String(port)] })
    holder.close()
    stopped(ended, /^port.*in use/)
  })

  test('a data folder that cannot be written is said, with its path', { skip: process.platform === 'win32' }, async () => {
    const parent = freshFolder()
    // Root may write anywhere but into a file.
    const data = process.getuid?.() === 0 ? join(parent, 'file') : join(parent, 'locked')
    if (process.getuid?.() === 0) writeFileSync(data, '')
    else {
      mkdirSync(data)
      chmodSync(data, 0o500)
    }
    const ended = await runToEnd({ args: ['--shell', 'none', '--data', data] })
    stopped(ended, /(file|locked)/)
    ok(ended.stderr.includes(data), ended.stderr)
  })

  test('npm run central names in one line what would be wrong at the terminal too, and an empty folder', () => {
    const faulty =
      (...args: string[]) =>
      () =>
        readConfig(parseServerFlags(args), {})
    throws(faulty('--shell', 'bash'), { message: '--shell: needs one of auto, electron, browser, none' })
    throws(faulty('--central', 'ftp://x'), /^\w+: --central: needs an address/)
    throws(faulty('--data', ''), { message: '--data: needs a text' })
    throws(faulty('--port', '-1'), { message: /^[^\n]+$/ })
  })

  test('npm run central refuses an unknown flag as well', async () => {
    // Every flag of npm start is taken; what says nothing to central does no harm.
    const others = ['--profile', 'lobby', '--shell', 'none', '--central', 'http://127.0.0.1:1']
    const ended = await runToEnd({ command: 'central', args: [...others, '--colour', 'red'] })
    equal(ended.code, 2, ended.stderr)
    match(ended.stderr, /--colour/)
  })
})

describe('a started Foyer', () => {
  test('prints exactly one line on stdout, and SIGTERM ends it with 0', async () => {
    const foyer = await startFoyer()
    deepEqual(Object.keys(foyer).slice(0, 8), ['ready', 'shell', 'page', 'central', 'mail', 'data', 'receipts', 'mails'])
    equal(foyer.shell, 'none')
    match(foyer.page, /^http:\/\/127\.0\.0\.1:\d+\//)
    const { code, stdout } = await foyer.stop()
    equal(code, 0)
    equal(stdout.trim().split('\n').length, 1)
  })

  test('Ctrl-C ends everything through npm, and nothing goes on listening', async () => {
    const foyer = await startFoyer({ through: 'npm' })
    const { code } = await foyer.stop('SIGINT')
    // npm itself ends by the signal, whatever its script's exit code was.
    ok(code === 0 || code === 130 || code === null, `ended with ${code}`)
    for (const address of [foyer.page, foyer.central]) {
      const alive = await fetch(address).then(
        () => true,
        () => false,
      )
      equal(alive, false, address)
    }
  })

  test('SIGTERM to npm leaves nothing running either', async () => {
    const foyer = await startFoyer({ through: 'npm' })
    await foyer.stop()
    for (const address of [foyer.page, foyer.central]) await rejects(fetch(address))
  })

  test('serves central with its promised addresses', async () => {
    const foyer = await startFoyer()
    for (const path of ['/healthz', '/readyz', '/metrics', '/v1/openapi.json']) {
      equal((await fetch(new URL(path, foyer.central))).status, 200, path)
    }
    equal((await fetch(foyer.mail)).status, 200)
    const missing = await fetch(new URL('/v1/nothing', foyer.central))
    equal(missing.status, 404)
    match(missing.headers.get('content-type') ?? '', /application\/problem\+json/)
    await foyer.stop()
  })
})

describe('databases that a station finds', () => {
  const databases = (data: string) =>
    readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(db|sqlite)$/.test(path))
  const find = (data: string, name: RegExp) => {
    const found = databases(data).find((path) => name.test(path))
    ok(found !== undefined, `no ${name} among ${databases(data).join(', ')}`)
    return join(data, found)
  }
  const usedFolder = async () => {
    const data = freshFolder()
    const foyer = await startFoyer({ data })
    await foyer.stop()
    return data
  }

  test('of a newer version are refused, and named', async () => {
    const data = await usedFolder()
    const database = new Database(find(data, /bookings/))
    database.pragma('user_version = 9999')
    database.close()
    const ended = await runToEnd({ args: ['--shell', 'none', '--data', data] })
    stopped(ended, /bookings.*newer/i)
  })

  test('that are a broken cache are rebuilt', async () => {
    const data = await usedFolder()
    writeFileSync(find(data, /cache/), 'this is no database, and long enough to be taken for one'.repeat(200))
    const foyer = await startFoyer({ data })
    equal((await foyer.stop()).code, 0)
  })

  test('that are broken bookings are refused, kept aside and said clearly', async () => {
    const data = await usedFolder()
    const file = find(data, /bookings/)
    for (const side of ['-wal', '-shm']) if (existsSync(file + side)) writeFileSync(file + side, '')
    writeFileSync(file, 'this is no database, and long enough to be taken for one'.repeat(200))
    const ended = await runToEnd({ args: ['--shell', 'none', '--data', data] })
    stopped(ended, /bookings/)
    const kept = readdirSync(join(file, '..')).filter((name) => name.startsWith('bookings'))
    ok(kept.length > 0, 'the broken file was thrown away')
  })
})
