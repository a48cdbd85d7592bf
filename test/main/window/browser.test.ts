import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { browserArguments, findBrowser, hasDisplay, openBrowser } from '../../../main/window/browser.ts'
import { CannotStart } from '../../../main/cannot-start.ts'
import { systemClock } from '../../../main/clock.ts'
import { keepBrowser } from '../../../main/window/keep-browser.ts'
import { chooseShell } from '../../../main/window/choose-shell.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-shell-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const program = (name: string, script: string) => {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
const windows = process.platform === 'win32' ? 'skipped: a shell script stands in for the browser' : false

test('the browser shows the page alone, without a profile that outlives it', () => {
  const given = browserArguments({ page: 'http://127.0.0.1:1/open/x', profile: '/profile', asRoot: false })
  for (const switched of [
    '--kiosk',
    '--app=http://127.0.0.1:1/open/x',
    '--user-data-dir=/profile',
    '--incognito',
    '--disable-pinch',
  ]) {
    assert.ok(given.includes(switched), switched)
  }
  assert.ok(!given.includes('--no-sandbox'))
  assert.ok(browserArguments({ page: 'p', profile: 'q', asRoot: true }).includes('--no-sandbox'))
  assert.ok(!given.some((switched) => switched.startsWith('--remote-debugging')))
})

describe('the shell', { skip: windows }, () => {
  const chromium = program('chromium', 'sleep 60')
  const machine = { root: folder, environment: { PATH: folder, DISPLAY: ':0' }, platform: 'linux' as const }
  const blind = { ...machine, environment: { PATH: folder } }
  const bare = { ...machine, environment: { PATH: '/nowhere', DISPLAY: ':0' } }

  test('by itself is a browser where there is one and a screen to show it on', () => {
    assert.equal(findBrowser(machine.environment, 'linux'), chromium)
    assert.deepEqual(chooseShell('auto', machine), { kind: 'browser', program: chromium })
    assert.deepEqual(chooseShell('auto', blind), { kind: 'none' })
    assert.deepEqual(chooseShell('auto', bare), { kind: 'none' })
    assert.deepEqual(chooseShell('none', machine), { kind: 'none' })
    assert.deepEqual([hasDisplay({}, 'linux'), hasDisplay({}, 'win32')], [false, true])
  })

  test('that was asked for and is not there is said', () => {
    assert.throws(() => chooseShell('browser', bare), CannotStart)
    assert.throws(
      () => chooseShell('electron', machine),
      (error) => error instanceof CannotStart && /npm run build/.test(error.message),
    )
  })

  test('is Electron where its program and the bundles are', () => {
    mkdirSync(join(folder, 'node_modules/electron/dist'), { recursive: true })
    mkdirSync(join(folder, 'dist/main'), { recursive: true })
    writeFileSync(join(folder, 'node_modules/electron/path.txt'), 'electron')
    writeFileSync(join(folder, 'node_modules/electron/dist/electron'), '')
    writeFileSync(join(folder, 'dist/main/main.js'), '')
    assert.equal(chooseShell('auto', machine).kind, 'electron')
    assert.equal(chooseShell('browser', machine).kind, 'browser')
  })
})

describe('a browser window', { skip: windows }, () => {
  const log = join(folder, 'opened')
  const browser = program('browser', `echo "$@" >> ${log}; sleep 60; :`)
  const opened = async (count: number): Promise<string[]> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
      if (lines.length >= count) return lines
      await wait(20)
    }
    throw new Error('the browser was not opened')
  }
  const profileOf = (line: string) => /--user-data-dir=(\S+)/.exec(line)?.[1] ?? ''

  const leftover = join(folder, 'window.json')

  test('shows one address after the other, each in a fresh profile that goes with it', async () => {
    const ended: string[] = []
    const window = openBrowser(browser, { asRoot: false, leftover, onEnd: (how) => ended.push(how) })
    window.show('http://page/1')
    const [first = ''] = await opened(1)
    window.show('http://page/2')
    const [, second = ''] = await opened(2)
    assert.ok(first.includes('--app=http://page/1 ') && second.includes('--app=http://page/2 '))
    assert.notEqual(profileOf(first), profileOf(second))
    await window.stop()
    assert.deepEqual(
      [first, second].map((line) => existsSync(profileOf(line))),
      [false, false],
    )
    assert.deepEqual(ended, [], 'nobody else closed it')
    assert.equal(existsSync(leftover), false)
  })

  test('that somebody closes is told from one that crashes or cannot start', async () => {
    const told = (script: string) =>
      new Promise<string>((resolve) => openBrowser(script, { asRoot: false, leftover, onEnd: resolve }).show('p'))
    assert.equal(await told(program('closing', 'exit 0')), 'closed')
    assert.equal(await told(program('failing', 'exit 139')), 'crashed')
    assert.equal(await told(program('killed', 'kill -9 $$')), 'crashed')
    assert.equal(await told(join(folder, 'missing')), 'crashed')
  })

  test('that cannot be kept alive gives way to the notice, and is tried again', async () => {
    rmSync(log, { force: true })
    const shaky = program('shaky', `echo "$@" >> ${log}; case "$*" in *notice*) exec sleep 60 ;; *) exit 139 ;; esac`)
    let addresses = 0
    let gaveUp = 0
    let gone = 0
    const window = keepBrowser(shaky, {
      host: { pageOnce: () => `http://page/${(addresses += 1)}`, windowGone: () => (gone += 1), notice: 'http://notice/' },
      asRoot: false,
      leftover,
      onClosed: () => undefined,
      giveUp: () => (gaveUp += 1),
      // A second is five milliseconds here, and a minute a third of a second.
      clock: { ...systemClock, after: (milliseconds, call) => systemClock.after(milliseconds / 200, call) },
      log: () => undefined,
    })
    const shown = (await opened(8)).map((line) => /--app=(\S+)/.exec(line)?.[1])
    const pages = (...numbers: number[]) => numbers.map((number) => `http://page/${number}`)
    assert.deepEqual(shown.slice(0, 8), [...pages(1, 2, 3, 4, 5, 6), 'http://notice/', ...pages(7)])
    assert.ok(gone >= 6, 'each lost window’s visitor is forgotten')
    assert.equal(gaveUp, 0)
    await window.stop()
  })

  const linux = process.platform === 'linux' ? false : 'skipped: only Linux tells the command lines of others'
  test('that a killed station has left behind is ended by the next one, and nobody else is', { skip: linux }, async () => {
    const script = `import { openBrowser } from '${new URL('../../../main/window/browser.ts', import.meta.url).href}'
      openBrowser(${JSON.stringify(browser)}, { asRoot: false, leftover: ${JSON.stringify(leftover)}, onEnd: () => undefined }).show('http://left')
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 0)`
    rmSync(log, { force: true })
    await once(spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }), 'exit')
    const [line = ''] = await opened(1)
    const { pid } = JSON.parse(readFileSync(leftover, 'utf8')) as { pid: number }
    assert.ok(existsSync(`/proc/${pid}`), 'it stands there without its station')
    openBrowser(browser, { asRoot: false, leftover, onEnd: () => undefined })
    for (let tries = 0; tries < 200 && running(pid); tries += 1) await wait(20)
    assert.equal(running(pid), false)
    assert.equal(existsSync(profileOf(line)), false)

    const profile = mkdtempSync(join(tmpdir(), 'foyer-browser-'))
    writeFileSync(leftover, JSON.stringify({ pid: process.pid, profile }))
    openBrowser(browser, { asRoot: false, leftover, onEnd: () => undefined })
    assert.equal(existsSync(profile), false)
  })
})

/** A killed process whose parent has not looked is still listed, as a zombie. */
function running(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
