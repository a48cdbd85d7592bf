import { deepEqual, equal, ok } from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, test } from 'node:test'
import { listKiosks } from '../../../sync/central/fleet/kiosk-row.ts'
import { issueEnrolmentCode, issueReplacementCode, revokeKiosk } from '../../../sync/central/fleet/kiosks.ts'
import { POLL_WITH_EVENTS_MS } from '../../../machines/delays.ts'
import { type CentralKit, startCentralKit } from '../../support/central-kit.ts'
import { stationKits } from '../../support/station-kit.ts'

const WISH = { officeId: 'rathaus', name: 'Foyer links', profile: 'lobby' } as const

/** Looks again until it holds: what is waited for happens on the wire. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('it never did')
}

describe('a device that is enrolled at its own screen', () => {
  let central: CentralKit | null = null
  const kits = stationKits()
  afterEach(async () => {
    await kits.end()
    const stopping = central
    central = null
    await stopping?.stop()
  })
  const start = async () => {
    central = await startCentralKit()
    return central
  }

  test('asks for its code, takes a good one, and serves', async () => {
    const at = await start()
    const { page, station: device } = await kits.start(at, { coded: false })
    await page.until(({ pairing }) => pairing !== undefined)
    equal((await page.client.openSession({})).town, null)
    equal(device.health().enrolled, false)
    deepEqual(await page.client.enrol({ code: 'AAAA-AAAA-AAAA' }), { outcome: 'codeRefused' })
    const { code } = await issueEnrolmentCode(at.context, WISH)
    deepEqual(await page.client.enrol({ code: code.toLowerCase() }), { outcome: 'enrolled' })
    await page.until(({ pairing, network }) => pairing === undefined && network === 'online')
    await eventually(async () => (await page.client.listOffices({})).length > 0)
    equal(device.health().enrolled, true)
    const [kiosk] = await at.context.store.read(listKiosks)
    equal(kiosk?.name, 'Foyer links')
  })

  test('takes no code that is too old', async () => {
    const at = await start()
    const { code } = await issueEnrolmentCode(at.context, WISH)
    at.clock.pass(25 * 60)
    const { page } = await kits.start(at, { coded: false })
    deepEqual(await page.client.enrol({ code }), { outcome: 'codeRefused' })
  })

  test('does not change who it is once it is enrolled, whatever code is typed', async () => {
    const at = await start()
    const { page } = await kits.start(at)
    await page.until(({ network }) => network === 'online')
    const before = await at.context.store.read(listKiosks)
    const { code } = await issueEnrolmentCode(at.context, WISH)
    deepEqual(await page.client.enrol({ code }), { outcome: 'enrolled' })
    equal((await at.context.store.read(listKiosks)).length, before.length)
  })

  test('makes a key of its own for its owner’s eyes only, whose private half leaves in no header and no body', async () => {
    const at = await start()
    const devices = []
    for (const name of ['links', 'rechts']) {
      const { page, folder, wire } = await kits.start(at, { coded: false })
      const { code } = await issueEnrolmentCode(at.context, { ...WISH, name })
      deepEqual(await page.client.enrol({ code }), { outcome: 'enrolled' })
      await page.until(({ network }) => network === 'online')
      const file = join(folder, 'station/device-key')
      if (process.platform !== 'win32') equal(statSync(file).mode & 0o777, 0o600)
      const { d: secret = '', x = '' } = createPrivateKey(readFileSync(file)).export({ format: 'jwk' })
      const publicKey = Buffer.from(x, 'base64url').toString('base64')
      devices.push({ secret: Buffer.from(secret, 'base64url'), publicKey, pem: readFileSync(file, 'utf8'), wire })
    }
    const [left, right] = devices
    ok(left && right && !left.secret.equals(right.secret))
    const kiosks = await at.context.store.read(listKiosks)
    deepEqual(new Set(kiosks.map(({ public_key: known }) => known)), new Set(devices.map(({ publicKey }) => publicKey)))
    for (const { secret, publicKey, pem, wire } of devices) {
      const said = wire.said.join('\n')
      ok(said.includes(publicKey), 'pairing, a signed exchange and all between were heard')
      ok(/authorization.*Foyer /.test(said))
      const [, body = ''] = pem.split('\n')
      for (const form of [
        secret.toString('base64').slice(0, 42),
        secret.toString('base64url').slice(0, 42),
        secret.toString('hex'),
        body,
      ])
        ok(form.length > 40 && !said.toLowerCase().includes(form.toLowerCase()))
      ok(!said.includes('PRIVATE'))
    }
  })

  test('is told to slow down when somebody tries codes', async () => {
    const at = await start()
    const { page } = await kits.start(at, { coded: false })
    const outcomes: string[] = []
    for (let attempt = 0; attempt < 14; attempt += 1)
      outcomes.push((await page.client.enrol({ code: `AAAA-AAAA-AA${String(10 + attempt)}` })).outcome)
    equal(outcomes.filter((outcome) => outcome === 'codeRefused').length, 10)
    equal(outcomes.at(-1), 'slowDown')
  })

  test('closes within a minute of being revoked, its health says why, and a restart without network changes nothing', async () => {
    const at = await start()
    const { page, folder, station: device, stop } = await kits.start(at, { pace: 15 })
    await page.until(({ network }) => network === 'online')
    const [kiosk] = await at.context.store.read(listKiosks)
    // Even without a poke it asks in at most one and a half of this.
    ok(POLL_WITH_EVENTS_MS * 1.5 <= 60_000)
    await revokeKiosk(at.context, kiosk?.kiosk_id ?? '')
    const { outOfService } = await page.until((report) => report.outOfService !== null)
    equal(outOfService?.code, 'revoked')
    equal(device.health().trouble, 'revoked')
    await stop()
    const again = await kits.start(at, { folder, cut: true })
    equal((await again.page.until(({ network }) => network === 'offline')).outOfService?.code, 'revoked')
  })

  test('that comes in place of a broken one has its name, and the old one is refused from then on', async () => {
    const at = await start()
    const old = await at.enrol({ officeId: 'rathaus' })
    const issued = await issueReplacementCode(at.context, old.kioskId)
    equal((await old.call('GET', '/v1/catalogue')).status, 200)
    const { page } = await kits.start(at, { coded: false })
    deepEqual(await page.client.enrol({ code: issued?.code ?? '' }), { outcome: 'enrolled' })
    const kiosks = await at.context.store.read(listKiosks)
    deepEqual(
      kiosks.map(({ name, office_id }) => [name, office_id]),
      [
        ['Testgerät', 'rathaus'],
        ['Testgerät', 'rathaus'],
      ],
    )
    equal((await old.call('GET', '/v1/catalogue')).status, 403)
    equal(await issueReplacementCode(at.context, old.kioskId), null)
  })

  test('and is copied, disk and key, is stopped as soon as both speak', async () => {
    const at = await start()
    const first = await kits.start(at)
    await first.page.until(({ network }) => network === 'online')
    await first.stop()
    const copy = mkdtempSync(join(tmpdir(), 'foyer-copy-'))
    cpSync(first.folder, copy, { recursive: true })
    const again = await kits.start(at, { folder: first.folder, coded: false })
    await again.page.until(({ network }) => network === 'online')
    await again.stop()
    const more = await kits.start(at, { folder: first.folder, coded: false })
    await more.page.until(({ network }) => network === 'online')
    // The copy stands where the first one was two starts ago.
    const clone = await kits.start(at, { folder: copy, coded: false })
    await clone.page.until(({ network }) => network === 'online')
    await eventually(async () => (await at.context.store.read(listKiosks))[0]?.frozen_reason === 'generationWentBack')
  })
})
