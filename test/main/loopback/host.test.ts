import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { CONTENT_SECURITY_POLICY, type LoopbackHost, startLoopbackHost } from '../../../main/loopback/host.ts'
import type { Page } from '../../../main/app.ts'
import { outOfOrderNotice } from '../../../main/out-of-order-notice.ts'
import { systemClock } from '../../../main/clock.ts'
import { ContractError } from '../../../sync/contract/rpc.ts'
import type { StationReport } from '../../../sync/contract/visit.ts'

const REPORT: StationReport = {
  network: 'online',
  printer: { state: 'ready', trouble: null, nearEnd: false },
  waiting: 0,
  paper: null,
  verdict: null,
  outOfService: null,
}
const folder = mkdtempSync(join(tmpdir(), 'foyer-page-'))
let host: LoopbackHost
let clocks: string[] = []
let pages: { called: [string, unknown][]; watched: boolean; closed: boolean; tell: (report: StationReport) => void }[] = []

function openPage(): Page {
  const record = {
    called: [] as [string, unknown][],
    watched: false,
    closed: false,
    tell: (_: StationReport) => undefined as void,
  }
  pages.push(record)
  return {
    handlers: {} as Page['handlers'],
    call: async (method, input) => {
      record.called.push([method, input])
      if (method === 'bogus') throw new ContractError('unknown method bogus')
      if (method === 'buggy') throw new Error('secret inside')
      return { said: method }
    },
    onReport: (listener) => {
      record.tell = listener
      listener(REPORT)
      return () => undefined
    },
    onLost: () => {
      record.watched = true
      return () => undefined
    },
    close: async () => {
      record.closed = true
    },
  }
}
before(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Foyer</title>')
  host = await startLoopbackHost({
    folder,
    port: 0,
    openPage,
    notice: () => outOfOrderNotice(null),
    clock: systemClock,
    random: { uuid: randomUUID, bytes: (count) => randomBytes(count), fraction: () => 0 },
    log: () => undefined,
    setClock: async (now) => void clocks.push(now),
    onLost: () => undefined,
  })
})
after(async () => {
  await host.close()
  rmSync(folder, { recursive: true })
})
afterEach(() => {
  pages = []
  clocks = []
})

const origin = () => new URL(host.page).origin
/** Opens the page as a browser does and gives back its cookie. */
async function open(address = host.page): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' })
  assert.equal(answer.status, 303)
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}
const post = (path: string, headers: Record<string, string>, body: unknown = {}) =>
  fetch(`${origin()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
/** Like fetch, but it may lie about where it comes from. */
const raw = (path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(host.page)
    request({ hostname, port, path, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })

describe('the address', () => {
  test('is traded for a cookie that scripts and other sites cannot use, and is gone from the address bar', async () => {
    const answer = await fetch(`${host.page}?lang=tr&profile=desk`, { redirect: 'manual' })
    assert.equal(answer.headers.get('location'), '/?lang=tr&profile=desk')
    assert.match(answer.headers.get('set-cookie') ?? '', /^foyer-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  test('that is printed opens as often as one likes, each time with a visitor of its own', async () => {
    const [one, other] = [await open(), await open()]
    assert.notEqual(one, other)
    await post('/bridge/openSession', { cookie: one, origin: origin() })
    assert.deepEqual(
      pages.map(({ called }) => called.length),
      [1, 0],
    )
    assert.deepEqual(
      pages.map(({ watched }) => watched),
      [false, false],
    )
  })

  test('that a launched browser gets opens once, and its page is watched', async () => {
    const address = host.pageOnce()
    await open(address)
    assert.equal(pages[0]?.watched, true)
    assert.equal((await fetch(address, { redirect: 'manual' })).status, 401)
  })

  test('with a wrong token opens nothing', async () => {
    assert.equal((await fetch(`${origin()}/open/${'A'.repeat(43)}`, { redirect: 'manual' })).status, 401)
    assert.equal(pages.length, 0)
  })
})

describe('the page', () => {
  test('is served with a policy that allows nothing from elsewhere and nothing inline, and is never stored', async () => {
    const answer = await fetch(`${origin()}/`, { headers: { cookie: await open() } })
    assert.equal(answer.status, 200)
    assert.match(await answer.text(), /<title>Foyer/)
    assert.equal(answer.headers.get('content-security-policy'), CONTENT_SECURITY_POLICY)
    assert.ok(!CONTENT_SECURITY_POLICY.includes('unsafe'))
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
    // No voice is listened to and no face looked at (EN 301 549, 5.1.7 and 5.3).
    assert.match(answer.headers.get('permissions-policy') ?? '', /camera=\(\), microphone=\(\)/)
  })

  test('is closed to whoever has no cookie', async () => {
    for (const path of ['/', '/index.html', '/reports']) assert.equal((await fetch(`${origin()}${path}`)).status, 401, path)
    assert.equal((await post('/bridge/openSession', { origin: origin() })).status, 401)
    assert.equal((await post('/bridge/openSession', { origin: origin(), cookie: 'foyer-1=x' })).status, 401)
  })

  test('gives out its own folder and nothing above it', async () => {
    const cookie = await open()
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '//etc/passwd']) {
      assert.notEqual(await raw(path, { host: new URL(host.page).host, cookie }), 200, path)
    }
  })
})

describe('the bridge', () => {
  test('answers its own page', async () => {
    const answer = await post('/bridge/listSlots', { cookie: await open(), origin: origin() }, { officeId: 'a' })
    assert.deepEqual(await answer.json(), { said: 'listSlots' })
    assert.deepEqual(pages[0]?.called, [['listSlots', { officeId: 'a' }]])
  })

  test('refuses other origins, other hosts and requests without an origin, whatever cookie they bring', async () => {
    const cookie = await open()
    const ours = new URL(host.page).host
    assert.equal((await post('/bridge/endSession', { cookie, origin: 'http://evil.example' })).status, 403)
    assert.equal((await post('/bridge/endSession', { cookie, origin: 'null' })).status, 403)
    assert.equal((await post('/bridge/endSession', { cookie })).status, 403)
    // DNS rebinding: the attacker's name points at this machine.
    assert.equal(await raw('/', { host: 'evil.example', cookie }), 403)
    assert.equal(await raw('/', { host: `localhost:${ours.split(':')[1]}`, cookie }), 403)
    assert.equal(await raw('/reports', { host: ours, cookie, 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await raw('/', { host: ours, cookie, 'sec-fetch-site': 'none' }), 200)
    assert.deepEqual(pages[0]?.called, [])
  })

  test('tells a page that broke the contract, and keeps a bug’s message to itself', async () => {
    const headers = { cookie: await open(), origin: origin() }
    assert.equal((await post('/bridge/bogus', headers)).status, 400)
    const buggy = await post('/bridge/buggy', headers)
    assert.equal(buggy.status, 500)
    assert.ok(!(await buggy.text()).includes('secret'))
    assert.equal((await post('/bridge/listSlots', headers, 'x'.repeat(70_000))).status, 413)
  })
})

test('reports are told as they come', async () => {
  const cookie = await open()
  const abort = new AbortController()
  const answer = await fetch(`${origin()}/reports`, { headers: { cookie }, signal: abort.signal })
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.equal(answer.headers.get('content-security-policy'), CONTENT_SECURITY_POLICY)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  const first = await reader?.read()
  assert.equal(first?.value, `event: report\ndata: ${JSON.stringify(REPORT)}\n\n`)
  pages[0]?.tell({ ...REPORT, waiting: 3 })
  assert.match((await reader?.read())?.value ?? '', /"waiting":3/)
  abort.abort()
})

test('the notice is there without a token, with nothing to run and nothing to press', async () => {
  const answer = await fetch(host.notice)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/)
  const html = await answer.text()
  assert.match(html, /außer Betrieb[\s\S]*out of order/)
  assert.doesNotMatch(html, /<script|<a |<button|<form|src=/)
  assert.equal(pages.length, 0, 'nobody is served by it')
})

test('a test sets the clock without a cookie, and bad times are refused', async () => {
  assert.equal((await post('/test/clock', {}, { now: '2026-12-01T09:00:00+01:00' })).status, 204)
  assert.deepEqual(clocks, ['2026-12-01T08:00:00.000Z'])
  assert.equal((await post('/test/clock', {}, { now: 'yesterday' })).status, 400)
  assert.equal((await post('/test/clock', { origin: 'http://evil.example' }, { now: '2026-12-01T08:00:00Z' })).status, 403)
})
