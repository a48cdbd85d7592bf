import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { createCentralProcesses } from '../../support/central-processes.ts'
import { enrolKiosk } from '../../support/kiosk-device.ts'
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts'
import { findPostgres } from '../../support/find-postgres.ts'

const TOWN = join(import.meta.dirname, '../../../assets/demo-town/town.json')

const { start, operate, endAll } = createCentralProcesses()

describe('central as a process', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-central-'))
  })
  after(() => {
    endAll()
    rmSync(folder, { recursive: true, force: true })
  })

  it('says exactly one line when ready, serves the demonstration town, and ends cleanly on SIGTERM', async () => {
    const data = join(folder, 'embedded')
    const { ready, child, ended } = await start(['--embedded', '--data', data])
    const kiosk = await enrolKiosk(ready.central, ready.enrolmentCode, () => Date.now())
    assert.equal((await kiosk.call('GET', '/v1/catalogue')).status, 200)
    assert.equal((await fetch(`${ready.central}/readyz`)).status, 200)
    assert.match(await (await fetch(`${ready.central}/metrics`)).text(), /foyer_kiosks\{state="enrolled"\} 1/)
    assert.equal((await fetch(`${ready.central}/test/clock`, { method: 'POST' })).status, 404, 'no test clock unless asked for')
    assert.equal(statSync(join(data, 'central/keys/keys.json')).mode & 0o777, 0o600)
    child.kill('SIGTERM')
    const { code, stdout, stderr } = await ended
    assert.equal(code, 0)
    assert.equal(stdout.trim().split('\n').length, 1)
    for (const line of stderr.trim().split('\n')) assert.doesNotThrow(() => JSON.parse(line), line)
  })

  it('ends when the process that started it has gone', async () => {
    const { child, ended } = await start(['--embedded', '--data', join(folder, 'orphan')])
    child.stdin?.end()
    assert.equal((await ended).code, 0)
  })

  it('sets its clock for tests, on this machine only', async () => {
    const { ready, child, ended } = await start(['--embedded', '--data', join(folder, 'clock')], { FOYER_TEST_CLOCK: '1' })
    const set = (now: string) =>
      fetch(`${ready.central}/test/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now }),
      })
    assert.equal((await set('2027-03-28T00:30:00.000Z')).status, 200)
    assert.equal((await set('soon')).status, 400)
    const info = (await (await fetch(`${ready.central}/v1/info`)).json()) as { serverTime: string }
    assert.match(info.serverTime, /^2027-03-28T00:30/)
    child.kill('SIGTERM')
    await ended
  })

  const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
  it('listens on IPv6, and its address can be followed', { skip: !hasIpv6 && 'this machine has no IPv6' }, async () => {
    const listens = async (host: string, data: string) => {
      const { ready, child, ended } = await start(['--host', host, '--data', join(folder, data)])
      assert.match(ready.central, /^http:\/\/\[::1\]:\d+$/)
      assert.equal((await fetch(`${ready.central}/healthz`)).status, 200)
      child.kill('SIGTERM')
      assert.equal((await ended).code, 0)
    }
    await Promise.all([listens('::1', 'loopback'), listens('::', 'everywhere')])
  })

  it('takes an empty variable for one that is not set', async () => {
    const empty = ['FOYER_HOST', 'FOYER_PORT', 'FOYER_KEY_FILE', 'FOYER_PUBLIC_URL', 'FOYER_WEBHOOK_SECRET', 'DATABASE_URL']
    const data = join(folder, 'empty')
    const { ready, child, ended } = await start(['--data', data], Object.fromEntries(empty.map((name) => [name, ''])))
    assert.match(ready.central, /^http:\/\/127\.0\.0\.1:\d+$/)
    assert.ok(existsSync(join(data, 'central/keys/keys.json')))
    child.kill('SIGTERM')
    assert.equal((await ended).code, 0)
  })

  it('lets an operator work beside the running server, which notices', async () => {
    const data = join(folder, 'operated')
    const bare = await start(['--data', data])
    assert.equal((await fetch(`${bare.ready.central}/readyz`)).status, 503)
    const early = await operate(['slots', '--office', 'x', '--service', 'y', '--data', data])
    assert.deepEqual([early.code, early.stderr.trim().split('\n').length], [1, 1], early.stderr)
    assert.equal((await operate(['catalog', 'import', '--format', 'foyer', '--file', TOWN, '--data', data])).code, 0)
    assert.equal((await fetch(`${bare.ready.central}/readyz`)).status, 200)
    const again = await operate(['catalog', 'import', '--format', 'foyer', '--file', TOWN, '--data', data])
    assert.match(again.stdout, /^unchanged/m)
    const code = /^[0-9A-Z-]{14}/.exec((await operate(['kiosk', 'enrol', '--data', data])).stdout)?.[0] ?? ''
    const kiosk = await enrolKiosk(bare.ready.central, code, () => Date.now())
    assert.match((await operate(['kiosk', 'list', '--data', data])).stdout, new RegExp(kiosk.kioskId))
    assert.equal((await operate(['kiosk', 'revoke', kiosk.kioskId, '--data', data])).code, 0)
    assert.equal((await kiosk.call('GET', '/v1/catalogue')).status, 403)
    const town = JSON.parse(readFileSync(TOWN, 'utf8')) as { offers: { officeId: string; serviceId: string }[] }
    const [offer] = town.offers
    const free = await operate(['slots', '--office', offer?.officeId ?? '', '--service', offer?.serviceId ?? '', '--data', data])
    assert.match(free.stdout, /^\d{4}-\d\d-\d\d \d\d:\d\d$/m)
    const wrong = await operate(['slots', '--office', 'x', '--data', data])
    assert.deepEqual([wrong.code, wrong.stderr], [2, 'foyer: slots: --service is needed (the service’s id)\n'])
    const service = ['--office', offer?.officeId ?? '', '--service', offer?.serviceId ?? '']
    const asked: [string[], number, RegExp][] = [
      [['booking', 'find', '--day', '27.11.2026'], 2, /^foyer: booking find: --day is a day of the calendar, YYYY-MM-DD\n$/],
      [['booking', 'find', '--day', '2027-02-29'], 2, /--day is a day/],
      [['booking', 'find', '--number', 'zz'], 2, /^foyer: booking find: --number is a booking’s number, such as .*\n$/],
      [['slots', ...service, '--from', '2026-13-45'], 2, /^foyer: slots: --from is a day of the calendar, YYYY-MM-DD\n$/],
      [['booking', 'find', '--number', '7k3m 9qxt'], 0, /^no booking fits\n$/],
      [['slots', ...service, '--from', '2020-02-29', '--days', '1'], 0, /^no start time is free on these days\n$/],
      [['kiosk', 'write-off', 'lost'], 1, /^there is no device lost\n$/],
      [['kiosk', 'settings', '--file', folder], 1, /: cannot be read \(EISDIR\); nothing was changed\n$/],
      [['backup', join(TOWN, 'below')], 1, /^foyer: .*: cannot be read or written \(ENOTDIR\)\n$/],
    ]
    await Promise.all(
      asked.map(async ([args, exit, words]) => {
        const answer = await operate([...args, '--data', data])
        assert.deepEqual([answer.code, answer.stdout], [exit, ''], answer.stderr)
        assert.match(answer.stderr, words)
      }),
    )
    bare.child.kill('SIGINT')
    assert.equal((await bare.ended).code, 0)
  })
})

describe('three centrals beside one PostgreSQL', {
  skip: findPostgres() === null && 'PostgreSQL is not installed on this machine',
}, () => {
  let server: PostgresServer | null = null
  let folder = ''
  before(async () => {
    server = await startPostgres()
    folder = mkdtempSync(join(tmpdir(), 'foyer-three-'))
  })
  after(async () => {
    endAll()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('behave as one: one seat is sold once, one op is applied once, wherever they arrive', async () => {
    const env = { DATABASE_URL: (await server?.createEmptyDatabase()) ?? '', FOYER_KEY_FILE: join(folder, 'keys.json') }
    const centrals = await Promise.all(['a', 'b', 'c'].map((name) => start(['--data', join(folder, name)], env)))
    assert.equal((await operate(['catalog', 'import', '--format', 'foyer', '--file', TOWN, '--data', folder], env)).code, 0)
    const code = /^[0-9A-Z-]{14}/.exec((await operate(['kiosk', 'enrol', '--data', folder], env)).stdout)?.[0] ?? ''
    const [first] = centrals
    const kiosk = await enrolKiosk(first?.ready.central ?? '', code, () => Date.now())
    const offices = Object.fromEntries(['buergeramt'].map((office) => [office, 0]))
    const { days } = await kiosk.sync({ cursors: offices })
    assert.ok(days.length > 20)
    const town = JSON.parse(readFileSync(TOWN, 'utf8')) as {
      offers: { officeId: string; serviceId: string; counterGroupId: string }[]
    }
    const offer = town.offers.find(({ officeId }) => officeId === 'buergeramt')
    const serviceId = offer?.serviceId ?? ''
    const { stdout } = await operate(['slots', '--office', 'buergeramt', '--service', serviceId, '--json', '--data', folder], env)
    const startsAt = (JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as { startsAt: string }).startsAt
    const free = async () => {
      const answer = await kiosk.sync({ cursors: offices })
      const group = answer.days
        .find((day) => day.day === startsAt.slice(0, 10))
        ?.groups.find(({ counterGroupId }) => counterGroupId === offer?.counterGroupId)
      const index = (Date.parse(startsAt) - Date.parse(group?.firstTickAt ?? '')) / 300_000
      return Buffer.from(group?.free ?? '', 'base64')[index] ?? 0
    }
    const seats = await free()
    const op = await kiosk.bookingOp({ officeId: 'buergeramt', serviceId, startsAt })
    const body = JSON.stringify({
      epoch: kiosk.epoch,
      generation: 1,
      cursors: {},
      escrow: [],
      returned: [],
      ops: [kiosk.signedOp(1, op)],
      catalogueVersion: null,
      health: null,
    })
    const post = async (central: string, path: string, text: string) => {
      const headers = { 'content-type': 'application/json', ...kiosk.authorize('POST', path, text) }
      const answer = await fetch(`${central}${path}`, { method: 'POST', headers, body: text })
      assert.equal(answer.status, 200)
      return (await answer.json()) as unknown
    }
    const verdicts = (await Promise.all(
      [...centrals, ...centrals].map(({ ready }) => post(ready.central, '/v1/sync', body)),
    )) as { verdicts: unknown }[]
    assert.equal(new Set(verdicts.map((answer) => JSON.stringify(answer.verdicts))).size, 1)
    assert.equal(await free(), seats - 1)
    const holds = (await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const wish = { bookingId: crypto.randomUUID(), officeId: 'buergeramt', services: [{ serviceId, count: 1 }], startsAt }
        return post(centrals[index % 3]?.ready.central ?? '', '/v1/holds', JSON.stringify(wish))
      }),
    )) as { outcome: string }[]
    assert.equal(holds.filter((answer) => answer.outcome === 'held').length, seats - 1)
    for (const { child } of centrals) child.kill('SIGTERM')
    assert.deepEqual(
      (await Promise.all(centrals.map(({ ended }) => ended))).map(({ code: exit }) => exit),
      [0, 0, 0],
    )
  })
})
