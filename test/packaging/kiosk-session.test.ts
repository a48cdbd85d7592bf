import { equal, match, ok } from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { findChromium } from '../support/tools.ts'

const SESSION = join(import.meta.dirname, '../../assets/lockdown/debian/session-x11.sh')
const folder = mkdtempSync(join(tmpdir(), 'foyer-session-'))
const started: ChildProcess[] = []
const killGroup = (child: ChildProcess, signal: NodeJS.Signals) => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // Gone already.
  }
}
after(async () => {
  for (const child of started) killGroup(child, 'SIGKILL')
  await new Promise((resolve) => setTimeout(resolve, 200))
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const chromium = findChromium()
const has = (program: string) => spawnSync('which', [program]).status === 0
const skip = !has('Xvfb') ? 'Xvfb is not installed' : chromium === null && 'no browser of the Chromium family'

/** A page that tells each load, and how large it sees itself. */
async function servePage() {
  const loads: { width: number; height: number }[] = []
  const waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/loaded') {
      loads.push({ width: Number(searchParams.get('w')), height: Number(searchParams.get('h')) })
      waiting.splice(0).forEach((go) => go())
    }
    response.setHeader('content-type', 'text/html')
    response.end(
      "<!doctype html><script>addEventListener('load', () => setTimeout(() => fetch('/loaded?w=' + innerWidth + '&h=' + innerHeight), 300))</script>",
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const nextLoad = () => new Promise<void>((resolve) => waiting.push(resolve))
  return { address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, loads, nextLoad }
}

test('the X11 session fills the screen with its one program, starts it again when it dies, and ends with it', {
  skip,
  timeout: 60_000,
}, async () => {
  const page = await servePage()
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1080x1920x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  started.push(screen)
  const [chunk] = (await once(screen.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
  const display = `:${chunk.toString().trim()}`
  const flags = [
    `--app=${page.address}`,
    '--kiosk',
    '--window-position=0,0',
    '--window-size=1080,1920',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--password-store=basic',
    '--disable-dev-shm-usage',
    '--disable-features=Translate',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    DISPLAY: display,
    FOYER_PROGRAM: [chromium, ...flags].join(' '),
    FOYER_RESTART_SECONDS: '0',
  }
  const first = page.nextLoad()
  const session = spawn('sh', [SESSION], { env, stdio: 'ignore', detached: true })
  started.push(session)
  await first
  const [seen] = page.loads
  ok(seen && seen.width >= 1078 && seen.height >= 1918, `the page is ${String(seen?.width)} × ${String(seen?.height)}`)

  const [program] = childrenOf(session.pid ?? 0)
  ok(program)
  const second = page.nextLoad()
  process.kill(program, 'SIGKILL')
  await second
  const [again] = childrenOf(session.pid ?? 0)
  ok(again !== undefined && again !== program)

  session.kill('SIGTERM')
  const [code] = (await once(session, 'exit')) as [number | null]
  equal(code, 0)
})

test('the X11 session says what is missing when there is no screen', {
  skip: process.platform === 'win32' && 'a shell script',
}, () => {
  const done = spawnSync('sh', [SESSION], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } })
  equal(done.status !== 0, true)
  match(done.stderr, /an X server is needed/)
})

const childrenOf = (pid: number): number[] =>
  spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(Number)
