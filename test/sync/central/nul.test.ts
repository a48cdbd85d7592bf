import assert from 'node:assert/strict'
import { it } from 'node:test'
import { onBothStores } from '../../support/on-both-stores.ts'
import { SLOT, startPeople } from '../../support/people-kit.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

onBothStores('a NUL in a text', (makeDatabase) => {
  const stopLater = stopAfterEach()

  it('is refused by machines and left out of forms, and breaks nothing', async () => {
    const people = stopLater(await startPeople({ databaseUrl: await makeDatabase() }))
    const { address, kiosk } = people
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: address } }
    const op = await kiosk.bookingOp({ startsAt: SLOT })
    const ops = [kiosk.signedOp(1, { ...op, consent: { ...op.consent, version: '1\u0000' } })]
    const { epoch } = kiosk
    const request = { epoch, generation: 1, cursors: {}, escrow: [], returned: [], catalogueVersion: null, health: null }
    const answers = [
      await fetch(`${address}/staff/sign-in`, { ...form, body: 'email=a%00&password=x' }),
      await fetch(`${address}/staff/mails/%00/again`, { ...form, body: '' }),
      await fetch(`${address}/staff/bookings/%00`),
      await kiosk.call('POST', '/v1/sync', { ...request, ops }),
      await kiosk.call('POST', '/v1/sync', { ...request, ops: [], catalogueVersion: '\u0000' }),
    ]
    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 400, 400, 400, 400],
    )
    const inWords = { ...request, ops: [], catalogueVersion: String.raw`\u0000` }
    assert.equal((await kiosk.call('POST', '/v1/sync', inWords)).status, 200, 'six signs that only name it')
  })
})
