import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { browserArguments, findBrowser, hasDisplay, openBrowser } from '../../main/browser.ts'
import { CannotStart } from '../../main/cannot-start.ts'
import { chooseShell } from '../../main/choose-shell.ts'

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
  const browser = program('browser', `echo "$@" >> ${log}; exec sleep 60`)
  const opened = async (count: number): Promise<string[]> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
      if (lines.length >= count) return lines
      await wait(20)
    }
    throw new Error('the browser was not opened')
  }
  const profileOf = (line: string) => /--user-data-dir=(\S+)/.exec(line)?.[1] ?? ''

  test('is replaced by a fresh one at a fresh address, and leaves no profile behind', async () => {
    let addresses = 0
    let ended = 0
    const pageOnce = () => `http://page/${(addresses += 1)}`
    const window = openBrowser(browser, { pageOnce, asRoot: false, onEnd: () => (ended += 1) })
    const [first = ''] = await opened(1)
    window.replace()
    const [, second = ''] = await opened(2)
    assert.ok(first.includes('--app=http://page/1 ') && second.includes('--app=http://page/2 '))
    assert.notEqual(profileOf(first), profileOf(second))
    await window.stop()
    assert.equal(existsSync(profileOf(second)), false)
    for (let tries = 0; tries < 100 && existsSync(profileOf(first)); tries += 1) await wait(20)
    assert.equal(existsSync(profileOf(first)), false)
    assert.equal(ended, 0, 'nobody else closed it')
  })

  test('that somebody closes is told', async () => {
    const closing = program('closing', 'exit 0')
    const told = await new Promise<string>((resolve) => {
      openBrowser(closing, { pageOnce: () => 'p', asRoot: false, onEnd: () => resolve('closed') })
    })
    assert.equal(told, 'closed')
  })
})
