import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { issueEnrolmentCode } from '../../../sync/central/fleet/kiosks.ts'
import { Problem } from '../../../sync/contract/kiosk-api.ts'
import { type KitOptions, startCentralKit } from '../../support/central-kit.ts'
import { enrolKiosk } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const EIGHT = '2026-11-24T07:00:00.000Z'

onBothStores('kiosks’ identity', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async (options: KitOptions = {}) =>
    stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), ...options }))

  it('freezes a kiosk whose log forks or goes back', async () => {
    const { enrol } = await start()
    const kiosk = await enrol()
    await kiosk.sync({ generation: 5, ops: [kiosk.signedOp(1, await kiosk.bookingOp({ startsAt: EIGHT }))] })
    const other = await kiosk.bookingOp({ startsAt: '2026-11-24T08:00:00.000Z' })
    const forked = await kiosk.sync({ generation: 5, ops: [kiosk.signedOp(1, other)] })
    assert.equal(forked.frozen, true)
    assert.deepEqual(forked.verdicts, [], 'a refusal would make the kiosk forget what it told a visitor')
    const again = await kiosk.sync({ generation: 5, epoch: randomUUID(), ops: [kiosk.signedOp(1, other)] })
    assert.equal(again.verdicts[0]?.verdict.outcome, 'taken', 'under a new epoch it collides with nothing')
    const second = await enrol()
    await second.sync({ generation: 5 })
    assert.equal((await second.sync({ generation: 4 })).frozen, true)
    assert.equal((await second.sync({ generation: 6 })).frozen, true, 'until an operator has looked')
  })

  it('refuses ops that the device did not sign and persons sealed for another op', async () => {
    const { enrol } = await start()
    const kiosk = await enrol()
    const good = await kiosk.bookingOp({ startsAt: EIGHT })
    const changed = { ...kiosk.signedOp(1, good), op: { ...good, startsAt: '2026-11-24T08:00:00.000Z' } }
    const moved = kiosk.signedOp(2, { ...good, opId: randomUUID() })
    const { verdicts } = await kiosk.sync({ ops: [changed, moved] })
    for (const { verdict } of verdicts) assert.deepEqual(verdict, { outcome: 'refused', reason: 'invalid', alternatives: [] })
  })

  it('lets in only enrolled kiosks with a fresh signature', async () => {
    const { enrol, address, clock, context } = await start()
    const kiosk = await enrol()
    const problemOf = async (answer: { status: number; body: unknown }) =>
      `${String(answer.status)} ${Problem.parse(answer.body).type}`
    const bare = await fetch(`${address}/v1/catalogue`)
    assert.match(bare.headers.get('content-type') ?? '', /^application\/problem\+json/)
    assert.equal(await problemOf({ status: bare.status, body: await bare.json() }), '401 urn:foyer:problem:unsigned')
    const { authorization = '' } = kiosk.authorize('GET', '/v1/info', '')
    assert.equal(
      await problemOf(await kiosk.call('GET', '/v1/catalogue', undefined, { authorization })),
      '401 urn:foyer:problem:unsigned',
    )
    const early = kiosk.authorize('GET', '/v1/catalogue', '')
    clock.pass(4)
    assert.equal((await kiosk.call('GET', '/v1/catalogue', undefined, early)).status, 200)
    clock.pass(2)
    const late = await kiosk.call('GET', '/v1/catalogue', undefined, early)
    assert.equal(await problemOf(late), '401 urn:foyer:problem:clockSkew')
    await context.store.transact((tx) => tx.run('update kiosk set revoked_at = 1 where kiosk_id = $1', [kiosk.kioskId]))
    assert.equal(await problemOf(await kiosk.call('GET', '/v1/catalogue')), '403 urn:foyer:problem:revoked')
  })

  it('enrols one device per code, in time only', async () => {
    const { address, clock, context } = await start()
    const { code } = await issueEnrolmentCode(context, { officeId: 'rathaus', name: 'Foyer links', profile: 'lobby' })
    const tries = await Promise.allSettled([1, 2, 3].map(() => enrolKiosk(address, code.toLowerCase(), clock.nowMs)))
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 1)
    const late = await issueEnrolmentCode(context, { officeId: null, name: null, profile: 'lobby' })
    clock.pass(24 * 60)
    await assert.rejects(enrolKiosk(address, late.code, clock.nowMs), /refused/)
    await assert.rejects(enrolKiosk(address, 'AAAA-AAAA-AAAA', clock.nowMs), /refused/)
  })

  it('answers broken requests with problem documents', async () => {
    const { enrol, address } = await start()
    const kiosk = await enrol()
    const post = async (path: string, body: string, type = 'application/json') => {
      const answer = await fetch(`${address}${path}`, {
        method: 'POST',
        body,
        headers: { 'content-type': type, ...kiosk.authorize('POST', path, body) },
      })
      return `${String(answer.status)} ${Problem.parse(await answer.json()).type}`
    }
    assert.equal(await post('/v1/holds', '{'), '400 urn:foyer:problem:malformed')
    assert.equal(await post('/v1/holds', '{}'), '400 urn:foyer:problem:malformed')
    assert.equal(await post('/v1/holds', '[]'), '400 urn:foyer:problem:malformed')
    assert.equal(await post('/v1/holds', 'x=1', 'text/plain'), '415 urn:foyer:problem:unsupportedMedia')
    assert.equal(await post('/v1/holds', JSON.stringify({ a: 'x'.repeat(300_000) })), '413 urn:foyer:problem:tooLarge')
    assert.equal(await post('/nowhere', '{}'), '404 urn:foyer:problem:notFound')
    assert.equal(await post('/v1/%zz', '{}'), '400 urn:foyer:problem:malformed')
  })
})
