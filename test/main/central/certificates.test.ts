import { deepEqual, equal, ok } from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { request } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { selfChecks } from '../../../main/health/self-checks.ts'
import { readConfig } from '../../../main/config.ts'
import { systemClock } from '../../../main/clock.ts'
import { issueEnrolmentCode } from '../../../sync/central/fleet/kiosks.ts'
import { type Certificate, certificatesIn, noOpenssl } from '../../support/certificates.ts'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { removeFolder, stationKits } from '../../support/station-kit.ts'

const run = promisify(execFile)

/** What stands in front of central in a town: TLS, whose certificate a test changes while it runs. */
async function proxyOf(central: CentralKit, first: Certificate) {
  const server: Server = createServer(first, (asked, answer) => {
    const passed = request(`${central.address}${asked.url ?? ''}`, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    present: ({ key, cert }: Certificate) => {
      server.setSecureContext({ key, cert })
      server.closeAllConnections()
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

describe('a central whose certificate is not right', { skip: noOpenssl }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-certificates-'))
  const made = certificatesIn(join(folder, 'made'))
  const kits = stationKits()
  let central: CentralKit
  let proxy: Awaited<ReturnType<typeof proxyOf>>
  let good: Certificate
  let bad: readonly (readonly [what: string, certificate: Certificate, trouble: string])[]

  before(async () => {
    const town = made.authority('town')
    const stranger = made.authority('stranger')
    good = made.server('good', { by: town })
    const byStranger = made.server('by-stranger', { by: stranger })
    bad = [
      ['has ended', made.server('ended', { by: town, from: -30, until: -1 }), 'certificateExpired'],
      [
        'is not valid yet, as a clock sees it that is behind',
        made.server('to-come', { by: town, from: 2, until: 9 }),
        'clockOff',
      ],
      ['was made for another host', made.server('other', { by: town, host: 'DNS:termine.stadt.example' }), 'certificateOfOther'],
      ['is signed by itself', made.server('own', { by: null }), 'certificateUntrusted'],
      ['comes from an authority that nobody knows', byStranger, 'certificateUntrusted'],
      ['brings its unknown authority along', { ...byStranger, cert: byStranger.cert + stranger.cert }, 'certificateUntrusted'],
    ]
    // This process trusts the town's authority, as a terminal does on which IT has installed it.
    setDefaultCACertificates([...getCACertificates('default'), town.cert])
    central = await startCentralKit()
    proxy = await proxyOf(central, good)
  })
  after(async () => {
    await kits.end()
    await proxy.stop()
    await central.stop()
    removeFolder(folder)
  })

  test('is named where somebody pairs a device, and once it is right the same code is taken', async () => {
    const { page, station } = await kits.start(central, { coded: false, address: proxy.address })
    await page.until(({ pairing }) => pairing !== undefined)
    const { code } = await issueEnrolmentCode(central.context, { officeId: null, name: null, profile: 'lobby' })
    for (const [what, certificate, trouble] of bad) {
      proxy.present(certificate)
      deepEqual(await page.client.enrol({ code }), { outcome: 'away', trouble }, what)
      equal(station.health().trouble, trouble, what)
    }
    proxy.present(good)
    deepEqual(await page.client.enrol({ code }), { outcome: 'enrolled' })
    equal(station.health().trouble, null)
  })

  test('is named in the health of a device that has worked until then, which goes on offline and comes back by itself', async () => {
    const { page, station } = await kits.start(central, { address: proxy.address, pace: 30 })
    await page.until(({ network }) => network === 'online')
    for (const [what, certificate, trouble] of bad) {
      proxy.present(certificate)
      await page.until(({ network }) => network === 'offline')
      equal(station.health().trouble, trouble, what)
      ok((await page.client.listOffices({})).length > 0, what)
      proxy.present(good)
      await page.until(({ network }) => network === 'online')
      equal(station.health().trouble, null, what)
    }
  })

  test('is named by the self-test', async () => {
    const answer = readConfig(['--data', join(folder, 'data'), '--central', proxy.address], { FOYER_SPEECH_ON: 'false' })
    ok(answer.outcome === 'valid')
    const printer = { status: async () => ({ trouble: null, nearEnd: false }) }
    for (const [what, certificate, trouble] of bad.slice(0, 4)) {
      proxy.present(certificate)
      const found = new Map<string, unknown>()
      for await (const { name, well, note } of selfChecks(answer.config, {
        clock: systemClock,
        fetch,
        printer,
        central: proxy.address,
        platform: process.platform,
      }))
        found.set(name, [well, note.kind])
      deepEqual(found.get('central'), [false, trouble], what)
    }
  })

  test('is believed where the system’s administrator has installed its authority, and only there', async () => {
    proxy.present(good)
    const ask = `const { fetchOverTls } = await import(${JSON.stringify(join(import.meta.dirname, '../../../main/central/fetch-over-tls.ts'))})
      const { troubleOf } = await import(${JSON.stringify(join(import.meta.dirname, '../../../main/health/central-trouble.ts'))})
      const fetch = fetchOverTls()
      const said = await fetch(${JSON.stringify(proxy.address)} + '/healthz').then((answer) => answer.status, troubleOf)
      process.stdout.write(String(said))`
    const from = async (authority: string) => {
      // What OpenSSL reads in the place of the system's own list.
      const env = { PATH: process.env['PATH'] ?? '', SSL_CERT_FILE: authority, SSL_CERT_DIR: folder }
      return (await run(process.execPath, ['--input-type=module', '-e', ask], { env })).stdout
    }
    equal(await from(made.file({ ...good, name: 'town' })), '200')
    equal(await from(made.file({ ...good, name: 'stranger' })), 'certificateUntrusted')
  })
})
