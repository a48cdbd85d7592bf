import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { enrolKiosk } from '../../../support/kiosk-device.ts'
import { startPeople } from '../../../support/people-kit.ts'
import { stopAfterEach } from '../../../support/stop-after-each.ts'

const HEALTH = {
  version: '1.2.3',
  state: 'start',
  printer: 'nearEnd',
  queue: 4,
  clockOffsetMs: 0,
  diskFreeBytes: 20e9,
  uptimeSeconds: 60,
} as const

describe('the fleet page', () => {
  const stopLater = stopAfterEach()
  const start = async () => {
    const kit = stopLater(await startPeople())
    return { ...kit, it: await kit.staff({ role: 'it', offices: [] }) }
  }

  it('shows each device with paper, queue, version and last contact', async () => {
    const { it, kiosk } = await start()
    await kiosk.sync({ health: HEALTH })
    const { status, text } = await it.get('/staff/fleet')
    assert.equal(status, 200)
    for (const shown of ['Testgerät', 'Papier geht zu Ende', '1.2.3', '<td>4</td>', 'in Betrieb'])
      assert.ok(text.includes(shown), shown)
    assert.ok(!text.includes('<script'))
  })

  it('gives a one-time code that enrols one device', async () => {
    const { it, address, clock } = await start()
    await it.get('/staff/fleet')
    const { text } = await it.post('/staff/fleet', { name: 'Rathaus links', office: 'rathaus', profile: 'lobby' })
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? ''
    await enrolKiosk(address, code, clock.nowMs)
    assert.ok((await it.get('/staff/fleet')).text.includes('Rathaus links'))
    await assert.rejects(enrolKiosk(address, code, clock.nowMs), /refused/)
  })

  it('takes a device out of service with a message, and back', async () => {
    const { it, kiosk } = await start()
    await it.get('/staff/fleet')
    await it.post(`/staff/fleet/${kiosk.kioskId}/out-of-service`, { reason: 'Bitte zum Schalter 3' })
    assert.equal((await kiosk.sync()).outOfService, 'Bitte zum Schalter 3')
    await it.post(`/staff/fleet/${kiosk.kioskId}/in-service`)
    assert.equal((await kiosk.sync()).outOfService, null)
  })

  it('revokes a device, which is refused from its next request on', async () => {
    const { it, kiosk } = await start()
    await it.get('/staff/fleet')
    await it.post(`/staff/fleet/${kiosk.kioskId}/revoke`)
    assert.equal((await kiosk.call('GET', '/v1/catalogue')).status, 403)
    assert.ok((await it.get('/staff/fleet')).text.includes('gesperrt'))
  })

  it('is for IT alone', async () => {
    const { staff } = await start()
    for (const role of ['clerk', 'frontDesk', 'officeAdmin'] as const)
      assert.equal((await (await staff({ role })).get('/staff/fleet')).status, 403)
  })
})
