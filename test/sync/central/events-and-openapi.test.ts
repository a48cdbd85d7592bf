import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import * as z from 'zod/mini'
import { KIOSK_ROUTES, Poke } from '../../../sync/contract/kiosk-api.ts'
import { deskRoom } from '../../../sync/central/desk/desk-room.ts'
import { startCentralKit } from '../../support/central-kit.ts'
import type { KioskDevice } from '../../support/kiosk-device.ts'
import { onBothStores } from '../../support/on-both-stores.ts'
import { stopAfterEach } from '../../support/stop-after-each.ts'

const OpenApi = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        security: z.optional(z.array(z.unknown())),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
})

onBothStores('events and description', (makeDatabase) => {
  const stopLater = stopAfterEach()
  const start = async () => stopLater(await startCentralKit({ databaseUrl: await makeDatabase() }))

  it('pokes every listening kiosk when an office changes', async () => {
    const { address, enrol } = await start()
    const [kiosk, other] = [await enrol(), await enrol()]
    const stream = await listen(address, kiosk)
    const { cursors } = await kiosk.sync({ cursors: { rathaus: 0 } })
    const poked = stream.until(({ officeId, version }) => officeId === 'rathaus' && version > (cursors['rathaus'] ?? 0))
    await other.hold({
      bookingId: randomUUID(),
      officeId: 'rathaus',
      services: [{ serviceId: 'ausweis', count: 1 }],
      startsAt: '2026-11-24T07:00:00.000Z',
    })
    const { version } = await poked
    const changed = await kiosk.sync({ cursors })
    assert.equal(changed.cursors['rathaus'], version)
    await stream.end()
  })

  it('lets nobody listen who is not enrolled', async () => {
    const { address } = await start()
    assert.equal((await fetch(`${address}/v1/events`)).status, 401)
  })

  it('is described by an OpenAPI document that fits the server', async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), rooms: [deskRoom()] }))
    const { address, enrol } = kit
    const kiosk = await enrol()
    const { paths } = OpenApi.parse(await (await fetch(`${address}/v1/openapi.json`)).json())
    for (const [name, route] of Object.entries(KIOSK_ROUTES)) {
      const operation = paths[route.path]?.[route.method.toLowerCase()]
      assert.equal(operation?.operationId, name)
      assert.equal(operation.security !== undefined, route.signed)
    }
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const url = `${address}${path.replace('{officeId}', 'rathaus').replace('{version}', '1')}`
        const unsigned = await fetch(url, {
          method: method.toUpperCase(),
          ...(method === 'post' && { body: '{}', headers: { 'content-type': 'application/json' } }),
        })
        await unsigned.body?.cancel()
        assert.notEqual(unsigned.status, 404, `${method} ${path}`)
        assert.ok(unsigned.status < 500)
        if (security) assert.equal(unsigned.status, 401, `${method} ${path}`)
      }
    }
    assert.equal((await kiosk.call('GET', '/v1/info')).status, 200)
  })

  it('tells how many requests are left, and refuses more with a problem document', async () => {
    const kit = stopLater(await startCentralKit({ databaseUrl: await makeDatabase(), settings: { requestsPerMinute: 3 } }))
    const { address } = kit
    const first = await fetch(`${address}/v1/info`)
    assert.equal(first.headers.get('ratelimit-limit'), '3')
    assert.equal(first.headers.get('ratelimit-remaining'), '2')
    await fetch(`${address}/v1/info`)
    await fetch(`${address}/v1/info`)
    const over = await fetch(`${address}/v1/info`)
    const body = (await over.json()) as { type: string }
    assert.deepEqual([over.status, body.type], [429, 'urn:foyer:problem:tooMany'])
    assert.ok(Number(over.headers.get('retry-after')) > 0)
    assert.equal((await fetch(`${address}/healthz`)).status, 200, 'probes are not limited')
  })
})

describe('central behind a proxy', () => {
  const stopLater = stopAfterEach()
  it('counts requests by the address that its own proxy saw, not by what the client says of itself', async () => {
    const kit = stopLater(await startCentralKit({ settings: { requestsPerMinute: 2, behindProxy: true } }))
    const ask = async (seen: string, claimed: string) =>
      (await fetch(`${kit.address}/v1/info`, { headers: { 'x-forwarded-for': `${claimed}, ${seen}` } })).status
    const one = [await ask('203.0.113.7', '1.1.1.1'), await ask('203.0.113.7', '2.2.2.2'), await ask('203.0.113.7', '3.3.3.3')]
    assert.deepEqual(one, [200, 200, 429])
    assert.equal(await ask('203.0.113.8', '1.1.1.1'), 200, 'another client of the same proxy')
  })
})

/** An open event stream; `until` resolves with the first poke that fits. */
async function listen(address: string, kiosk: KioskDevice) {
  const abort = new AbortController()
  const answer = await fetch(`${address}/v1/events`, { headers: kiosk.authorize('GET', '/v1/events', ''), signal: abort.signal })
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  return {
    async until(fits: (poke: Poke) => boolean): Promise<Poke> {
      for (let text = ''; ; ) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
        if (done) throw new Error('the stream ended')
        text += value
        const pokes = [...text.matchAll(/^event: poke\ndata: (.+)$/gm)].map(([, data]) => Poke.parse(JSON.parse(data ?? '')))
        const found = pokes.find(fits)
        if (found) return found
      }
    },
    async end() {
      abort.abort()
      await reader?.closed.catch(() => undefined)
    },
  }
}
